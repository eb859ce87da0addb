import { ambulanceMoments } from '#core/ambulance-arrival';
import type { AlertPolicy, TeamRule } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import { bestSplit, survivalWith, type Split } from '#core/best-split';
import { anAed, anAssignment, anIncident, NOON, placeFrom, SCENE } from '#core/examples';
import { aSmallIncident, weighingOf } from '#core/gain-examples';
import type { PlanInput } from '#core/plan';
import { aPlanInput, closeby } from '#core/plan-examples';
import { seededChance } from '#core/random-examples';
import { noOne, survivalIn, valuesOf } from '#core/rescue-odds';
import { aCandidateAt } from '#core/examples';
import { SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { membersOf, type Member, type Placed } from '#core/team';
import type { TeamTask } from '#core/team-role';
import { MINUTE_MS } from '#core/units';

const SEED = 11;
const INSTANCES = 12;
const DIRECT: TeamTask = { role: 'direct', aedId: null };
const GUIDE: TeamTask = { role: 'guide', aedId: null };

/** The split of these assignments at an input, nobody else being asked. */
function splitOf(input: PlanInput): Split & { readonly members: readonly Member[] } {
  const { scene, worth } = weighingOf(input);
  const members = membersOf(scene);
  return { ...bestSplit(members, { scene, worth, asked: noOne() }), members };
}

function withTeam(policy: AlertPolicy, team: Partial<TeamRule>): AlertPolicy {
  return { ...policy, team: { ...policy.team, ...team } };
}

/** Everybody of a small incident has said yes, with an order that was good or bad, by chance. */
function aTeam(seed: number, curve: SurvivalCurve, people: number): PlanInput {
  const chance = seededChance(seed);
  const input = aSmallIncident(chance, curve, { people, aeds: 4 });
  const taken = new Set<string>();
  const assignments = input.candidates.map((candidate) => {
    const aedId = input.aeds[Math.floor(chance.uniform() * 4)]?.id ?? null;
    const fetches = chance.uniform() < 0.5 && aedId !== null && !taken.has(aedId);
    if (fetches) taken.add(aedId);
    return anAssignment({
      responderId: candidate.responder.id,
      task: fetches ? { role: 'via-aed', aedId } : DIRECT,
    });
  });
  const policy = withTeam(input.policy, { standDownBelow: null, changeOrderAbove: 0 });
  return { ...input, policy, assignments };
}

/** The most that any split saves, everything tried. */
function bestOf(members: readonly Member[], worth: Float64Array): number {
  const search = ([member, ...rest]: readonly Member[], placed: readonly Placed[]): number => {
    if (member === undefined) return survivalWith(placed, noOne(), worth);
    const taken = placed.map(({ option }) => option.task.aedId);
    const free = member.options.filter(({ task }) => !taken.includes(task.aedId ?? 'none'));
    return Math.max(...free.map((option) => search(rest, [...placed, { member, option }])));
  };
  return search(members, []);
}

describe('against every split tried', () => {
  const ratios: number[] = [];

  test.each(SURVIVAL_CURVES)(`2 to 4 people by up to 4 ways under %s (seed ${SEED})`, (curve) => {
    for (let instance = 0; instance < INSTANCES; instance += 1) {
      const input = aTeam(SEED + instance, curve, 2 + (instance % 3));
      const { worth } = weighingOf(input);
      const { placed, members, standDowns, odds } = splitOf(input);
      const alone = survivalIn(valuesOf(noOne(), worth));
      const found = survivalIn(valuesOf(odds, worth));
      const best = bestOf(members, worth);
      if (best - alone > 1e-9) ratios.push((found - alone) / (best - alone));
      const aeds = placed.flatMap(({ option }) => option.task.aedId ?? []);
      expect(new Set(aeds).size).toBe(aeds.length);
      expect([placed.length, standDowns.length]).toEqual([members.length, 0]);
    }
  });

  test('reaches at least 0.99 of the best on average, and 0.9 always', () => {
    const mean = ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
    const least = Math.min(...ratios);
    process.stdout.write(
      `best split: seed ${SEED}, ${ratios.length} cases, found / best mean ` +
        `${mean.toFixed(4)}, least ${least.toFixed(4)}\n`,
    );
    expect(mean).toBeGreaterThanOrEqual(0.99);
    expect(least).toBeGreaterThanOrEqual(0.9);
  });
});

const AED = anAed({ place: placeFrom(SCENE, 300) });

/** A team at an incident whose ambulance comes in so many minutes. */
function scene(
  team: readonly { readonly northM: number; readonly assignment: Partial<Assignment> }[],
  { minutes = 9, rule = {} }: { readonly minutes?: number; readonly rule?: Partial<TeamRule> } = {},
): PlanInput {
  const people = team.map(({ northM }) => aCandidateAt(northM));
  return aPlanInput({
    incident: anIncident({
      ambulanceEtaAt: NOON + minutes * MINUTE_MS,
      acceptedCount: team.length,
      wantedCount: 6,
    }),
    candidates: people,
    assignments: team.map(({ assignment }, index) =>
      anAssignment({
        responderId: people[index]?.responder.id ?? '',
        status: 'en-route',
        etaAt: NOON,
        ...assignment,
      }),
    ),
    aeds: [AED],
    policy: withTeam(closeby('larsen'), rule),
  });
}

const tasks = (split: Split): readonly TeamTask[] => split.placed.map(({ option }) => option.task);
const fetching: TeamTask = { role: 'via-aed', aedId: AED.id };

describe('orders on the way', () => {
  test('two change places when the later one to accept stands beside the AED', () => {
    const input = scene([
      { northM: -300, assignment: { task: fetching } },
      { northM: 310, assignment: { acceptedAt: NOON + 1 } },
    ]);
    expect(tasks(splitOf(input))).toEqual([DIRECT, fetching]);
  });

  test('an order is changed for 1 % more survival, not where the policy asks for more', () => {
    const team = [{ northM: 310, assignment: {} }];
    expect(tasks(splitOf(scene(team)))).toEqual([fetching]);
    expect(tasks(splitOf(scene(team, { rule: { changeOrderAbove: 0.2 } })))).toEqual([DIRECT]);
  });

  test('an order just given by accepting is changed freely', () => {
    const rule = { changeOrderAbove: 0.2 };
    const team = [{ northM: 310, assignment: { etaAt: null } }];
    expect(tasks(splitOf(scene(team, { rule })))).toEqual([fetching]);
  });

  test('one of two with the same AED goes straight: the later to accept, or the other', () => {
    const input = scene([
      { northM: 300, assignment: { task: fetching } },
      { northM: 320, assignment: { task: fetching, acceptedAt: NOON + 1 } },
    ]);
    expect(tasks(splitOf(input)).filter(({ role }) => role === 'via-aed')).toHaveLength(1);
  });
});

describe('who adds too little', () => {
  const there: Partial<Assignment> = {
    status: 'with-patient',
    aedCollectedAt: NOON - MINUTE_MS,
    task: fetching,
  };
  const three = [0, 0, 0].map((northM) => ({ northM, assignment: there }));
  const late = { northM: 400, assignment: {} };

  test('becomes the guide who meets the crew; the next is stood down as not useful', () => {
    const split = splitOf(scene([...three, late, { ...late, northM: 300 }]));
    expect(tasks(split)).toEqual([GUIDE]);
    expect(split.standDowns.map(({ reason }) => reason)).toEqual(['no-longer-useful']);
  });

  test('is stood down where no guide is wanted, or the crew would be there first', () => {
    expect(splitOf(scene([...three, late], { rule: { wantsGuide: false } })).placed).toEqual([]);
    const split = splitOf(scene([...three, late], { minutes: 2 }));
    expect([split.placed.length, split.standDowns.length]).toEqual([0, 1]);
  });

  test('is kept while no more are coming or there than the policy keeps', () => {
    const split = splitOf(scene([...three.slice(1), late]));
    expect(tasks(split)).toEqual([DIRECT]);
    const far = [3_000, 3_100, 3_200, 3_300].map((northM) => ({ northM, assignment: {} }));
    const kept = splitOf(scene(far, { minutes: 3 }));
    expect([kept.placed.length, kept.standDowns.length]).toEqual([3, 1]);
    const none = splitOf(scene(far, { minutes: 3, rule: { keepAtLeast: 0 } }));
    expect(none.placed).toEqual([]);
  });

  test('is never let go where the policy lets nobody go', () => {
    const split = splitOf(scene([...three, late, late], { rule: { standDownBelow: null } }));
    expect(split.standDowns).toEqual([]);
  });

  test('the guide stays the guide, and goes to the patient when the others have given up', () => {
    const guide = { northM: 300, assignment: { task: GUIDE } };
    expect(tasks(splitOf(scene([...three, guide])))).toEqual([GUIDE]);
    expect(tasks(splitOf(scene([guide]))).map(({ role }) => role)).not.toEqual(['guide']);
  });

  test('a guide is at the place by the straight way, however they were to go', () => {
    const split = splitOf(scene([...three, { northM: -200, assignment: { task: fetching } }]));
    expect(split.placed[0]?.option).toMatchObject({ task: GUIDE, wayM: 280 });
  });
});

test('the ambulance comes around its announced time, or the usual one, never in the past', () => {
  const usual = { medianMs: 6 * MINUTE_MS, sigma: 0.4 };
  const of = (ambulanceEtaAt: number | null, now = NOON) =>
    ambulanceMoments({ incident: anIncident({ ambulanceEtaAt }), now }, usual);
  expect(of(NOON + 4 * MINUTE_MS)[2]).toBe(4 * MINUTE_MS);
  // e^(0.2·1.2816) = 1.2921 and e^(0.4·1.2816) = 1.6697.
  expect((of(NOON + 4 * MINUTE_MS)[4] ?? 0) / MINUTE_MS).toBeCloseTo(4 * 1.2921, 3);
  expect((of(null, NOON + MINUTE_MS)[4] ?? 0) / MINUTE_MS).toBeCloseTo(6 * 1.6697 - 1, 3);
  expect(of(NOON - MINUTE_MS)).toEqual(Array(5).fill(MINUTE_MS / 2));
});
