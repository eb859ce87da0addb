import type { NearestChoice } from '#core/alert-policy';
import { ambulanceMedianMs } from '#core/ambulance-arrival';
import { inOrder, needsWays, tasksFor, type Near } from '#core/choose-nearest';
import type { Considered, Eligible } from '#core/considered';
import type { Estimate, NotAlerted, Plan, PlannedAlert } from '#core/plan';
import { tasksByRule } from '#core/tasks-by-rule';
import { isStopped } from '#core/dispatch-orders';
import { isAlertingOver, roomForAlerts, whyAlerted } from '#core/room-for-alerts';
import type { NotAlertedReason } from '#core/eligibility';
import { firstChance, toBeAlerted, type Scene } from '#core/scene';
import type { Standing } from '#core/standing';
import { endangered, membersOf, ordersFor, standDown } from '#core/team';
import type { Chosen } from '#core/plan-by-gain';
import { waysThere, type Option } from '#core/ways-there';

/** Alerts the nearest, or the earliest, that fit into the policy's numbers. */
export function planByNearest(scene: Scene, standing: Standing, considered: Considered): Chosen {
  const { input } = scene;
  const { policy, incident } = input;
  if (policy.choice.kind !== 'nearest') throw new Error('a policy that takes the nearest');
  const weighs = needsWays(scene.input.policy);
  const people = considered.eligible.map((each) => near(each, weighs, scene));
  const [coming, late] = apart(people, policy.choice, scene);
  const ranked = inOrder(coming, policy.choice);
  const room = roomForAlerts(input, standing);
  const placesLeft = incident.wantedCount - incident.acceptedCount;
  const isLate = placesLeft > 0 && isAlertingOver(input);
  const whyNotNow: NotAlertedReason = isStopped(incident)
    ? 'stopped-by-dispatcher'
    : isLate
      ? 'too-late'
      : 'enough';
  return {
    alerts: planned(ranked.slice(0, room), scene, standing),
    withdrawals: [],
    notAlerted: [
      ...late,
      ...ranked.slice(room).map(({ candidate, distanceM }) => ({
        responderId: candidate.responder.id,
        distanceM,
        reason: whyNotNow,
      })),
    ],
    ...teamOf(scene, weighs),
    expected: null,
  };
}

function near(each: Eligible, weighs: boolean, scene: Scene): Near {
  const { candidate, whereabouts, distanceM } = each;
  const options = weighs ? waysThere(toBeAlerted(candidate, whereabouts, scene), scene.ground) : [];
  return { candidate, whereabouts, distanceM, options };
}

/** Leaves out whoever has no way, or comes after the ambulance where the rule minds that. */
function apart(
  people: readonly Near[],
  choice: NearestChoice,
  scene: Scene,
): readonly [readonly Near[], readonly NotAlerted[]] {
  if (choice.by === 'distance' && !choice.mustBeatAmbulance) return [people, []];
  const ambulanceMs = choice.mustBeatAmbulance ? ambulanceIn(choice, scene) : Infinity;
  const coming: Near[] = [];
  const late: NotAlerted[] = [];
  for (const each of people) {
    const etaMs = each.options[0]?.etaMs;
    if (etaMs !== undefined && etaMs <= ambulanceMs) {
      coming.push(each);
      continue;
    }
    late.push({
      responderId: each.candidate.responder.id,
      reason: etaMs === undefined ? 'no-way-there' : 'after-ambulance',
      distanceM: each.distanceM,
    });
  }
  return [coming, late];
}

function ambulanceIn({ ambulance }: NearestChoice, scene: Scene): number {
  const { incident, now } = scene.input;
  if (incident.ambulanceEtaAt !== null) return incident.ambulanceEtaAt - now;
  return ambulance === null ? Infinity : ambulanceMedianMs({ incident, now }, ambulance);
}

/** Where everybody goes straight nobody needs an order; whoever is in danger is told always. */
function teamOf(scene: Scene, hasParts: boolean): Pick<Plan, 'orders' | 'standDowns'> {
  const members = membersOf(scene);
  const unsafe = endangered(members, scene);
  const away = unsafe.map((member) => standDown(member, 'unsafe'));
  if (!hasParts) return { orders: [], standDowns: away };
  const { placed, standDowns } = tasksByRule(
    members.filter((member) => !unsafe.includes(member)),
    scene,
  );
  return {
    orders: ordersFor(placed, scene),
    standDowns: [...away, ...standDowns],
  };
}

function planned(
  chosen: readonly Near[],
  scene: Scene,
  standing: Standing,
): readonly PlannedAlert[] {
  const { input } = scene;
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  const reasons = whyAlerted(input, standing, chosen.length);
  const tasks = tasksFor(chosen, scene, input.alerts.length);
  return chosen.map((each, index) => ({
    responderId: each.candidate.responder.id,
    reason: reasons[index] ?? 'next-wave',
    wave,
    distanceM: each.distanceM,
    expiresAt: input.now + input.policy.alertTtlMs,
    task: tasks[index]?.task ?? { role: 'direct', aedId: null },
    estimate: estimateOf(each, tasks[index]?.option, scene),
  }));
}

function estimateOf(each: Near, option: Option | undefined, scene: Scene): Estimate | null {
  if (option === undefined) return null;
  return {
    wayM: option.wayM,
    etaMs: option.etaMs,
    acceptChance: firstChance(each.candidate, scene),
    gain: null,
    price: null,
    whereabouts: each.whereabouts.source,
  };
}
