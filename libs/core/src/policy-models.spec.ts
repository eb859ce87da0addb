import { chanceWithin, logNormalOf, momentsOf, sumOf, type LogNormal } from '#core/log-normal';
import { ACCEPTANCE_MODEL, ARRIVAL_MODEL } from '#core/policy-models';
import { SECOND_MS } from '#core/units';

/** Reply and turnout together. */
const toLeaving = (turnout: LogNormal): LogNormal =>
  logNormalOf(sumOf([ARRIVAL_MODEL.reply, turnout].map(momentsOf)));

describe('the models of people give back what was measured', () => {
  test('alert to leaving: 1:42 by day and 2:22 by night at the median (Ganter 2025)', () => {
    const medianS = (turnout: LogNormal) => toLeaving(turnout).medianMs / SECOND_MS;
    expect(Math.abs(medianS(ARRIVAL_MODEL.turnoutDay) - 102)).toBeLessThan(1);
    expect(Math.abs(medianS(ARRIVAL_MODEL.turnoutNight) - 142)).toBeLessThan(1);
  });

  test('replies: half within 40 s, nine in ten within 75 s', () => {
    const { reply } = ARRIVAL_MODEL;
    expect(Math.abs(chanceWithin(reply, 39.7 * SECOND_MS) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(chanceWithin(reply, 75 * SECOND_MS) - 0.9)).toBeLessThan(0.01);
  });

  test('answers: 62,711 yeses to 177,866 alerts; of the others 19.9 to 43.9 say nothing', () => {
    expect(ACCEPTANCE_MODEL.groupShare).toBeCloseTo(62_711 / 177_866, 3);
    expect(ACCEPTANCE_MODEL.silentShare).toBeCloseTo(19.9 / (19.9 + 43.9), 2);
  });
});
