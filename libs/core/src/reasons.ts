import type { AlertedReason, WithdrawnReason } from '#core/alert';
import type { CalledFrom } from '#core/called-from';
import type { NotAlertedReason } from '#core/eligibility';
import { durationInWords, metresInWords, shareInWords } from '#core/in-words';
import type { Estimate, StandDownReason } from '#core/plan';
import type { TeamRole } from '#core/team-role';

/** What the sentence may name beside the reason. */
export interface ReasonFacts {
  /** Straight-line metres from the incident; null where unknown. */
  readonly distanceM: number | null;
  /** What they were asked to do, with the AED's name where it is known. */
  readonly task?: TaskInWords;
  /** What was expected of them. */
  readonly estimate?: Estimate | null;
  readonly isNight?: boolean;
  readonly alertsLast7Days?: number;
  /** A call-out has them, which they are called from; null where none has. */
  readonly calledFrom?: CalledFrom['as'] | null;
  /** What the safety rules that apply say. */
  readonly safety?: readonly string[];
}

export interface TaskInWords {
  readonly role: TeamRole;
  readonly aedName: string | null;
}

type Sentence = (facts: ReasonFacts) => string;

/** Why someone was chosen; empty where what they add says it all. */
const CHOSEN: Readonly<Record<Exclude<AlertedReason, 'in-area'>, string>> = {
  nearest: 'among the nearest',
  'replaces-declined': 'replaces someone who declined',
  'replaces-silent': 'replaces someone who did not answer',
  'replaces-withdrawn': 'replaces someone who is no longer available',
  'next-wave': 'among the next nearest',
  'adds-survival': 'adds to survival',
  'asked-for-more': 'a dispatcher asked for more people',
  floor: 'one of the few who are asked in any case',
  drill: 'takes part in the drill',
};

const NOT_ALERTED: Readonly<Record<NotAlertedReason, Sentence>> = {
  disabled: () => 'Not alerted: has been disabled by the organisation.',
  'off-duty': () => 'Not alerted: is off duty.',
  muted: () => 'Not alerted: has muted all alerts for now.',
  'off-schedule': () => 'Not alerted: is not on duty at this hour by their own schedule.',
  'own-quiet-hours': () => 'Not alerted: it is within their own quiet hours.',
  unreachable: () => 'Not alerted: no channel reaches this person.',
  'real-person-in-exercise': () => 'Not alerted: exercises and tests reach test phones only.',
  'test-phone': () => 'Not alerted: is a test phone, and this is not an exercise.',
  'excluded-by-control': () => 'Not alerted: control asked not to alert this person.',
  'no-credential': () => 'Not alerted: holds no verified credential of a kind that is needed.',
  'credential-expired': () => 'Not alerted: the credential has expired.',
  'no-fix': () => 'Not alerted: position is not known.',
  'fix-stale': () => 'Not alerted: last position is too old.',
  'fix-inaccurate': () => 'Not alerted: position is not accurate enough.',
  'outside-radius': (facts) => `Not alerted: is outside the radius${away(facts)}.`,
  'kept-away': keptAway,
  tier: () => 'Not alerted: goes to public places only, and this is not known to be one.',
  'quiet-hours': (facts) => `Not alerted: is too far away for the quiet hours${away(facts)}.`,
  'asked-too-often': ({ alertsLast7Days }) =>
    alertsLast7Days === undefined
      ? 'Not alerted: has been alerted too often this week.'
      : `Not alerted: has had ${counted(alertsLast7Days)} this week, as many as may be.`,
  'no-way-there': () => 'Not alerted: no way there is known.',
  'after-ambulance': afterAmbulance,
  'gain-below-price': belowPrice,
  'bound-elsewhere': () => 'Not alerted: is bound to another incident or call-out.',
  'alerted-elsewhere': () => 'Not alerted: is being asked about another incident or call-out.',
  'already-alerted': () => 'Not alerted again: has an alert and has not answered yet.',
  'already-accepted': () => 'Not alerted again: has accepted.',
  'declined-before': () => 'Not alerted again: has declined.',
  'silent-before': () => 'Not alerted again: did not answer.',
  'withdrew-before': () => 'Not alerted again: accepted, then withdrew or was stood down.',
  'let-go-before': () => 'Not alerted again: a dispatcher has stood this person down.',
  'stopped-by-dispatcher': () => 'Not alerted: a dispatcher has stood everybody down.',
  'too-late': () => 'Not alerted: too long after the incident came in.',
  enough: (facts) => `Not alerted: enough others were alerted or have accepted${away(facts)}.`,
};

const WITHDRAWN: Readonly<Record<WithdrawnReason, string>> = {
  'enough-accepted': 'Alert withdrawn: enough others have accepted.',
  'incident-closed': 'Alert withdrawn: the incident was closed.',
  'incident-cancelled': 'Alert withdrawn: the incident was cancelled.',
  'incident-moved': 'Alert withdrawn: the incident moved too far away.',
  'off-duty': 'Alert withdrawn: went off duty.',
  'no-longer-eligible': 'Alert withdrawn: may no longer be alerted.',
  'no-longer-useful': 'Alert withdrawn: would add too little by now.',
  unsafe: 'Alert withdrawn: a safety rule keeps this person away.',
  'callout-filled': 'Question withdrawn: enough others have said yes.',
  'callout-closed': 'Question withdrawn: the call-out is over.',
  'by-dispatcher': 'Alert withdrawn: a dispatcher stood this person down.',
  'all-stood-down': 'Alert withdrawn: a dispatcher stood everybody down.',
  'drill-cancelled': 'Ring of a drill withdrawn: the drill was cancelled.',
};

