import { arrivalForecast, SLOT_MS, SLOTS, type ComingGroup } from '#core/arrival-forecast';
import { HOUR_MS, MINUTE_MS } from '#core/units';

const NOW = 100 * HOUR_MS;
const group = (fields: Partial<ComingGroup>): ComingGroup => ({
  ...{ musterKey: 'hall', partySize: 1, partyCount: 1, etaAt: null, way: null, from: NOW },
  ...fields,
});

describe('who comes by when', () => {
  it('loses nobody: all that come within the time it looks ahead are in some quarter', () => {
    const coming = [group({ partyCount: 40, etaAt: NOW + HOUR_MS })];
    const { slots, coming: people, unknown } = arrivalForecast(coming, NOW);
    expect(slots).toHaveLength(SLOTS);
    expect(slots.at(-1)?.byThen).toBeCloseTo(40, 0);
    expect([people, unknown]).toEqual([40, 0]);
  });

  it('believes where somebody is more than what was said', () => {
    const way = { distanceM: 1_000, mode: 'foot' as const };
    const far = group({ partyCount: 10, etaAt: NOW + 3 * HOUR_MS, way });
    const { slots } = arrivalForecast([far], NOW);
    const inAnHour = slots.find(({ until }) => until >= NOW + HOUR_MS);
    expect(inAnHour?.byThen).toBeGreaterThan(9.5);
  });

  it('says of whoever should have been there long ago that nobody can tell', () => {
    const late = group({ partySize: 3, etaAt: NOW - HOUR_MS });
    const silent = group({ from: NOW - 2 * HOUR_MS });
    expect(arrivalForecast([late, silent], NOW)).toMatchObject({ coming: 4, unknown: 4 });
  });

  it('is less sure of ten who come in one bus than of ten who come alone', () => {
    const etaAt = NOW + HOUR_MS + 7 * MINUTE_MS;
    const spread = (one: ComingGroup): number => {
      const { slots } = arrivalForecast([one], NOW);
      return Math.max(...slots.map(({ high, low }) => high - low));
    };
    const bus = spread(group({ partySize: 10, etaAt }));
    expect(bus).toBeGreaterThan(spread(group({ partyCount: 10, etaAt })));
  });

  it('begins its quarters with the clock', () => {
    const [first] = arrivalForecast([], NOW + MINUTE_MS).slots;
    expect((first?.from ?? 1) % SLOT_MS).toBe(0);
  });
});
