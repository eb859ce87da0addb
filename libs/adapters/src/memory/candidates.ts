import type { Candidate } from '#core/eligibility';
import { contains, distanceM, type Area, type Place } from '#core/geometry';
import type { CredentialKind, Responder } from '#core/responder';
import type { Instant } from '#core/units';
import type { LiveEntry } from '#flow/ports';
import type { MemoryTables } from './tables';

/** A responder as the decision sees them, with their last known position. */
export function candidateOf(tables: MemoryTables, responder: Responder, now: Instant): Candidate {
  const assignment = tables.openAssignmentByResponder.get(responder.id);
  const ids = tables.alertIdsByResponder.get(responder.id) ?? [];
  const held = ids
    .flatMap((id) => tables.alerts.get(id) ?? [])
    .filter((alert) => alert.status === 'sent' && alert.expiresAt > now)
    .sort((a, b) => b.sentAt - a.sentAt || (a.id < b.id ? 1 : -1))[0];
  return {
    responder,
    fix: tables.lastKnown.get(responder.id) ?? null,
    boundToId: tables.assignments.get(assignment ?? '')?.incidentId ?? null,
    alertedForId: held === undefined ? null : (held.incidentId ?? held.calloutId),
  };
}

/** People whose last known position lies within the radius, nearest first. */
export function nearestCandidates(
  tables: MemoryTables,
  near: {
    readonly organisationId: string;
    readonly place: Place;
    readonly radiusM: number;
    readonly max: number;
  },
  now: Instant,
): Candidate[] {
  const found: { readonly id: string; readonly metres: number }[] = [];
  for (const [id, fix] of tables.lastKnown) {
    const metres = distanceM(near.place, fix.place);
    const isTheirs = tables.responders.get(id)?.organisationId === near.organisationId;
    if (isTheirs && metres <= near.radiusM) found.push({ id, metres });
  }
  found.sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
  return found.slice(0, near.max).flatMap(({ id }) => {
    const responder = tables.responders.get(id);
    return responder === undefined ? [] : [candidateOf(tables, responder, now)];
  });
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
): AsyncGenerator<{ readonly organisationId: string; readonly entry: LiveEntry }> {
  for (const id of [...tables.responders.keys()].sort()) {
    // Rows may change while the caller works on the last one.
    const responder = await Promise.resolve(tables.responders.get(id));
    const fix = tables.lastKnown.get(id);
    if (responder === undefined || fix === undefined) continue;
    const credentialKinds = validKinds(responder, now);
    const isFree = responder.onDuty && responder.disabledAt === null;
    if (!isFree || credentialKinds.length === 0 || tables.openAssignmentByResponder.has(id)) {
      continue;
    }
    const { organisationId } = responder;
    yield { organisationId, entry: { responderId: id, fix, credentialKinds } };
  }
}

function validKinds(responder: Responder, now: Instant): CredentialKind[] {
  const kinds = responder.credentials
    .filter((one) => one.status === 'verified' && one.validFrom <= now)
    .filter((one) => one.validTo === null || one.validTo > now)
    .map((one) => one.kind);
  return [...new Set(kinds)].sort();
}
