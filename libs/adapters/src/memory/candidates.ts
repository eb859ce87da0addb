import type { AlertStatus } from '#core/alert';
import { BOUND_BY_BOOKING } from '#core/callout-booking';
import type { BookedTime } from '#core/called-from';
import type { Candidate } from '#core/eligibility';
import { hoursAround } from '#core/hours-around';
import { contains, distanceM, type Area, type Place } from '#core/geometry';
import type { CredentialKind, Responder } from '#core/responder';
import type { Delays, ResponseHistory } from '#core/response-history';
import { DAY_MS, type Instant } from '#core/units';
import { meanDelay } from '#adapters/shared/mean-delay';
import type { AvailablePerson, RegisteredPlaceInput } from '#flow/ports';
import { withChannels } from './reach';
import type { MemoryTables } from './tables';

interface NearQuery {
  readonly organisationId: string;
  readonly place: Place;
  readonly radiusM: number;
  readonly max: number;
}

/** A responder as the decision sees them, with their last known position. */
export function candidateOf(tables: MemoryTables, responder: Responder, now: Instant): Candidate {
  const assignment = tables.openAssignmentByResponder.get(responder.id);
  const ids = tables.alertIdsByResponder.get(responder.id) ?? [];
  const held = ids
    .flatMap((id) => tables.alerts.get(id) ?? [])
    .filter((alert) => alert.drillId === null)
    .filter((alert) => alert.status === 'sent' && alert.expiresAt > now)
    .sort(
      (a, b) =>
        Number(a.incidentId === null) - Number(b.incidentId === null) ||
        b.sentAt - a.sentAt ||
        (a.id < b.id ? 1 : -1),
    )[0];
  const booked = bookedTimes(tables, responder.id, now);
  return {
    responder: withChannels(tables, responder, now),
    fix: tables.lastKnown.get(responder.id) ?? null,
    boundToId: tables.assignments.get(assignment ?? '')?.incidentId ?? null,
    alertedForId: held === undefined ? null : (held.incidentId ?? held.calloutId),
    ...(held !== undefined && held.incidentId === null ? { isAskedByCallout: true } : {}),
    ...(booked.length === 0 ? {} : { booked }),
    places: placesOf(tables, responder.id).map(({ kind, place, hours }) => ({
      ...{ kind, place, hours: hoursAround(hours, now) },
    })),
    history: historyOf(tables, responder.id, now),
  };
}

/** Call-outs they are bound to, now or later, by when they begin. */
export function bookedTimes(tables: MemoryTables, responderId: string, now: Instant): BookedTime[] {
  return [...tables.bookings.values()]
    .map(({ booking }) => booking)
    .filter((booking) => booking.responderId === responderId && booking.until > now)
    .filter(({ status }) => BOUND_BY_BOOKING.includes(status))
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
    .map(({ calloutId, from, until }) => ({ calloutId, from, until }));
}

/** A person's registered places, home before work. */
export function placesOf(
  tables: MemoryTables,
  responderId: string,
): readonly RegisteredPlaceInput[] {
  return tables.places.get(responderId) ?? [];
}

/** What a person did with earlier alerts of incidents. */
function historyOf(tables: MemoryTables, responderId: string, now: Instant): ResponseHistory {
  const alerts = rowsOf(tables.alerts, tables.alertIdsByResponder.get(responderId));
  const assignments = rowsOf(tables.assignments, tables.assignmentIdsByResponder.get(responderId));
  const ended = alerts.filter((one) => one.incidentId !== null && ENDED.includes(one.status));
  const withPatient = assignments.flatMap((one) => one.withPatientAt ?? []);
  return {
    alerts: ended.length,
    accepts: ended.filter((one) => one.status === 'accepted').length,
    declines: ended.filter((one) => one.status === 'declined').length,
    replies: delays(ended.map((one) => [one.sentAt, one.answeredAt])),
    turnouts: delays(assignments.map((one) => [one.acceptedAt, one.enRouteAt])),
    alertsLast7Days: alerts.filter((one) => one.drillId === null && one.sentAt > now - 7 * DAY_MS)
      .length,
    lastWithPatientAt: withPatient.length === 0 ? null : Math.max(...withPatient),
  };
}

