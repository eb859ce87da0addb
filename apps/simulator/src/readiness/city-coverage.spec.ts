import { loadCity } from '../city/city';
import { CityCoverage } from './city-coverage';

const MONDAY_10 = 10;
const TUESDAY_3 = 27;

describe('the sample city', () => {
  const city = loadCity();
  const world = { seed: '1', responders: 600, aeds: 200 };

  it('is covered worse by night, and worse with each AED that is hidden', async () => {
    const whole = new CityCoverage({ ...world, hiddenShare: 0 }, city);
    const day = await whole.at(MONDAY_10);
    const night = await whole.at(TUESDAY_3);
    const half = await new CityCoverage({ ...world, hiddenShare: 0.5 }, city).at(MONDAY_10);
    const none = await new CityCoverage({ ...world, hiddenShare: 1 }, city).at(MONDAY_10);
    expect(day.totals.cells).toBeGreaterThan(500);
    expect(night.aeds).toBeLessThan(day.aeds);
    const reached = [day, half, none].map(({ totals }) => totals.reached);
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
    expect(new Set(reached).size).toBe(3);
    expect(night.totals.reached).toBeLessThan(day.totals.reached);
    expect(none.totals.reached).toBe(0);
  });
});
