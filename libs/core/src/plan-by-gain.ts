import type { Alert } from '#core/alert';
import type { ExpectedGainChoice } from '#core/alert-policy';
import { ambulanceMoments } from '#core/ambulance-arrival';
import { bestSplit } from '#core/best-split';
import { chooseByGain, withAll, type Offer, type Room } from '#core/choose-by-gain';
import type { Considered, Eligible } from '#core/considered';
import { isStopped } from '#core/dispatch-orders';
import type { Estimate, Expectation, NotAlerted, Plan, PlannedAlert } from '#core/plan';
import {
  gainOf,
  noOne,
  stepsOf,
  survivalIn,
  valuesOf,
  worthOf,
  type Odds,
  type Values,
  type Worth,
} from '#core/rescue-odds';
import { isAlertingOver } from '#core/room-for-alerts';
import { alreadyAlerted, firstChance, toBeAlerted, type Scene } from '#core/scene';
import { withdrawal, type Standing } from '#core/standing';
import { endangered, membersOf, ordersFor, standDown } from '#core/team';
import { straightWayOf, waysThere, type Option } from '#core/ways-there';

/** The part of a plan that the choice of people makes. */
export type Chosen = Pick<
  Plan,
  'alerts' | 'withdrawals' | 'notAlerted' | 'orders' | 'standDowns' | 'expected'
>;

/**
 * Alerts whoever adds most expected survival, as long as it is worth the price; splits those on
 * the way into who goes straight and who brings which AED; lets go whoever adds nothing any more.
 */
export function planByGain(scene: Scene, standing: Standing, considered: Considered): Chosen {
  const { choice } = scene.input.policy;
  if (choice.kind !== 'expected-gain') throw new Error('a policy that reckons in survival');
  const worth = worthFor(scene, choice);
  const asked = askedOnes(standing.open, scene);
  const members = membersOf(scene);
  const unsafe = endangered(members, scene);
  const split = bestSplit(
    members.filter((member) => !unsafe.includes(member)),
    { scene, worth, asked: withAll(optionsOf(asked), noOne(), new Map()) },
  );
  const useless = uselessOnes(asked, split.odds, { scene, worth });
  const stay = asked.filter((each) => !useless.includes(each));
  const stillThere = new Map<string, number>();
  for (const { option } of split.placed) {
    if (option.task.aedId !== null) stillThere.set(option.task.aedId, 0);
  }
  const before = withAll(optionsOf(stay), split.odds, stillThere);
  const gone = [...unsafe.map((member) => standDown(member, 'unsafe')), ...split.standDowns];
  const room = roomFor(scene, { asked: stay, goneCount: gone.length, choice });
  const values = valuesOf(before, worth);
  const weighed = considered.eligible.map((each) => ({
    each,
    options: waysWorth(each, { scene, values, least: choice.pricePerAlert }),
  }));
  const chosen = chooseByGain(
    weighed.map(({ each, options }) => ({ candidate: each.candidate, options })),
    { scene, choice, worth, odds: before, stillThere, room: room },
  );
  const byId = new Map(considered.eligible.map((each) => [each.candidate.responder.id, each]));
  return {
    alerts: chosen.chosen.map((offer) => planned(offer, byId, scene)),
    withdrawals: useless.map(({ alert }) => withdrawal(alert, 'no-longer-useful')),
    notAlerted: [
      ...weighed.filter(({ options }) => options.length === 0).map(({ each }) => noWay(each)),
      ...chosen.left.map((offer) => notAlerted(offer, byId, scene)),
    ],
    orders: ordersFor(split.placed, scene),
    standDowns: gone,
    expected: expectation(worth, before, chosen.odds),
  };
}

/** What rescue is worth at this incident now, under the policy's curve. */
export function worthFor(scene: Scene, choice: ExpectedGainChoice): Worth {
  const { incident, now, policy } = scene.input;
  return worthOf({
    curve: choice.objective,
    collapsedAgoMs: now - incident.calledAt + choice.collapseToCallMs,
    ambulance: ambulanceMoments(scene.input, choice.ambulance),
    attachMs: policy.aedModel.attachMs,
  });
}

interface Asked {
  readonly alert: Alert;
  readonly option: Option;
}

/** Those asked who have not answered, on the way they were asked to take. */
function askedOnes(open: readonly Alert[], scene: Scene): readonly Asked[] {
  return open.flatMap((alert) => {
    const candidate = scene.byId.get(alert.responderId);
    if (candidate === undefined) return [];
    const options = waysThere(alreadyAlerted(candidate, alert, scene), scene.ground);
    const option = options.find(({ task }) => task.aedId === alert.task.aedId) ?? options[0];
    return option === undefined ? [] : [{ alert, option }];
  });
}

