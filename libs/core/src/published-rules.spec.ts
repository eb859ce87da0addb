import type { AlertPolicy } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import type { Candidate } from '#core/eligibility';
import {
  aCandidateAt,
  anAed,
  anAssignment,
  anIncident,
  candidatesEvery,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import type { Plan, PlanInput } from '#core/plan';
import { alertedIds, aPlanInput, idsOf, reasonFor } from '#core/plan-examples';
import {
  FIRSTAED_9_3,
  HARTSLAGNU,
  HEARTRUNNER_20,
  LEBENSRETTER,
  NEAREST_10,
  POLICY_PRESETS,
} from '#core/policy-presets';
import { MINUTE_MS } from '#core/units';
import { planAlerts } from '#core/who-to-alert';

const AED_NEAR = anAed({ id: idOf(0xaed), place: placeFrom(SCENE, 200) });
const AED_FAR = anAed({ id: idOf(0xaee), place: placeFrom(SCENE, -800) });

/** Forty people, one every 50 m to the north, and two AEDs: one 200 m that way, one behind. */
const people = candidatesEvery(50, 40);

function planFor(policy: AlertPolicy, input: Partial<PlanInput> = {}): Plan {
  return planAlerts(
    aPlanInput({
      policy,
      candidates: people,
      aeds: [AED_NEAR, AED_FAR],
      incident: anIncident({ wantedCount: policy.wantedCount }),
      ...input,
    }),
  );
}

const roles = (plan: Plan): string => plan.alerts.map(({ task }) => task.role[0]).join('');

describe('every preset on the same small scene', () => {
  /* d: straight, v: by an AED, g: meets the crew. Who is beyond the AED passes it anyway. */
  test.each([
    ['las-3', 3, 'ddd'],
    ['emas-5', 5, 'ddddd'],
    ['replace-7', 7, 'ddddddd'],
    ['nearest-10', 10, 'dddddddddd'],
    ['firstaed-9-3', 9, 'dvggggggg'],
    ['samba-30', 26, 'd'.repeat(26)],
    ['heartrunner-20', 20, `d${'v'.repeat(19)}`],
    // 20 are within 1 km, 7 of them straight; from 200 m on the AED is on the way.
    ['hartslagnu', 20, `ddd${'v'.repeat(17)}`],
  ])('%s alerts %d, to do %s', (name, count, expected) => {
    const plan = planFor(POLICY_PRESETS[name] ?? NEAREST_10);
    expect(alertedIds(plan)).toEqual(idsOf(people.slice(0, count)));
    expect(roles(plan)).toBe(expected);
  });

  test('lebensretter alerts all who are expected before the usual ambulance', () => {
    const plan = planFor(LEBENSRETTER);
    expect(plan.alerts[1]?.estimate?.etaMs).toBeLessThanOrEqual(6.5 * MINUTE_MS);
    expect(plan.alerts.length).toBeGreaterThan(2);
    expect(alertedIds(plan)).toEqual(idsOf(people.slice(0, plan.alerts.length)));
    expect(roles(plan)).toBe(`dd${'v'.repeat(plan.alerts.length - 2)}`);
    const late = people[plan.alerts.length];
    expect(late && reasonFor(plan, late)).toBe('after-ambulance');
  });

  test.each(['larsen', 'waalewijn', 'de-maio', 'valenzuela'])(
    'closeby-%s asks at least three, near ones first of all, and says what it expects',
    (curve) => {
      const plan = planFor(POLICY_PRESETS[`closeby-${curve}`] ?? NEAREST_10);
      expect(plan.alerts.length).toBeGreaterThanOrEqual(3);
      expect(plan.alerts.length).toBeLessThan(30);
      const fetching = plan.alerts.filter(({ task }) => task.role === 'via-aed');
      // Waalewijn knows compressions only, De Maio shocks only.
      if (curve === 'waalewijn') expect(fetching).toEqual([]);
      else expect(fetching.length).toBeGreaterThan(0);
      const { ambulanceOnly, before, after } = plan.expected ?? {
        ambulanceOnly: 1,
        before: 1,
        after: 0,
      };
      expect(before).toBe(ambulanceOnly);
      expect(after).toBeGreaterThan(before);
    },
  );
});

describe('hartslagnu', () => {
  test('a third of those asked go straight, the nearest, where the AED is off the way', () => {
    const policy = { ...HARTSLAGNU, alertedAtOnceMax: 9 };
    expect(roles(planFor(policy, { aeds: [AED_FAR] }))).toBe('dddvvvvvv');
  });

  test('whoever loses less than 5 % of the way goes by the AED; at 5 % they go straight', () => {
    const policy = { ...HARTSLAGNU, alertedAtOnceMax: 1 };
    const one = aCandidateAt(500, { id: idOf(1) });
    const by = (metres: number) =>
      roles(
        planFor(policy, {
          candidates: [one],
          aeds: [AED_NEAR],
          travel: {
            source: 'streets',
            toPatientM: { [idOf(1)]: 1_000 },
            aedToPatientM: { [AED_NEAR.id]: 300 },
            toAedM: { [AED_NEAR.id]: { [idOf(1)]: metres - 300 } },
          },
        }),
      );
    expect([by(1_049), by(1_050)]).toEqual(['v', 'd']);
  });
});

/** A yes of each of them; what they do is up to the plan. */
function yes(all: readonly Candidate[]): Assignment[] {
  return all.map(({ responder }, index) =>
    anAssignment({ responderId: responder.id, acceptedAt: NOON - index, status: 'en-route' }),
  );
}

function orders(policy: AlertPolicy, said: readonly Candidate[], aeds = [AED_NEAR, AED_FAR]): Plan {
  return planFor(policy, {
    assignments: yes(said),
    aeds,
    incident: anIncident({ wantedCount: policy.wantedCount, acceptedCount: said.length }),
  });
}

const ordered = (plan: Plan) => plan.orders.map(({ responderId, task }) => [responderId, task]);
const NEAR = { role: 'via-aed', aedId: AED_NEAR.id };
const FAR = { role: 'via-aed', aedId: AED_FAR.id };
const STRAIGHT = { role: 'direct', aedId: null };

describe('of those who accept', () => {
  const five = people.slice(0, 5);
  const [a, b, c, d, e] = idsOf(five);

  test('firstaed keeps the first three there: compressions, AED, guide', () => {
    const plan = orders(FIRSTAED_9_3, five);
    expect(ordered(plan)).toEqual([
      [a, STRAIGHT],
      [b, NEAR],
      [c, { role: 'guide', aedId: null }],
    ]);
    expect(plan.standDowns.map(({ responderId, reason }) => [responderId, reason])).toEqual([
      [d, 'better-ones-accepted'],
      [e, 'better-ones-accepted'],
    ]);
  });

  test('lebensretter sends two straight and two by an AED each, and thanks the fifth', () => {
    const plan = orders(LEBENSRETTER, five);
    expect(ordered(plan)).toEqual([
      [a, STRAIGHT],
      [b, STRAIGHT],
      [c, NEAR],
      [d, FAR],
    ]);
    expect(plan.standDowns.map(({ responderId }) => responderId)).toEqual([e]);
  });

  test('heartrunner sends the first straight and the others by AEDs, while there are any', () => {
    expect(ordered(orders(HEARTRUNNER_20, five))).toEqual([
      [a, STRAIGHT],
      [b, NEAR],
      [c, FAR],
      [d, STRAIGHT],
      [e, STRAIGHT],
    ]);
  });

  test('whoever is there already has the first part', () => {
    const [first, ...rest] = yes(five.slice(0, 3));
    if (first === undefined) throw new Error('three said yes');
    const assignments = [{ ...first, status: 'on-scene' as const }, ...rest];
    const plan = planFor(FIRSTAED_9_3, { assignments });
    expect(plan.orders.map(({ task }) => task.role)).toEqual(['via-aed', 'guide']);
  });

  test('someone with an AED in hand is not sent for another, nor made the guide', () => {
    const assignments = yes(people.slice(0, 3)).map((each, index) =>
      index === 0 ? each : { ...each, task: NEAR as Assignment['task'], aedCollectedAt: NOON },
    );
    const plan = planFor(FIRSTAED_9_3, { assignments });
    expect(plan.orders.map(({ task }) => task.role)).toEqual(['direct', 'direct', 'direct']);
  });
});

describe('lebensretter and the ambulance', () => {
  const person = aCandidateAt(300);
  const alerted = (ambulanceEtaAt: number | null, policy = LEBENSRETTER) =>
    planFor(policy, { candidates: [person], incident: anIncident({ ambulanceEtaAt }) });

  test('nobody is asked who is expected after it', () => {
    const soon = alerted(NOON + 2 * MINUTE_MS);
    expect([soon.alerts, reasonFor(soon, person)]).toEqual([[], 'after-ambulance']);
    expect(alerted(NOON + 20 * MINUTE_MS).alerts).toHaveLength(1);
  });

  test('where control says nothing, the usual one counts, from the call', () => {
    expect(alerted(null).alerts).toHaveLength(1);
    const quick = (medianMs: number) => ({
      ...LEBENSRETTER,
      choice: {
        ...LEBENSRETTER.choice,
        ambulance: { medianMs, sigma: 0.4 },
      } as AlertPolicy['choice'],
    });
    expect(alerted(null, quick(2 * MINUTE_MS)).alerts).toEqual([]);
    const later = planFor(LEBENSRETTER, {
      candidates: [person],
      incident: anIncident({ calledAt: NOON - 4 * MINUTE_MS }),
    });
    expect(reasonFor(later, person)).toBe('after-ambulance');
  });

  test('a rule by distance that minds the ambulance works out when people come', () => {
    const choice = {
      kind: 'nearest',
      by: 'distance',
      mustBeatAmbulance: true,
      ambulance: null,
    } as const;
    expect(alerted(null, { ...NEAREST_10, choice }).alerts).toHaveLength(1);
    expect(alerted(NOON + MINUTE_MS, { ...NEAREST_10, choice }).alerts).toEqual([]);
  });
});
