import type { Callout } from '#core/callout';
import type { Booking, BookingStatus } from '#core/callout-booking';
import type { Pieces } from '#core/equipment';
import type { Vault } from '#flow/ports';
import type { BookedCallout, NewBooking, Pass } from '#flow/ports';
import { SEALED_COLUMNS } from './person-keys';

/** Columns of booking `b`. */
export const BOOKING_COLUMNS = `b.id, b.organisation_id, b.callout_id, b.alert_id, b.responder_id,
  b.pass_id, b.group_id, b.sealed, b.status, b.need_key, b.muster_key, b.wished_need_key,
  b.wished_muster_key, b.people_count, b.pieces, b.from_at, b.until_at, b.note,
  lower(b.during) AS bound_from, upper(b.during) AS bound_until, b.booked_at, b.eta_at,
  b.checked_in_at, b.checked_out_at, b.due_out_at, b.ended_reason`;

/** Columns of call-out `c` without its shapes. */
export const BOOKED_CALLOUT_COLUMNS = `c.id, c.organisation_id, c.control_ref, c.mode, c.title,
  c.briefing, c.window_from, c.window_until, c.shifts, c.needs, c.muster_points, c.fill,
  c.wanted_count, c.accepted_count, c.status, c.opened_at, c.stop_coming_at, c.revision`;

/** What is known of responder $1, or of those of bookings `b`, beside what they say; $2 is now. */
export const known = (responderId: string, now: string): string => `
  ARRAY(SELECT DISTINCT k.kind FROM credential k WHERE k.responder_id = ${responderId}
    AND k.status = 'verified' AND k.valid_from <= ${now}
    AND (k.valid_to IS NULL OR k.valid_to > ${now})) AS credential_kinds,
  (SELECT l.lat FROM last_known_fix l WHERE l.responder_id = ${responderId}) AS lat,
  (SELECT l.lon FROM last_known_fix l WHERE l.responder_id = ${responderId}) AS lon`;

/** Columns of booking `b` with responder `r`, who may be none, as the roster shows them. */
export const ROSTER_COLUMNS = `${BOOKING_COLUMNS}, r.id AS "responderId", ${SEALED_COLUMNS},
  EXISTS (SELECT FROM assignment s WHERE s.responder_id = b.responder_id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS called_away`;

export interface BookingRow {
  id: string;
  organisation_id: string;
  callout_id: string;
  alert_id: string | null;
  responder_id: string | null;
  pass_id: string | null;
  group_id: string | null;
  sealed: Buffer | null;
  status: BookingStatus;
  need_key: string | null;
  muster_key: string | null;
  wished_need_key: string | null;
  wished_muster_key: string | null;
  people_count: number;
  pieces: Pieces;
  from_at: number | null;
  until_at: number | null;
  note: string | null;
  bound_from: number;
  bound_until: number;
  booked_at: number;
  eta_at: number | null;
  checked_in_at: number | null;
  checked_out_at: number | null;
  due_out_at: number | null;
  ended_reason: string | null;
}

export interface BookedCalloutRow {
  id: string;
  organisation_id: string;
  control_ref: string;
  mode: Callout['mode'];
  title: string;
  briefing: Callout['briefing'];
  window_from: number;
  window_until: number;
  shifts: Callout['shifts'];
  needs: Callout['needs'];
  muster_points: Callout['musterPoints'];
  fill: Callout['fill'];
  wanted_count: number;
  accepted_count: number;
  status: Callout['status'];
  opened_at: number;
  stop_coming_at: number | null;
  revision: number;
}

export interface PassRow {
  id: string;
  organisation_id: string;
  callout_id: string;
  label: string;
  uses_max: number;
  used_count: number;
  valid_until: number;
  muster_key: string | null;
  created_at: number;
  revoked_at: number | null;
}

/** Whoever has no account: sealed by the vault, each for its own booking. */
export interface Guest {
  readonly displayName: string | null;
  readonly phone: string | null;
}

/** What is stored of somebody without an account; null where there is nothing to keep. */
export function sealGuest(vault: Vault, bookingId: string, guest: Guest): Buffer | null {
  if (guest.displayName === null && guest.phone === null) return null;
  const plain = new TextEncoder().encode(JSON.stringify(guest));
  return Buffer.from(vault.seal(plain, aboutGuest(bookingId)));
}

/** Who it is; nobody once it was forgotten. */
export function openGuest(vault: Vault, { id, sealed }: Pick<BookingRow, 'id' | 'sealed'>): Guest {
  if (sealed === null) return { displayName: null, phone: null };
  const plain = vault.open(sealed, aboutGuest(id));
  return JSON.parse(new TextDecoder().decode(plain)) as Guest;
}

function aboutGuest(bookingId: string): string {
  return `booking ${bookingId}`;
}

export function toBooking(row: BookingRow, displayName: string | null): Booking {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    calloutId: row.callout_id,
    alertId: row.alert_id,
    responderId: row.responder_id,
    passId: row.pass_id,
    groupId: row.group_id,
    displayName,
    status: row.status,
    needKey: row.need_key,
    musterKey: row.muster_key,
    conditions: {
      fromAt: row.from_at,
      untilAt: row.until_at,
      peopleCount: row.people_count,
      pieces: row.pieces,
      note: row.note,
    },
    from: row.bound_from,
    until: row.bound_until,
    bookedAt: row.booked_at,
    etaAt: row.eta_at,
    checkedInAt: row.checked_in_at,
    checkedOutAt: row.checked_out_at,
    dueOutAt: row.due_out_at,
    endedReason: row.ended_reason,
  };
}

export function wishesOf(row: BookingRow): NewBooking['wishes'] {
  return { needKey: row.wished_need_key, musterKey: row.wished_muster_key };
}

export function toBookedCallout(row: BookedCalloutRow): BookedCallout {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    controlRef: row.control_ref,
    mode: row.mode,
    title: row.title,
    briefing: row.briefing,
    window: { from: row.window_from, until: row.window_until },
    shifts: row.shifts,
    needs: row.needs,
    musterPoints: row.muster_points,
    fill: row.fill,
    wantedCount: row.wanted_count,
    acceptedCount: row.accepted_count,
    status: row.status,
    openedAt: row.opened_at,
    stopComingAt: row.stop_coming_at,
    revision: row.revision,
  };
}

export function toPass(row: PassRow): Pass {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    calloutId: row.callout_id,
    label: row.label,
    usesMax: row.uses_max,
    usedCount: row.used_count,
    validUntil: row.valid_until,
    musterKey: row.muster_key,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