const STOOD_DOWN: Readonly<Record<StandDownReason, string>> = {
  'no-longer-useful': 'Stood down: would add too little by now.',
  'better-ones-accepted': 'Stood down: others who accepted will be there sooner.',
  unsafe: 'Stood down: a safety rule keeps this person away.',
};

/** Why a person was or was not alerted, in one sentence for a dispatcher. */
export function reasonSentence(
  reason: AlertedReason | NotAlertedReason,
  facts: ReasonFacts,
): string {
  return isNotAlerted(reason) ? NOT_ALERTED[reason](facts) : alertedSentence(reason, facts);
}

/** Why an alert was taken back, in one sentence for a dispatcher. */
export function withdrawnSentence(reason: WithdrawnReason): string {
  return WITHDRAWN[reason];
}

/** Why someone on the way was released, in one sentence for a dispatcher. */
export function standDownSentence(reason: StandDownReason): string {
  return STOOD_DOWN[reason];
}

/** What someone on the way is to do from now on, in one sentence for a dispatcher. */
export function newOrderSentence(task: TaskInWords, etaMs: number): string {
  return `Sent ${purpose(task)}: ${expectedIn(etaMs)}.`;
}

function isNotAlerted(reason: AlertedReason | NotAlertedReason): reason is NotAlertedReason {
  return Object.hasOwn(NOT_ALERTED, reason);
}

function alertedSentence(reason: AlertedReason, facts: ReasonFacts): string {
  if (reason === 'in-area') return 'Asked: is in the area of the call-out.';
  const { task, estimate } = facts;
  const head = task === undefined ? 'Alerted' : `Alerted ${purpose(task)}`;
  const gain = estimate?.gain ?? null;
  const saysGain = reason === 'adds-survival' && gain !== null;
  const why = [
    ...(saysGain ? [] : [`${CHOSEN[reason]}${away(facts)}`]),
    ...(estimate ? [expectedIn(estimate.etaMs), likely(estimate.acceptChance)] : []),
    ...(gain === null ? [] : [`adds ${shareInWords(gain)} to survival`]),
    ...calledAway(facts),
  ];
  return `${head}: ${why.join(', ')}.`;
}

function calledAway({ calledFrom }: ReasonFacts): readonly string[] {
  if (calledFrom === undefined || calledFrom === null) return [];
  const asked = 'has a question of a call-out open, which this goes before';
  return [calledFrom === 'booked' ? 'was called from a call-out' : asked];
}

function purpose({ role, aedName }: TaskInWords): string {
  switch (role) {
    case 'direct':
      return 'to go straight to the patient';
    case 'via-aed':
      return aedName === null ? 'to fetch an AED' : `to fetch the AED at ${aedName}`;
    case 'guide':
      return 'to meet the ambulance crew';
  }
}

function expectedIn(etaMs: number): string {
  return `expected with the patient in ${durationInWords(etaMs)}`;
}

function likely(acceptChance: number): string {
  return `${shareInWords(acceptChance)} likely to say yes`;
}

function keptAway({ safety }: ReasonFacts): string {
  const says = (safety ?? []).map((each) => each.replace(/\.$/u, ''));
  return says.length === 0
    ? 'Not alerted: a safety rule keeps this person away.'
    : `Not alerted: kept away for safety (${says.join('; ')}).`;
}

function afterAmbulance({ estimate }: ReasonFacts): string {
  const when = estimate ? `, ${expectedIn(estimate.etaMs)}` : '';
  return `Not alerted: would come after the ambulance${when}.`;
}

/** The digits are as many as it takes to see which is less. */
function belowPrice(facts: ReasonFacts): string {
  const { gain, price } = facts.estimate ?? { gain: null, price: null };
  if (gain === null || price === null) return 'Not alerted: would add too little.';
  if (gain <= 0) return 'Not alerted: would add nothing.';
  const digits = [2, 3, 4].find((each) => shareInWords(gain, each) !== shareInWords(price, each));
  return (
    `Not alerted: would add ${shareInWords(gain, digits ?? 4)}, less than the price ` +
    `of ${shareInWords(price, digits ?? 4)}${burden(facts)}.`
  );
}

/** What made the price what it is, beside the way. */
function burden({ isNight, alertsLast7Days }: ReasonFacts): string {
  const parts = [
    ...(isNight === true ? ['at night'] : []),
    ...(alertsLast7Days === undefined || alertsLast7Days === 0
      ? []
      : [`after ${counted(alertsLast7Days)} this week`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}

function counted(alerts: number): string {
  return alerts === 1 ? '1 alert' : `${alerts} alerts`;
}

/** `, 340 m away` where the distance is known. */
function away({ distanceM }: ReasonFacts): string {
  return distanceM === null ? '' : `, ${metresInWords(distanceM)} away`;
}