/** Asked people who, even if they came, would add less than is worth going for. */
function uselessOnes(
  asked: readonly Asked[],
  team: Odds,
  { scene, worth }: { readonly scene: Scene; readonly worth: Worth },
): readonly Asked[] {
  const { standDownBelow } = scene.input.policy.team;
  const { acceptedCount } = scene.input.incident;
  if (standDownBelow === null || acceptedCount < scene.input.policy.team.keepAtLeast) return [];
  const values = valuesOf(team, worth);
  return asked.filter(({ option }) => {
    const ifYes = { ...option.part, chance: scene.input.policy.acceptance.comesChance };
    return gainOf(ifYes, values) < standDownBelow;
  });
}

function optionsOf(asked: readonly Asked[]): readonly Option[] {
  return asked.map(({ option }) => option);
}

/**
 * The ways of somebody who may be asked. Ways by an AED are worked out only for those who would be
 * worth the least price if they brought one straight away, which is sooner than they can.
 */
function waysWorth(
  each: Eligible,
  to: { readonly scene: Scene; readonly values: Values; readonly least: number },
): readonly Option[] {
  const { scene, values, least } = to;
  const { worksChance, attachMs } = scene.input.policy.aedModel;
  const goer = toBeAlerted(each.candidate, each.whereabouts, scene);
  const straight = straightWayOf(goer, scene.ground);
  if (straight === null) return [];
  const atBest = { shockChance: worksChance, attachSteps: stepsOf(attachMs) };
  const isWorth = gainOf({ ...straight.part, ...atBest }, values) > least;
  return isWorth ? waysThere(goer, scene.ground) : [straight];
}

/** Someone silent for long counts neither against the most nor for the fewest to be asked. */
function roomFor(
  scene: Scene,
  {
    asked,
    goneCount,
    choice,
  }: {
    readonly asked: readonly Asked[];
    readonly goneCount: number;
    readonly choice: ExpectedGainChoice;
  },
): Room {
  const { incident, policy, now, more = 0 } = scene.input;
  if (isStopped(incident)) return { max: 0, floor: 0 };
  const acceptedCount = incident.acceptedCount - goneCount;
  if (acceptedCount >= incident.wantedCount - more || isAlertingOver(scene.input)) {
    return { max: more, floor: more };
  }
  const listening = asked.filter(({ alert }) => alert.sentAt + policy.silentAfterMs > now);
  const engaged = listening.length + acceptedCount;
  const floorCount = incident.priority === 'life-threatening' ? choice.floorCount : 0;
  return {
    max: Math.max(0, policy.alertedAtOnceMax - engaged) + more,
    floor: Math.max(0, floorCount - engaged) + more,
  };
}

function planned(offer: Offer, byId: ReadonlyMap<string, Eligible>, scene: Scene): PlannedAlert {
  const { alerts, now, policy, more = 0 } = scene.input;
  const responderId = offer.candidate.responder.id;
  return {
    responderId,
    reason: !offer.isFloor ? 'adds-survival' : more > 0 ? 'asked-for-more' : 'floor',
    wave: alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1,
    distanceM: byId.get(responderId)?.distanceM ?? 0,
    expiresAt: now + policy.alertTtlMs,
    task: offer.option.task,
    estimate: estimateOf(offer, byId, scene),
  };
}

function notAlerted(offer: Offer, byId: ReadonlyMap<string, Eligible>, scene: Scene): NotAlerted {
  const { incident } = scene.input;
  const responderId = offer.candidate.responder.id;
  const placesLeft = incident.wantedCount - incident.acceptedCount;
  const isTooDear = offer.gain <= offer.price;
  const isLate = placesLeft > 0 && isAlertingOver(scene.input);
  return {
    responderId,
    reason: isStopped(incident)
      ? 'stopped-by-dispatcher'
      : isLate
        ? 'too-late'
        : isTooDear
          ? 'gain-below-price'
          : 'enough',
    distanceM: byId.get(responderId)?.distanceM ?? null,
    estimate: estimateOf(offer, byId, scene),
  };
}

function noWay(each: Eligible): NotAlerted {
  const { candidate, distanceM } = each;
  return { responderId: candidate.responder.id, reason: 'no-way-there', distanceM };
}

function estimateOf(
  { candidate, option, gain, price }: Offer,
  byId: ReadonlyMap<string, Eligible>,
  scene: Scene,
): Estimate {
  return {
    wayM: option.wayM,
    etaMs: option.etaMs,
    acceptChance: rounded(firstChance(candidate, scene)),
    gain: rounded(gain),
    price: rounded(price),
    whereabouts: byId.get(candidate.responder.id)?.whereabouts.source ?? 'live',
  };
}

function expectation(worth: Worth, before: Odds, after: Odds): Expectation {
  const survival = (odds: Odds): number => rounded(survivalIn(valuesOf(odds, worth)));
  return { ambulanceOnly: survival(noOne()), before: survival(before), after: survival(after) };
}

/** Six decimals: a ten-thousandth of a percent. */
function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}
