import type { Availability } from '#core/availability';
import { channelsTo } from '#core/channels-to';
import type { DeclinableChannel, DeliveryChannel } from '#core/delivery';
import type { BookedTime } from '#core/called-from';
import type { Candidate } from '#core/eligibility';
import { hoursAround } from '#core/hours-around';
import type { Fix } from '#core/location-fix';
import type { Credential, CredentialKind, Responder } from '#core/responder';
import type { ResponseHistory } from '#core/response-history';
import type { Instant } from '#core/units';
import { toInstant } from '#contracts/shapes';
import { meanDelay } from '#adapters/shared/mean-delay';
import { sortCredentials } from '#adapters/shared/merge-credentials';
import { SEALED_COLUMNS, type PersonKeys } from './person-keys';
import { JSON_PLACES, toPlace, type PlaceJson } from './registered-places';

/** Whole milliseconds of all spans together; as doubles, since numerals cost ten times as much. */
const sumOf = (span: string): string =>
  `coalesce(sum(round(date_part('epoch', ${span}) * 1000)), 0)`;

/** A yes, a no or silence to alerts of incidents; what was taken back unanswered is none. */
const ASKED = `(SELECT json_build_object(
    'accepts', count(*) FILTER (WHERE a.status = 'accepted'),
    'declines', count(*) FILTER (WHERE a.status = 'declined'),
    'silences', count(*) FILTER (WHERE a.status = 'expired'),
    'reply_ms', ${sumOf('a.answered_at - a.sent_at')})
  FROM alert a WHERE a.responder_id = r.id AND a.incident_id IS NOT NULL
    AND a.status IN ('accepted', 'declined', 'expired'))`;

const LAST_7_DAYS = `(SELECT count(*) FROM alert a
  WHERE a.responder_id = r.id AND a.drill_id IS NULL
    AND a.sent_at > $2::timestamptz - interval '168 hours')`;

const WENT = `(SELECT json_build_object(
    'turnouts', count(s.en_route_at),
    'turnout_ms', ${sumOf('s.en_route_at - s.accepted_at')},
    'last_with_patient_at', extract(epoch FROM max(s.with_patient_at)) * 1000)
  FROM assignment s WHERE s.responder_id = r.id)`;

/** What responder `r` did with earlier alerts; $2 is now. */
export const HISTORY_COLUMNS = `${ASKED} AS asked, ${LAST_7_DAYS} AS last_7_days, ${WENT} AS went`;

/** Channels of the phones of responder `r` that are signed in at $2. */
export const DEVICE_CHANNELS = `ARRAY(SELECT DISTINCT v.channel FROM device d
    CROSS JOIN LATERAL (VALUES ('live'),
      (CASE WHEN d.push_token IS NOT NULL THEN d.push_channel END)) v(channel)
    WHERE d.responder_id = r.id AND d.ended_at IS NULL AND d.token_expires_at > $2::timestamptz
      AND v.channel IS NOT NULL) AS device_channels`;

/** Credentials of responder `r`. */
export const CREDENTIALS = `(SELECT coalesce(json_agg(c), '[]') FROM (SELECT id, kind, issuer,
    status, valid_from, valid_to FROM credential WHERE credential.responder_id = r.id) c)
    AS credentials`;

/**
 * A candidate of responder `r` with last known position `l`; $2 is now. Whatever a person did with
 * earlier alerts is counted here, in the one statement that a decision waits for.
 */
export const CANDIDATE_COLUMNS = `r.id, r.organisation_id, r.external_ref, ${SEALED_COLUMNS},
  r.on_duty, r.test_phone, r.disabled_at, r.travel_mode, r.tier, r.equipment,
  r.language, r.declined_channels,
  r.schedule, r.quiet_hours, r.muted_until, r.phone_digest IS NOT NULL AS has_phone,
  r.email_digest IS NOT NULL AS has_email,
  ${DEVICE_CHANNELS},
  ${CREDENTIALS},
  ST_Y(l.position::geometry) AS lat, ST_X(l.position::geometry) AS lon, l.measured_at,
  l.accuracy_m,
  (SELECT s.incident_id FROM assignment s WHERE s.responder_id = r.id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS bound_to_id,
  (SELECT json_build_object('id', coalesce(a.incident_id, a.callout_id),
      'byCallout', a.incident_id IS NULL)
    FROM alert a WHERE a.responder_id = r.id
    AND a.drill_id IS NULL AND a.status = 'sent' AND a.expires_at > $2::timestamptz
    ORDER BY (a.incident_id IS NULL), a.sent_at DESC, a.id DESC LIMIT 1) AS alerted_for,
  (SELECT json_agg(json_build_object('calloutId', b.callout_id,
      'from', extract(epoch FROM lower(b.during)) * 1000,
      'until', extract(epoch FROM upper(b.during)) * 1000) ORDER BY lower(b.during), b.id)
    FROM callout_booking b WHERE b.responder_id = r.id
    AND b.status IN ('expected', 'en-route', 'held', 'checked-in')
    AND upper(b.during) > $2::timestamptz) AS booked,
  ${JSON_PLACES} AS places,
  ${HISTORY_COLUMNS}`;

