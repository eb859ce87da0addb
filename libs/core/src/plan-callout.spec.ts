import * as fc from 'fast-check';
import { DEFAULT_CALLOUT_POLICY, type Callout } from '#core/callout';
import type { BatchTally } from '#core/callout-learning';
import { aCallout, aNeed } from '#core/callout-examples';
import { NOON } from '#core/examples';
import { planCallout } from '#core/plan-callout';
import { seededChance } from '#core/random-examples';
import { MINUTE_MS, type Instant } from '#core/units';

const SEED = 20_261_123;
const KEY = aNeed().needKey;
const policy = DEFAULT_CALLOUT_POLICY;

function planFor(callout: Callout, tallies: readonly BatchTally[] = [], now: Instant = NOON) {
  return planCallout({ callout, tallies, held: {}, now });
}

function aTally(overrides: Partial<BatchTally> = {}): BatchTally {
  return {
    ...{ batch: 1, wave: 0, needKey: KEY, equipment: null, askedAt: NOON, askedCount: 60 },
    ...{ openCount: 60, yesCount: 0, yesDelaysMs: 0, ...overrides },
  };
}

interface Crowd {
  readonly wanted: number;
  readonly share: number;
  readonly delayMs: number;
  readonly refusalShare: number;
  readonly seed: number;
}

interface Question {
  readonly batch: number;
  readonly askedAt: Instant;
  readonly yesAt: Instant;
  readonly noAt: Instant;
}

interface Filled {
  /** Of everybody who would ever say yes if nobody told them that they are not needed. */
  readonly yesAt: readonly Instant[];
  readonly filledAt: Instant;
}

/** A crowd without end that answers by chance, asked review after review. */
function ask(crowd: Crowd): Filled {
  const { uniform } = seededChance(crowd.seed);
  const delay = () => -Math.log(1 - uniform()) * crowd.delayMs;
  const questions: Question[] = [];
  for (let now = NOON, batch = 1; now < NOON + 400 * MINUTE_MS; now += policy.intervalMs) {
    const yesCount = questions.filter(({ yesAt }) => yesAt <= now).length;
    if (yesCount >= crowd.wanted) break;
    const fill = { peopleByNeed: { [KEY]: yesCount }, piecesByNeed: {}, peopleByMuster: {} };
    const callout = aCallout({ wantedCount: crowd.wanted, acceptedCount: yesCount, fill });
    const count = planFor(callout, talliesOf(questions, now), now)[0]?.count ?? 0;
    for (let index = 0; index < count; index += 1) {
      const says = uniform() < crowd.share;
      const refuses = !says && uniform() < crowd.refusalShare;
      const yesAt = says ? now + delay() : Infinity;
      const noAt = refuses ? now + delay() : Infinity;
      questions.push({ batch, askedAt: now, yesAt, noAt });
    }
    if (count > 0) batch += 1;
  }
  const yesAt = questions.map((one) => one.yesAt).filter(Number.isFinite);
  const filledAt = yesAt.sort((a, b) => a - b)[crowd.wanted - 1] ?? Infinity;
  return { yesAt, filledAt };
}

function talliesOf(questions: readonly Question[], now: Instant): BatchTally[] {
  const batches = [...new Set(questions.map(({ batch }) => batch))];
  return batches.map((batch) => {
    const own = questions.filter((one) => one.batch === batch);
    const yes = own.filter(({ yesAt }) => yesAt <= now);
    const noCount = own.filter(({ noAt }) => noAt <= now).length;
    const askedAt = own[0]?.askedAt ?? now;
    return aTally({
      ...{ batch, askedAt, askedCount: own.length, yesCount: yes.length },
      openCount: own.length - yes.length - noCount,
      yesDelaysMs: yes.reduce((sum, { yesAt }) => sum + yesAt - askedAt, 0),
    });
  });
}

