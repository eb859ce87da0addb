import type { Alert } from '#core/alert';
import type { ExpectedGainChoice } from '#core/alert-policy';
import { bestSplit } from '#core/best-split';
import { chooseByGain, leaveToOthers, type Offer, type Room } from '#core/choose-by-gain';
import type { Considered, Eligible } from '#core/considered';
import type { Estimate, Expectation, NotAlerted, Plan, PlannedAlert } from '#core/plan';
import {
  gainOf,
  noOne,
  survivalIn,
  valuesOf,
  withPart,
  worthOf,
  type AmbulanceMoments,
  type Odds,
  type Worth,
} from '#core/rescue-odds';
import { isAlertingOver } from '#core/room-for-alerts';
import { alreadyAlerted, firstChance, toBeAlerted, type Scene } from '#core/scene';
import { withdrawal, type Standing } from '#core/standing';
import { endangered, membersOf, ordersFor, standDown } from '#core/team';
import { SECOND_MS } from '#core/units';
import { waysThere, type Option } from '#core/ways-there';

/** The part of a plan that the choice of people makes. */
export type Chosen = Pick<
  Plan,
  'alerts' | 'withdrawals' | 'notAlerted' | 'orders' | 'standDowns' | 'expected'
>;

/** The ambulance is taken to come at one of these points of its distribution: 10, 30 … 90 %. */
const AMBULANCE_Z = [-1.2816, -0.5244, 0, 0.5244, 1.2816] as const;
/** Spread of an arrival that control has announced, of what is left of it. Proposed. */
const ANNOUNCED_SIGMA = 0.2;
/** An ambulance that should be there is expected any moment, and no sooner than this. */
const AMBULANCE_SOONEST_MS = 30 * SECOND_MS;

/**
 * Alerts whoever adds most expected survival, as long as it is worth the price; splits those on
 * the way into who goes straight and who brings which AED; lets go whoever adds nothing any more.
 */
export function planByGain(scene: Scene, standing: Standing, considered: Considered): Chosen {
  const { choice } = scene.input.policy;
  if (choice.kind !== 'expected-gain') throw new Error('a policy that reckons in survival');
  const worth = worthOf({
    curve: choice.objective,
    collapsedAgoMs: scene.input.now - scene.input.incident.calledAt + choice.collapseToCallMs,
    ambulance: ambulanceMoments(scene, choice),
    attachMs: scene.input.policy.aedModel.attachMs,
  });
  const asked = askedOnes(standing.open, scene);
  const members = membersOf(scene);
  const unsafe = endangered(members, scene);
  const split = bestSplit(
    members.filter((member) => !unsafe.includes(member)),
    { scene, worth, asked: oddsOf(asked, noOne()) },
  );
  const useless = uselessOnes(asked, split.odds, { scene, worth });
  const stay = asked.filter((each) => !useless.includes(each));
  const before = oddsOf(stay, split.odds);
  const stillThere = new Map<string, number>();
  for (const { option } of split.placed) {
    if (option.task.aedId !== null) stillThere.set(option.task.aedId, 0);
  }
  for (const { option } of stay) leaveToOthers(option, stillThere);
  const weighed = considered.eligible.map((each) => ({ each, options: waysOf(each, scene) }));
  const chosen = chooseByGain(
    weighed.map(({ each, options }) => ({ candidate: each.candidate, options })),
    { scene, choice, worth, odds: before, stillThere, room: roomFor(scene, stay, choice) },
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
    standDowns: [...unsafe.map((member) => standDown(member, 'unsafe')), ...split.standDowns],
    expected: expectation(worth, before, chosen.odds),
  };
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

function oddsOf(asked: readonly Asked[], odds: Odds): Odds {
  return asked.reduce((all, { option }) => withPart(all, option.part), odds);
}

function waysOf(each: Eligible, scene: Scene): readonly Option[] {
  return waysThere(toBeAlerted(each.candidate, each.whereabouts, scene), scene.ground);
}

/** Someone silent for long counts neither against the most nor for the fewest to be asked. */
function roomFor(scene: Scene, asked: readonly Asked[], choice: ExpectedGainChoice): Room {
  const { incident, policy, now } = scene.input;
  if (incident.acceptedCount >= incident.wantedCount || isAlertingOver(scene.input)) {
    return { max: 0, floor: 0 };
  }
  const listening = asked.filter(({ alert }) => alert.sentAt + policy.silentAfterMs > now);
  const engaged = listening.length + incident.acceptedCount;
  const floorCount = incident.priority === 'life-threatening' ? choice.floorCount : 0;
  return {
    max: Math.max(0, policy.alertedAtOnceMax - engaged),
    floor: Math.max(0, floorCount - engaged),
  };
}

/** When the ambulance may come: around what control announced, else as is usual there. */
function ambulanceMoments(scene: Scene, choice: ExpectedGainChoice): AmbulanceMoments {
  const { incident, now } = scene.input;
  const { medianMs, sigma } = choice.ambulance;
  return AMBULANCE_Z.map((z) => {
    const comesMs =
      incident.ambulanceEtaAt === null
        ? incident.receivedAt + medianMs * Math.exp(sigma * z) - now
        : (incident.ambulanceEtaAt - now) * Math.exp(ANNOUNCED_SIGMA * z);
    return Math.max(AMBULANCE_SOONEST_MS, comesMs);
  });
}

function planned(offer: Offer, byId: ReadonlyMap<string, Eligible>, scene: Scene): PlannedAlert {
  const { alerts, now, policy } = scene.input;
  const responderId = offer.candidate.responder.id;
  return {
    responderId,
    reason: offer.isFloor ? 'floor' : 'adds-survival',
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
    reason: isLate ? 'too-late' : isTooDear ? 'gain-below-price' : 'enough',
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