/** A yes, a no or silence; what was taken back unanswered is none. */
const ENDED: readonly AlertStatus[] = ['accepted', 'declined', 'expired'];

function rowsOf<T>(rows: ReadonlyMap<string, T>, ids: readonly string[] = []): T[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function delays(spans: readonly (readonly [from: Instant, to: Instant | null])[]): Delays {
  const known = spans.flatMap(([from, to]) => (to === null ? [] : [to - from]));
  return meanDelay(
    known.length,
    known.reduce((total, one) => total + one, 0),
  );
}

/** People with a registered place within the radius, each by the nearest of theirs. */
export function candidatesByPlace(
  tables: MemoryTables,
  near: NearQuery,
  now: Instant,
): Candidate[] {
  const metres = [...tables.places].map(([id, places]) => {
    const all = places.map(({ place }) => distanceM(near.place, place));
    return [id, Math.min(...all)] as const;
  });
  return nearestOf(tables, { ...near, metres }, now);
}

/** People whose last known position lies within the radius, nearest first. */
export function nearestCandidates(
  tables: MemoryTables,
  near: NearQuery,
  now: Instant,
): Candidate[] {
  const metres = [...tables.lastKnown].map(
    ([id, fix]) => [id, distanceM(near.place, fix.place)] as const,
  );
  return nearestOf(tables, { ...near, metres }, now);
}

function nearestOf(
  tables: MemoryTables,
  query: NearQuery & { readonly metres: readonly (readonly [id: string, metres: number])[] },
  now: Instant,
): Candidate[] {
  return query.metres
    .filter(([, metres]) => metres <= query.radiusM)
    .filter(([id]) => tables.responders.get(id)?.organisationId === query.organisationId)
    .sort(([a, nearer], [b, farther]) => nearer - farther || (a < b ? -1 : 1))
    .slice(0, query.max)
    .flatMap(([id]) => tables.responders.get(id) ?? [])
    .map((responder) => candidateOf(tables, responder, now));
}

/** People whose last known position lies in the area, by id. */
export function peopleIn(
  tables: MemoryTables,
  query: { readonly organisationId: string; readonly area: Area; readonly max: number },
  now: Instant,
): Candidate[] {
  const ids = [...tables.lastKnown]
    .filter(([, fix]) => contains(query.area, fix.place))
    .map(([id]) => id)
    .filter((id) => tables.responders.get(id)?.organisationId === query.organisationId)
    .sort();
  return ids.slice(0, query.max).flatMap((id) => {
    const responder = tables.responders.get(id);
    return responder === undefined ? [] : [candidateOf(tables, responder, now)];
  });
}

/** On-duty people with a valid credential and a position who are not bound, by id. */
export async function* available(
  tables: MemoryTables,
  now: Instant,
): AsyncGenerator<AvailablePerson> {
  for (const id of [...tables.responders.keys()].sort()) {
    // Rows may change while the caller works on the last one.
    const responder = await Promise.resolve(tables.responders.get(id));
    const fix = tables.lastKnown.get(id);
    if (responder === undefined || fix === undefined) continue;
    const credentialKinds = validKinds(responder, now);
    const isMuted = (responder.availability.mutedUntil ?? now) > now;
    const isFree = responder.onDuty && responder.disabledAt === null && !isMuted;
    if (!isFree || credentialKinds.length === 0 || tables.openAssignmentByResponder.has(id)) {
      continue;
    }
    const { organisationId, availability } = responder;
    yield { organisationId, entry: { responderId: id, fix, credentialKinds }, availability };
  }
}

function validKinds(responder: Responder, now: Instant): CredentialKind[] {
  const kinds = responder.credentials
    .filter((one) => one.status === 'verified' && one.validFrom <= now)
    .filter((one) => one.validTo === null || one.validTo > now)
    .map((one) => one.kind);
  return [...new Set(kinds)].sort();
}