export interface FixColumns {
  lat: number | null;
  lon: number | null;
  measured_at: number | null;
  accuracy_m: number | null;
}

/** When a person wants to be disturbed, as it is stored. */
export interface AvailabilityColumns {
  schedule: Availability['schedule'];
  quiet_hours: Availability['quietHours'];
  muted_until: number | null;
}

export interface HistoryRow {
  asked: { accepts: number; declines: number; silences: number; reply_ms: number };
  last_7_days: number;
  went: { turnouts: number; turnout_ms: number; last_with_patient_at: number | null };
}

export interface CandidateRow extends FixColumns, AvailabilityColumns, HistoryRow {
  id: string;
  organisation_id: string;
  external_ref: string;
  identity: Buffer | null;
  sealedKey: Buffer | null;
  on_duty: boolean;
  test_phone: boolean;
  disabled_at: number | null;
  travel_mode: Responder['travelMode'];
  tier: Responder['tier'];
  equipment: Responder['equipment'];
  language: Responder['language'];
  declined_channels: DeclinableChannel[];
  has_phone: boolean;
  has_email: boolean;
  device_channels: DeliveryChannel[];
  credentials: CredentialJson[];
  bound_to_id: string | null;
  alerted_for: { id: string; byCallout: boolean } | null;
  booked: BookedTime[] | null;
  places: PlaceJson[];
}

/** A row of `CREDENTIALS`. */
export interface CredentialJson {
  id: string;
  kind: CredentialKind;
  issuer: string;
  status: Credential['status'];
  valid_from: string;
  valid_to: string | null;
}

/** A person as the decision at that moment sees them. */
export function toCandidate(row: CandidateRow, now: Instant, keys: PersonKeys): Candidate {
  return {
    responder: toResponder(row, keys),
    fix: toFix(row),
    boundToId: row.bound_to_id,
    alertedForId: row.alerted_for?.id ?? null,
    ...(row.alerted_for?.byCallout === true ? { isAskedByCallout: true } : {}),
    ...(row.booked === null ? {} : { booked: row.booked }),
    places: row.places.map(toPlace).map((place) => ({
      ...{ ...place, hours: hoursAround(place.hours, now) },
    })),
    history: toHistory(row),
  };
}

/** What a person did with earlier alerts, of `HISTORY_COLUMNS`. */
export function toHistory({ asked, last_7_days, went }: HistoryRow): ResponseHistory {
  const { accepts, declines, silences } = asked;
  return {
    alerts: accepts + declines + silences,
    accepts,
    declines,
    replies: meanDelay(accepts + declines, asked.reply_ms),
    turnouts: meanDelay(went.turnouts, went.turnout_ms),
    alertsLast7Days: last_7_days,
    lastWithPatientAt: went.last_with_patient_at,
  };
}

/** The position of a row; null where there is none. */
export function toFix(row: FixColumns): Fix | null {
  const { lat, lon, measured_at: at, accuracy_m: accuracyM } = row;
  return lat === null || lon === null || at === null || accuracyM === null
    ? null
    : { place: { lat, lon }, at, accuracyM };
}

/** When the person of a row wants to be disturbed. */
export function toAvailability(row: AvailabilityColumns): Availability {
  return { schedule: row.schedule, quietHours: row.quiet_hours, mutedUntil: row.muted_until };
}

/** Credentials as the core has them. */
export function toCredentials(rows: readonly CredentialJson[]): Credential[] {
  return rows.map(({ id, kind, issuer, status, ...dates }) => ({
    ...{ id, kind, issuer, status, validFrom: toInstant(dates.valid_from) },
    validTo: dates.valid_to === null ? null : toInstant(dates.valid_to),
  }));
}

function toResponder(row: CandidateRow, keys: PersonKeys): Responder {
  const credentials = toCredentials(row.credentials);
  return {
    id: row.id,
    organisationId: row.organisation_id,
    externalRef: row.external_ref,
    displayName: keys.open(row).displayName,
    onDuty: row.on_duty,
    testPhone: row.test_phone,
    disabledAt: row.disabled_at,
    travelMode: row.travel_mode,
    tier: row.tier,
    equipment: row.equipment,
    credentials: sortCredentials(credentials),
    language: row.language,
    availability: toAvailability(row),
    channels: channelsTo({
      ofDevices: row.device_channels,
      hasPhone: row.has_phone,
      hasEmail: row.has_email,
      declined: row.declined_channels,
    }),
  };
}
