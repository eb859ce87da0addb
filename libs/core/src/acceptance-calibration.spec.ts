import {
  calibrationInTime,
  calibrationOf,
  replayAcceptance,
  type AlertOutcome,
  type ForetoldAnswer,
} from '#core/acceptance-calibration';
import { idOf, NOON } from '#core/examples';
import { ACCEPTANCE_MODEL } from '#core/policy-models';
import { seededChance } from '#core/random-examples';
import { HOUR_MS, MINUTE_MS } from '#core/units';

const SEED = 5;

/** So many answers with that chance, of which the first are yes. */
const few = (chance: number, yes: number, of: number): ForetoldAnswer[] =>
  Array.from({ length: of }, (_, index) => ({ chance, accepted: index < yes }));

/** The same fifty times over, which changes no mean and no line. */
const answers = (chance: number, yes: number, of: number): ForetoldAnswer[] =>
  few(chance, 50 * yes, 50 * of);

describe('how well chances came true, by hand', () => {
  /** A quarter of those with 0.2 and three quarters of those with 0.8 said yes. */
  const fair = [...answers(0.2, 1, 4), ...answers(0.8, 3, 4)];

  test('the Brier scores: (0.64 + 3·0.04)·2 / 8 = 0.19, and 0.25 of the constant', () => {
    const { brier, constantBrier, count, acceptedShare } = calibrationOf(fair, 0.5);
    expect(brier).toBeCloseTo(0.19, 12);
    expect(constantBrier).toBeCloseTo(0.25, 12);
    expect([count, acceptedShare]).toEqual([400, 0.5]);
  });

  test('the log-loss: (ln 5 + 3·ln 1.25) / 4 = 0.5697', () => {
    expect(calibrationOf(fair, 0.5).logLoss).toBeCloseTo(0.5697, 4);
  });

  test('the line through two points of the log-odds: slope ln 3 / ln 4, intercept 0', () => {
    const { slope, intercept, verdict } = calibrationOf(fair, 0.5);
    expect(slope).toBeCloseTo(Math.log(3) / Math.log(4), 9);
    expect(intercept).toBeCloseTo(0, 9);
    expect(verdict).toBe('use');
  });

  test('the line where a half and nine tenths said yes: intercept ln 9 / 2', () => {
    const { slope, intercept } = calibrationOf(
      [...answers(0.2, 5, 10), ...answers(0.8, 9, 10)],
      0.7,
    );
    expect(slope).toBeCloseTo(Math.log(9) / (2 * Math.log(4)), 9);
    expect(intercept).toBeCloseTo(Math.log(9) / 2, 9);
  });

  test('the table of ten parts, least likely first', () => {
    const rising = Array.from({ length: 20 }, (_, index) => ({
      chance: (index + 1) / 21,
      accepted: index >= 10,
    })).reverse();
    const { bins } = calibrationOf(rising, 0.5);
    expect(bins).toHaveLength(10);
    expect(bins[0]?.count).toBe(2);
    expect(bins[0]?.meanChance).toBeCloseTo(1.5 / 21, 12);
    expect(bins.map(({ acceptedShare }) => acceptedShare)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(calibrationOf(few(0.3, 1, 3), 0.5).bins).toHaveLength(3);
  });
});

describe('chances are refused', () => {
  const verdictOf = (all: readonly ForetoldAnswer[], constant = 0.5) =>
    calibrationOf(all, constant).verdict;

  test('when they are worse than the constant', () => {
    const upsideDown = [...answers(0.2, 3, 4), ...answers(0.8, 1, 4)];
    expect(verdictOf(upsideDown)).toBe('refuse');
    expect(calibrationOf(upsideDown, 0.5).slope).toBeLessThan(0);
    // Right in their order, yet everybody said yes more often than foretold.
    const tooLow = [...answers(0.1, 7, 10), ...answers(0.2, 9, 10)];
    expect(verdictOf(tooLow, 0.8)).toBe('refuse');
  });

  test('when they are far too sure, even though better than the constant', () => {
    const tooSure = calibrationOf([...answers(0.02, 1, 4), ...answers(0.98, 3, 4)], 0.5);
    expect(tooSure.brier).toBeLessThan(tooSure.constantBrier);
    expect(tooSure.slope).toBeCloseTo(Math.log(3) / Math.log(49), 6);
    expect(tooSure.verdict).toBe('refuse');
  });

  test('when they are far too careful, even though better than the constant', () => {
    const tooCareful = calibrationOf([...answers(0.45, 1, 4), ...answers(0.55, 3, 4)], 0.5);
    expect(tooCareful.brier).toBeLessThan(tooCareful.constantBrier);
    expect(tooCareful.slope).toBeCloseTo(Math.log(3) / Math.log(11 / 9), 6);
    expect(tooCareful.verdict).toBe('refuse');
  });

  test('when there are too few of them, however well they fit', () => {
    const fair = [...few(0.2, 9, 45), ...few(0.8, 36, 45)];
    expect(calibrationOf(fair, 0.5)).toMatchObject({ count: 90, verdict: 'refuse' });
    expect(calibrationOf(fair, 0.5).slope).toBeCloseTo(1, 6);
    expect(verdictOf([...few(0.2, 10, 50), ...few(0.8, 40, 50)])).toBe('use');
  });

  test.each([
    ['no answers', []],
    ['one answer', few(0.4, 1, 1)],
    ['the same chance for everyone', answers(0.36, 9, 25)],
    ['a yes from everyone', [...answers(0.2, 3, 3), ...answers(0.9, 3, 3)]],
    ['answers parted by one chance', [...answers(0.2, 0, 5), ...answers(0.9, 5, 5)]],
  ])('when no line can be fitted: %s', (_name, all) => {
    const { slope, intercept, verdict, brier, logLoss } = calibrationOf(all, 0.36);
    expect([slope, intercept, verdict]).toEqual([null, null, 'refuse']);
    expect(Number.isFinite(brier) && Number.isFinite(logLoss)).toBe(true);
  });

  test('when a chance was certain and wrong, with a number and not with infinity', () => {
    const { logLoss } = calibrationOf([...answers(0, 1, 10), ...answers(1, 9, 10)], 0.5);
    expect(logLoss).toBeGreaterThan(1);
    expect(logLoss).toBeLessThan(15);
  });
});

describe('in order of time', () => {
  test('the earlier half gives the constant, only the later half is scored', () => {
    const { count, constantShare, acceptedShare } = calibrationInTime([
      ...answers(0.3, 3, 10),
      ...answers(0.3, 5, 10),
    ]);
    expect([count, constantShare, acceptedShare]).toEqual([500, 0.3, 0.5]);
  });

  test('no more than asked for are scored, and some are always left to learn from', () => {
    const all = [...answers(0.3, 3, 10), ...few(0.3, 20, 100)];
    const last = calibrationInTime(all, 100);
    expect([last.count, last.constantShare, last.acceptedShare]).toEqual([100, 0.3, 0.2]);
    expect(calibrationInTime(all, 599).count).toBe(300);
  });

  test('nothing is known of nothing', () => {
    expect(calibrationInTime([])).toMatchObject({ count: 0, verdict: 'refuse', bins: [] });
  });
});

const model = { ...ACCEPTANCE_MODEL, groupShare: 0.36, ownWeight: 4 };

const anOutcome = (person: number, overrides: Partial<AlertOutcome> = {}): AlertOutcome => {
  const sentAt = overrides.sentAt ?? NOON;
  return {
    responderId: idOf(person),
    sentAt,
    knownAt: sentAt + MINUTE_MS,
    ended: 'accepted',
    wayM: 500,
    isNight: false,
    ...overrides,
  };
};

describe('what would have been foretold', () => {
  test('grows with what each person did, and knows nothing of others', () => {
    const outcomes = [
      anOutcome(1, { sentAt: NOON }),
      anOutcome(1, { sentAt: NOON + HOUR_MS, ended: 'declined' }),
      anOutcome(2, { sentAt: NOON + HOUR_MS, ended: 'silent' }),
      anOutcome(1, { sentAt: NOON + 2 * HOUR_MS, ended: 'silent' }),
    ];
    const foretold = replayAcceptance(outcomes, model);
    expect(foretold.map(({ accepted }) => accepted)).toEqual([true, false, false, false]);
    const chances = foretold.map(({ chance }) => chance);
    // 0.36; then (4·0.36 + 1) / 5; 0.36 of the other; then (4·0.36 + 1) / 6.
    [0.36, 0.488, 0.36, 2.44 / 6].forEach((chance, index) => {
      expect(chances[index]).toBeCloseTo(chance, 12);
    });
  });

  test('uses no answer before it was given, though its alert was sent before', () => {
    const first = anOutcome(1, { sentAt: NOON, knownAt: NOON + 10 * MINUTE_MS });
    const atOnce = anOutcome(1, { sentAt: NOON + 5 * MINUTE_MS });
    const later = anOutcome(1, { sentAt: NOON + 10 * MINUTE_MS });
    const chances = replayAcceptance([later, atOnce, first], model).map(({ chance }) => chance);
    expect(chances[0]).toBeCloseTo(0.36, 12);
    expect(chances[1]).toBeCloseTo(0.36, 12);
    expect(chances[2]).toBeCloseTo((4 * 0.36 + 2) / 6, 12);
  });

  /** So many people, each asked so often, whose chance of a yes is drawn once. */
  const simulated = (chanceOf: () => number, random: () => number): AlertOutcome[] => {
    const people = Array.from({ length: 300 }, chanceOf);
    return Array.from({ length: 20 }, (_, round) =>
      people.map((chance, person) =>
        anOutcome(person, {
          sentAt: NOON + round * HOUR_MS,
          ended: random() < chance ? 'accepted' : 'declined',
        }),
      ),
    ).flat();
  };

  test(`of people who differ, it is used: truer than the constant (seed ${String(SEED)})`, () => {
    const { uniform } = seededChance(SEED);
    const outcomes = simulated(() => (uniform() < 0.4 ? 0.75 : 0.1), uniform);
    const { brier, constantBrier, slope, verdict } = calibrationInTime(
      replayAcceptance(outcomes, model),
    );
    expect(brier).toBeLessThan(constantBrier - 0.05);
    expect(slope).toBeGreaterThan(0.8);
    expect(verdict).toBe('use');
  });

  test(`of people who are all alike, it is refused (seed ${String(SEED)})`, () => {
    const { uniform } = seededChance(SEED);
    const outcomes = simulated(() => 0.36, uniform);
    const { brier, constantBrier, slope, verdict } = calibrationInTime(
      replayAcceptance(outcomes, model),
    );
    expect(brier).toBeGreaterThan(constantBrier);
    expect(Math.abs(slope ?? 0)).toBeLessThan(0.5);
    expect(verdict).toBe('refuse');
  });

  test(`what comes later changes nothing foretold before (seed ${String(SEED)})`, () => {
    const { uniform } = seededChance(SEED);
    const outcomes = simulated(() => uniform(), uniform).slice(0, 2_000);
    const before = replayAcceptance(outcomes.slice(0, 1_000), model);
    expect(replayAcceptance(outcomes, model).slice(0, 1_000)).toEqual(before);
  });
});
