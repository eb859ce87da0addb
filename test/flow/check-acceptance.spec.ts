import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryStore } from '#adapters/memory/store';
import { anOrganisation, idOf, NOON } from '#core/examples';
import { seededChance } from '#core/random-examples';
import { NO_HISTORY } from '#core/response-history';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import {
  AcceptanceVerdicts,
  CheckAcceptance,
  historyFor,
  VERDICT_FRESH_MS,
} from '#flow/check-acceptance';
import type { AcceptanceCheck, StoredOutcome } from '#flow/ports';
import { ResponsePlans } from '#flow/response-plans';

const SEED = 6;
const ROUNDS = 30;

const organisation = anOrganisation();

/** Every day each of fifty people is asked once; `chanceOf` says how likely each says yes. */
function outcomesOf(chanceOf: (person: number) => number): StoredOutcome[] {
  const { uniform } = seededChance(SEED);
  return Array.from({ length: ROUNDS }, (_, round) =>
    Array.from({ length: 50 }, (_person, person): StoredOutcome => {
      const sentAt = NOON - (ROUNDS - round) * DAY_MS;
      return {
        responderId: idOf(person),
        sentAt,
        knownAt: sentAt + MINUTE_MS,
        ended: uniform() < chanceOf(person) ? 'accepted' : 'declined',
        distanceM: 400,
      };
    }),
  ).flat();
}

/** The step over a record in memory of which these outcomes are read. */
async function theStep(outcomes: readonly StoredOutcome[], now: Instant = NOON) {
  const clock = new MemoryClock(now);
  const store = new MemoryStore({ clock, ids: new SeededIds(1) });
  await store.people.addOrganisation(organisation);
  const kept = store.acceptanceChecks;
  const asked: [string, Instant][] = [];
  const checks = {
    putCheck: kept.putCheck,
    newestCheck: kept.newestCheck,
    outcomes: async function* (organisationId: string, since: Instant) {
      asked.push([organisationId, since]);
      yield* await Promise.resolve(outcomes);
    },
  };
  const plans = new ResponsePlans({ planStore: store.responsePlans, clock });
  const step = new CheckAcceptance({ checks, people: store.people, plans, clock });
  return { step, checks, asked, clock };
}

const differing = (person: number): number => (person % 2 === 0 ? 0.8 : 0.1);
const alike = (): number => 0.353;

describe(`a check of the chances of a yes (seed ${String(SEED)})`, () => {
  test('of people who differ says use, and is kept with its figures', async () => {
    const { step, checks, asked } = await theStep(outcomesOf(differing));
    const found = await step.check(organisation.id, null);
    expect(asked).toEqual([[organisation.id, 0]]);
    expect(found).toMatchObject({ count: (50 * ROUNDS) / 2, verdict: 'use' });
    expect(found.brier).toBeLessThan(found.constantBrier);
    const { brier, constantBrier, slope } = found;
    expect(await checks.newestCheck(organisation.id)).toEqual({
      ...{ at: NOON, alerts: (50 * ROUNDS) / 2, brier, constantBrier, slope, verdict: 'use' },
    });
  });

  test('of people who are all alike says refuse, and the newest check counts', async () => {
    const { step, checks, clock } = await theStep(outcomesOf(alike));
    await checks.putCheck(organisation.id, {
      ...{ at: NOON - HOUR_MS, alerts: 900, brier: 0.1, constantBrier: 0.2, slope: 1 },
      verdict: 'use',
    });
    clock.advanceBy(HOUR_MS);
    await step.check(organisation.id, null);
    expect((await checks.newestCheck(organisation.id))?.verdict).toBe('refuse');
  });

  test('of the last days scores those only, by what all before them taught', async () => {
    const { step } = await theStep(outcomesOf(differing));
    const found = await step.check(organisation.id, 4);
    expect(found.count).toBe(200);
    expect(found.constantShare).toBeGreaterThan(0.4);
    expect(found.verdict).toBe('use');
  });

  test('of more days than there were alerts scores the later half', async () => {
    const { step } = await theStep(outcomesOf(differing));
    expect((await step.check(organisation.id, 365)).count).toBe((50 * ROUNDS) / 2);
  });

  test('of an organisation that has never alerted anyone says refuse', async () => {
    const { step } = await theStep([]);
    expect(await step.check(organisation.id, null)).toMatchObject({ count: 0, verdict: 'refuse' });
  });

  test('of an organisation that is not there is an accident', async () => {
    const { step } = await theStep([]);
    await expect(step.check(idOf(404), null)).rejects.toThrow('no organisation');
  });
});

describe('what a decision knows of a person’s record', () => {
  const history = {
    ...NO_HISTORY,
    ...{ alerts: 9, accepts: 8, declines: 1, alertsLast7Days: 3, lastWithPatientAt: NOON },
    replies: { count: 9, meanMs: 12_000 },
  };

  test('is all of it while the newest check does not say refuse', () => {
    expect(historyFor('use', history)).toBe(history);
    expect(historyFor(null, history)).toBe(history);
  });

  test('is not what they answered once it does; rest, limits and delays still count', () => {
    const known = historyFor('refuse', history);
    expect(known).toEqual({ ...history, alerts: 0, accepts: 0, declines: 0 });
  });
});

describe('the verdict that decisions go by', () => {
  const aCheck = (verdict: 'use' | 'refuse'): AcceptanceCheck => ({
    ...{ at: NOON, alerts: 200, brier: 0.2, constantBrier: 0.22, slope: 1, verdict },
  });

  /** Reads the checks that are given, in their order, and counts. */
  function verdictsOf(...found: (AcceptanceCheck | null | 'fails')[]) {
    const clock = new MemoryClock(NOON);
    let count = 0;
    const newestCheck = () => {
      const next = found[Math.min(count, found.length - 1)] ?? null;
      count += 1;
      return next === 'fails' ? Promise.reject(new Error('no record')) : Promise.resolve(next);
    };
    const verdicts = new AcceptanceVerdicts({ checks: { newestCheck }, clock });
    return { clock, verdicts, reads: () => count };
  }

  test('is read once a minute, however many decide', async () => {
    const { clock, verdicts, reads } = verdictsOf(null, aCheck('refuse'));
    expect(await Promise.all([verdicts.of('a'), verdicts.of('a')])).toEqual([null, null]);
    clock.advanceBy(VERDICT_FRESH_MS - 1);
    expect(await verdicts.of('a')).toBeNull();
    expect(reads()).toBe(1);
    clock.advanceBy(1);
    expect(await verdicts.of('a')).toBe('refuse');
    expect(reads()).toBe(2);
  });

  test('is the one before where the record does not answer, and none at first', async () => {
    const first = verdictsOf('fails');
    expect(await first.verdicts.of('a')).toBeNull();
    const later = verdictsOf(aCheck('refuse'), 'fails');
    await later.verdicts.of('a');
    later.clock.advanceBy(VERDICT_FRESH_MS);
    expect(await later.verdicts.of('a')).toBe('refuse');
  });

  test('of one organisation says nothing about another', async () => {
    const { verdicts, reads } = verdictsOf(aCheck('refuse'), aCheck('use'));
    expect([await verdicts.of('a'), await verdicts.of('b')]).toEqual(['refuse', 'use']);
    expect(reads()).toBe(2);
  });
});
