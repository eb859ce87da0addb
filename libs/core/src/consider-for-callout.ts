import { kindsOf, type Callout } from '#core/callout';
import type { CalloutReason } from '#core/callout-considered';
import { turnOf } from '#core/callout-rotation';
import { wavesOf } from '#core/callout-waves';
import type { CalloutNeed } from '#core/callout-needs';
import {
  credentialCheck,
  personCheck,
  type CheckedCredential,
  type CheckedPerson,
} from '#core/eligibility';
import type { Equipment } from '#core/equipment';
import { distanceM, type Place } from '#core/geometry';
import type { Responder } from '#core/responder';
import type { Instant } from '#core/units';

/** Somebody as a call-out sees them: no name, no address. */
export interface CalloutPerson extends CheckedPerson {
  readonly responder: CheckedPerson['responder'] & Pick<Responder, 'id' | 'equipment'>;
  /** Newest position; null where none is shared. */
  readonly fix: { readonly place: Place; readonly at: Instant } | null;
  readonly isInArea: boolean;
  readonly isInExclusion: boolean;
  /** A registered place of theirs that lies in the area and in no exclusion. */
  readonly homeInArea: Place | null;
  readonly groupIds: readonly string[];
  /** Times for which they have said yes to other call-outs. */
  readonly bookings: readonly { readonly from: Instant; readonly until: Instant }[];
  /** Questions of call-outs, and yes among them, within the days that rotation looks back. */
  readonly lately: { readonly askedCount: number; readonly yesCount: number };
}

/** What was found of a person, as it is kept with the call-out. */
export interface CalloutConsidered {
  readonly responderId: string;
  readonly reason: Exclude<CalloutReason, 'asked'>;
  /** The waves they belong to, a bit each; none unless they may be asked. */
  readonly waves: number;
  /** The needs they may help with. */
  readonly needKeys: readonly string[];
  readonly equipment: readonly Equipment[];
  readonly turn: number;
  readonly distanceM: number | null;
}

export interface ConsiderRule {
  readonly callout: Callout;
  readonly now: Instant;
  /** Minutes since Monday 00:00 where the organisation is. */
  readonly minuteOfWeek: number;
  /** The first look at the area, right after the call-out was opened. */
  readonly isFirstLook: boolean;
}

/**
 * Whether somebody may be asked by a call-out, for which needs and in which waves; otherwise the
 * first reason that stands against it, in the order a coordinator would give it.
 */
export function considerForCallout(person: CalloutPerson, rule: ConsiderRule): CalloutConsidered {
  const { callout } = rule;
  const where = whereaboutsOf(person, rule);
  const place = typeof where === 'string' ? (person.fix?.place ?? person.homeInArea) : where;
  const distance = metresToMuster(callout, place);
  const { id: responderId, equipment } = person.responder;
  const base = { responderId, equipment, distanceM: distance };
  const not = (reason: CalloutConsidered['reason']): CalloutConsidered => ({
    ...{ ...base, reason, waves: 0, needKeys: [], turn: 0 },
  });
  const personal = personCheck(person, callout.mode, {
    ...{ kinds: kindsOf(callout), now: rule.now, minuteOfWeek: rule.minuteOfWeek },
    ...{ lifeThreatening: false, aboutId: callout.id },
  });
  if (personal !== null) return not(personal);
  if (typeof where === 'string') return not(where);
  const needs = needsFor(person, rule);
  if (typeof needs === 'string') return not(needs);
  const kinds = validKinds(person.responder.credentials, rule.now);
  const member = { kinds, equipment, groupIds: person.groupIds, distanceM: distance };
  const waves = wavesOf(member, callout.policy.waves);
  if (waves === 0) return not('in-no-wave');
  const turn = turnOf(callout.policy.order, person.lately);
  return { ...base, reason: 'not-yet', waves, needKeys: needs, turn };
}

/** Where they are taken to be, by the presence that the call-out asks for; or why not there. */
function whereaboutsOf(
  { fix, isInArea, isInExclusion, homeInArea }: CalloutPerson,
  { callout, now, isFirstLook }: ConsiderRule,
): Place | CalloutConsidered['reason'] {
  const { presence, policy } = callout;
  const isFresh = fix !== null && now - fix.at <= policy.fixStaleAfterMs;
  if (isFresh && isInExclusion) return 'in-exclusion';
  if (isFresh && isInArea) {
    if (presence.now || (presence.entering && !isFirstLook)) return fix.place;
    if (!presence.living || homeInArea === null) return 'in-area-before';
  }
  if (presence.living && homeInArea !== null) return homeInArea;
  return isInArea ? 'fix-stale' : 'outside-area';
}

/** The needs they may help with at their times; or what stands against the last that fits. */
function needsFor(
  person: CalloutPerson,
  { callout, now }: ConsiderRule,
): readonly string[] | CalloutConsidered['reason'] {
  const trained = callout.needs.filter(
    (need) => credentialCheck(person.responder, need.credentialKinds, now) === null,
  );
  const free = trained.filter((need) => isFree(person, timeOf(need, callout)));
  if (free.length === 0) return trained.length === 0 ? 'no-credential' : 'booked-elsewhere';
  const able = free.filter((need) => takesWhoBringsNothing(need) || bringsAny(person, need));
  return able.length === 0 ? 'no-equipment' : able.map(({ needKey }) => needKey);
}

/** The time of a need: its shift's, or the whole window. */
export function timeOf(
  need: Pick<CalloutNeed, 'shiftKey'>,
  { shifts, window }: Pick<Callout, 'shifts' | 'window'>,
): { readonly from: Instant; readonly until: Instant } {
  return shifts.find(({ shiftKey }) => shiftKey === need.shiftKey) ?? window;
}

function isFree({ bookings }: CalloutPerson, time: Callout['window']): boolean {
  return !bookings.some((other) => other.from < time.until && time.from < other.until);
}

/** Whether any of its places is not kept for somebody with a piece of equipment. */
function takesWhoBringsNothing(need: CalloutNeed): boolean {
  const pieces = Object.values(need.equipment).reduce((sum, count) => sum + count, 0);
  return need.wantedCount > pieces;
}

function bringsAny({ responder }: CalloutPerson, need: CalloutNeed): boolean {
  return responder.equipment.some((piece) => (need.equipment[piece] ?? 0) > 0);
}

function validKinds(credentials: readonly CheckedCredential[], now: Instant) {
  return credentials
    .filter((one) => credentialCheck({ credentials: [one] }, [one.kind], now) === null)
    .map(({ kind }) => kind);
}

/** Whole metres to the nearest muster point; null without a place. */
function metresToMuster(callout: Callout, place: Place | null): number | null {
  if (place === null) return null;
  const metres = Math.min(...callout.musterPoints.map((point) => distanceM(point.place, place)));
  return Number.isFinite(metres) ? Math.round(metres) : null;
}