describe('batches', () => {
  test('of people nobody knows anything of, no more are asked than there are places', () => {
    expect(planFor(aCallout({ wantedCount: 60 }))[0]?.count).toBe(63);
    expect(planFor(aCallout({ wantedCount: 1 }))[0]?.count).toBe(1);
  });

  test('while questions are fresh, whoever was asked may yet say yes', () => {
    const tallies = [aTally({ askedCount: 63, openCount: 63 })];
    expect(planFor(aCallout({ wantedCount: 60 }), tallies, NOON + 1_000)).toEqual([]);
  });

  test('where people have refused, others are asked in their stead', () => {
    const tallies = [aTally({ openCount: 0 })];
    const [planned] = planFor(aCallout({ wantedCount: 60 }), tallies, NOON + MINUTE_MS);
    expect(planned?.count).toBeGreaterThan(60);
  });

  test('none is larger than the limit, whatever is wanted', () => {
    expect(planFor(aCallout({ wantedCount: 10_000 }))[0]?.count).toBe(policy.batchMax);
  });

  test('people whom groups find among their own are not asked for', () => {
    const callout = aCallout({ wantedCount: 60 });
    const held = { [KEY]: 40 };
    const [planned] = planCallout({ callout, tallies: [], held, now: NOON });
    expect(planned?.count).toBe(23);
  });

  test('a broadcast asks everyone in one go', () => {
    const callout = aCallout({ policy: { ...policy, order: 'all-at-once' } });
    expect(planFor(callout)[0]?.count).toBe(Infinity);
  });

  test('boats are asked for before hands, and trained people before anybody', () => {
    const needs = [
      aNeed({ needKey: 'hands', wantedCount: 60, credentialKinds: [], equipment: { boat: 10 } }),
      aNeed({ needKey: 'nurses', wantedCount: 4, credentialKinds: ['nurse'] }),
    ];
    const planned = planFor(aCallout({ needs, wantedCount: 64 }));
    expect(planned.map(({ target, count }) => [target.needKey, target.equipment, count])).toEqual([
      ['hands', 'boat', 10],
      ['nurses', null, 4],
      ['hands', null, 52],
    ]);
  });

  test('a wave has its interval; then comes the next one, and whoever is left of it last', () => {
    const wave = { credentialKinds: [], equipment: [], groupIds: [], distanceMaxM: null };
    const waves = ['first', 'second', 'third'].map((label) => ({ ...wave, label }));
    const callout = aCallout({ wantedCount: 60, policy: { ...policy, waves } });
    expect(planFor(callout)[0]?.waves).toEqual([0, 1, 2]);
    const tallies = [aTally({ openCount: 0 })];
    const [early] = planFor(callout, tallies, NOON + MINUTE_MS);
    expect(early?.waves).toEqual([0, 1, 2]);
    const [later] = planFor(callout, tallies, NOON + policy.intervalMs);
    expect(later?.waves).toEqual([1, 2, 0]);
  });
});

/** So long a question may still be answered after the last place has gone. */
const CROSSING_MS = MINUTE_MS;
const RUNS = 40;

/** What filling random crowds came to: shares and minutes, each by its mean and 9th tenth. */
function fillAny(delayMs: { readonly min: number; readonly max: number }) {
  const runs: { crossing: number; ever: number; minutes: number }[] = [];
  fc.assert(
    fc.property(
      fc.record({
        wanted: fc.integer({ min: 20, max: 200 }),
        share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        delayMs: fc.integer(delayMs),
        refusalShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
        seed: fc.integer({ min: 1, max: 1_000_000 }),
      }),
      (crowd) => {
        const { yesAt, filledAt } = ask(crowd);
        expect(yesAt.length).toBeGreaterThanOrEqual(crowd.wanted);
        const until = filledAt + CROSSING_MS;
        const crossing = yesAt.filter((at) => at <= until).length - crowd.wanted;
        runs.push({
          crossing: crossing / crowd.wanted,
          ever: (yesAt.length - crowd.wanted) / crowd.wanted,
          minutes: (filledAt - NOON) / MINUTE_MS,
        });
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  const spread = (of: (run: (typeof runs)[number]) => number) => {
    const rising = runs.map(of).sort((a, b) => a - b);
    const mean = rising.reduce((sum, one) => sum + one, 0) / rising.length;
    return { mean, p90: rising[Math.ceil(0.9 * rising.length) - 1] ?? 0 };
  };
  return {
    crossing: spread(({ crossing }) => crossing),
    ever: spread(({ ever }) => ever),
    minutes: spread(({ minutes }) => minutes),
  };
}

function print(title: string, { crossing, ever, minutes }: ReturnType<typeof fillAny>): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const both = ({ mean, p90 }: typeof crossing) => `mean ${percent(mean)} p90 ${percent(p90)}`;
  process.stdout.write(
    `${title}: too many yes before the withdrawal is read: ${both(crossing)}; if nobody were ` +
      `told: ${both(ever)}; filled after ${minutes.mean.toFixed(1)} min, p90 ` +
      `${minutes.p90.toFixed(1)} min (${RUNS} crowds, seed ${SEED})\n`,
  );
}

test(`a crowd that answers soon hardly overshoots, told or not (seed ${SEED})`, () => {
  const quick = fillAny({ min: 15_000, max: policy.intervalMs / 2 });
  print('soon', quick);
  expect(quick.ever.mean).toBeLessThan(policy.overshootShareMax);
  expect(quick.ever.p90).toBeLessThanOrEqual(2 * policy.overshootShareMax);
  expect(quick.minutes.p90).toBeLessThan(30);
});

test(`a slow crowd says yes too often only where nobody takes it back (seed ${SEED})`, () => {
  const slow = fillAny({ min: policy.intervalMs / 2, max: 10 * MINUTE_MS });
  print('late', slow);
  // Open questions are withdrawn with the last place: what counts is who answers before that.
  expect(slow.crossing.mean).toBeLessThan(policy.overshootShareMax);
  expect(slow.crossing.p90).toBeLessThanOrEqual(policy.overshootShareMax);
  expect(slow.minutes.p90).toBeLessThan(90);
});
