import { acceptChance, acceptChanceWhileSilent, type AcceptanceModel } from '#core/acceptance';
import type { LogNormal } from '#core/log-normal';
import { ACCEPTANCE_MODEL } from '#core/policy-models';
import { NO_HISTORY, type ResponseHistory } from '#core/response-history';
import { MINUTE_MS, SECOND_MS } from '#core/units';

const near = { wayM: 0, isNight: false };
const model: AcceptanceModel = { ...ACCEPTANCE_MODEL, groupShare: 0.36, ownWeight: 5 };

const saidYes = (accepts: number, alerts: number): ResponseHistory => ({
  ...NO_HISTORY,
  alerts,
  accepts,
  declines: alerts - accepts,
});

describe('the chance of a yes', () => {
  test('of somebody never asked is the group’s', () => {
    expect(acceptChance(NO_HISTORY, near, model)).toBeCloseTo(0.36, 12);
  });

  test.each([
    [8, 10, 'eight of ten', (5 * 0.36 + 8) / 15],
    [0, 10, 'none of ten', (5 * 0.36) / 15],
    [1, 1, 'the only one', (5 * 0.36 + 1) / 6],
    [90, 100, 'ninety of a hundred', (5 * 0.36 + 90) / 105],
  ])('of %d yeses to %d alerts, %s, is %#', (accepts, alerts, _name, chance) => {
    expect(acceptChance(saidYes(accepts, alerts), near, model)).toBeCloseTo(chance, 12);
  });

  test('falls with distance and by night as the model says, on the log-odds', () => {
    const moved = { ...model, groupShare: 0.353, logitPerKm: -0.4, logitNight: -0.3 };
    // ln(0.353 / 0.647) − 0.4·1.5 − 0.3 = −1.5059, which is 0.1816.
    const chance = acceptChance(NO_HISTORY, { wayM: 1_500, isNight: true }, moved);
    expect(chance).toBeCloseTo(0.1816, 4);
    expect(acceptChance(NO_HISTORY, { wayM: 1_500, isNight: false }, moved)).toBeGreaterThan(
      chance,
    );
  });

  test('is never certain, whatever somebody has done so far', () => {
    expect(acceptChance(saidYes(1_000, 1_000), near, model)).toBeLessThan(1);
    expect(acceptChance(saidYes(0, 1_000), near, model)).toBeGreaterThan(0);
  });
});

describe('the chance of a yes from somebody silent', () => {
  const reply: LogNormal = { medianMs: 40 * SECOND_MS, sigma: 0.49 };
  const said = { ...model, silentShare: 0.31 };
  const after = (sinceMs: number) => acceptChanceWhileSilent(0.36, { sinceMs, reply }, said);

  test('is what it was at the moment of the alert', () => {
    expect(after(0)).toBeCloseTo(0.36, 12);
  });

  test('by Bayes at the median reply: 0.18 / (0.18 + 0.64·0.69·0.5 + 0.64·0.31) = 0.3004', () => {
    expect(after(40 * SECOND_MS)).toBeCloseTo(0.3004, 4);
  });

  test('by Bayes at twice the median, where 7.86 % have yet to reply: 0.1082', () => {
    expect(after(80 * SECOND_MS)).toBeCloseTo(0.1082, 4);
  });

  test('only falls, and towards nothing', () => {
    for (let sinceMs = 0; sinceMs < 5 * MINUTE_MS; sinceMs += 5 * SECOND_MS) {
      expect(after(sinceMs + 5 * SECOND_MS)).toBeLessThanOrEqual(after(sinceMs));
    }
    expect(after(10 * MINUTE_MS)).toBeLessThan(0.001);
  });

  test('where everybody answers sooner or later, silence says nothing about the answer', () => {
    const talkative = { ...said, silentShare: 0 };
    const silent = { sinceMs: 60 * SECOND_MS, reply };
    expect(acceptChanceWhileSilent(0.36, silent, talkative)).toBeCloseTo(0.36, 12);
  });

  test('of a sure yes whose time is over is 0, not a division by nothing', () => {
    const certain: LogNormal = { medianMs: 10 * SECOND_MS, sigma: 0 };
    expect(acceptChanceWhileSilent(1, { sinceMs: MINUTE_MS, reply: certain }, said)).toBe(0);
  });
});
