import type { Callout } from '#core/callout';
import { BOUND_BY_BOOKING } from '#core/callout-booking';
import { ROTATION_DAYS } from '#core/callout-rotation';
import type { CalloutPerson } from '#core/consider-for-callout';
import { contains } from '#core/geometry';
import type { Responder } from '#core/responder';
import { DAY_MS, type Instant } from '#core/units';
import { candidateOf, placesOf } from './candidates';
import type { MemoryTables } from './tables';

/** Somebody as a call-out sees them. */
export function calloutPerson(
  tables: MemoryTables,
  responder: Responder,
  about: { readonly callout: Callout; readonly groupIds: readonly string[]; readonly now: Instant },
): CalloutPerson {
  const { callout, groupIds, now } = about;
  const { id } = responder;
  const candidate = candidateOf(tables, responder, now);
  const { fix } = candidate;
  return {
    responder: candidate.responder,
    boundToId: candidate.boundToId,
    alertedForId: candidate.alertedForId,
    fix: fix === null ? null : { place: fix.place, at: fix.at },
    isInArea: fix !== null && contains(callout.area, fix.place),
    isInExclusion:
      fix !== null && callout.exclusions !== null && contains(callout.exclusions, fix.place),
    homeInArea: homeIn(tables, id, callout),
    groupIds,
    bookings: [...tables.bookings.values()]
      .map(({ booking }) => booking)
      .filter((one) => one.responderId === id && one.calloutId !== callout.id)
      .filter((one) => BOUND_BY_BOOKING.includes(one.status))
      .map(({ from, until }) => ({ from, until })),
    lately: lately(tables, id, now - ROTATION_DAYS * DAY_MS),
  };
}

function homeIn(tables: MemoryTables, id: string, { area, exclusions, presence }: Callout) {
  if (!presence.living) return null;
  const found = placesOf(tables, id).find(
    ({ place }) => contains(area, place) && !(exclusions !== null && contains(exclusions, place)),
  );
  return found?.place ?? null;
}

/** Questions of call-outs since then, and yes among them. */
export function lately(
  tables: MemoryTables,
  responderId: string,
  since: Instant,
): CalloutPerson['lately'] {
  const asked = (tables.alertIdsByResponder.get(responderId) ?? [])
    .flatMap((id) => tables.alerts.get(id) ?? [])
    .filter((alert) => alert.calloutId !== null && alert.sentAt >= since);
  const yesCount = asked.filter(({ status }) => status === 'accepted').length;
  return { askedCount: asked.length, yesCount };
}
