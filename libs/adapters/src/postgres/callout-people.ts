import { channelsTo } from '#core/channels-to';
import type { Callout } from '#core/callout';
import { BOUND_BY_BOOKING } from '#core/callout-booking';
import { ROTATION_DAYS } from '#core/callout-rotation';
import type { CalloutPerson } from '#core/consider-for-callout';
import type { DeclinableChannel, DeliveryChannel } from '#core/delivery';
import type { Equipment } from '#core/equipment';
import { boundingBox, type Box } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import { DAY_MS, type Instant } from '#core/units';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { CalloutFilling } from '#flow/ports';
import { inBox } from './box-around';
import { toAvailability, type AvailabilityColumns } from './candidate-rows';
import { areaText } from './save-document';
import type { Tx } from './transaction';

/*
 * People as a call-out sees them, in pages of hundreds: no name is opened, and nothing is read that
 * does not decide. The shapes are parsed once for each page, and kept out of the toaster. Of every
 * statement: $1 organisation, $2 now, $3 area, $4 exclusions, $5 call-out, $6 groups of waves,
 * $7 whether turns go round, $8 since when they are counted, $9 whether places count.
 */

const SHAPE = `shape AS MATERIALIZED (
  SELECT ST_SetSRID(ST_GeomFromGeoJSON($3::text), 4326) AS area,
    ST_SetSRID(ST_GeomFromGeoJSON($4::text), 4326) AS exclusions
)`;

const isIn = (position: string, area: string): string =>
  `coalesce(ST_Intersects(${position}::geometry, ${area}), false)`;

const BOUND = BOUND_BY_BOOKING.map((status) => `'${status}'`).join(', ');
const millis = (moment: string): string => `date_part('epoch', ${moment}) * 1000`;

/** Of those `found`, each once. */
const PEOPLE = `SELECT r.id, r.on_duty, r.test_phone, r.disabled_at, r.equipment, r.schedule,
  r.quiet_hours, r.muted_until, r.declined_channels, r.phone_digest IS NOT NULL AS has_phone,
  r.email_digest IS NOT NULL AS has_email,
  ARRAY(SELECT DISTINCT v.channel FROM device d CROSS JOIN LATERAL (VALUES ('live'),
      (CASE WHEN d.push_token IS NOT NULL THEN d.push_channel END)) v(channel)
    WHERE d.responder_id = r.id AND d.ended_at IS NULL AND d.token_expires_at > $2::timestamptz
      AND v.channel IS NOT NULL) AS device_channels,
  (SELECT json_agg(json_build_array(k.kind, ${millis('k.valid_from')}, ${millis('k.valid_to')}))
    FROM credential k WHERE k.responder_id = r.id AND k.status = 'verified') AS credentials,
  l.lat, l.lon, l.measured_at,
  coalesce(found.is_in, ${isIn('l.position', 'shape.area')}) AS is_in_area,
  ${isIn('l.position', 'shape.exclusions')} AS is_in_exclusion,
  CASE WHEN $9::boolean THEN (SELECT json_build_array(p.lat, p.lon) FROM registered_place p
    WHERE p.responder_id = r.id AND ${isIn('p.position', 'shape.area')}
      AND NOT ${isIn('p.position', 'shape.exclusions')} ORDER BY p.kind LIMIT 1) END AS home,
  (SELECT s.incident_id FROM assignment s WHERE s.responder_id = r.id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS bound_to_id,
  (SELECT coalesce(a.incident_id, a.callout_id) FROM alert a WHERE a.responder_id = r.id
    AND a.drill_id IS NULL AND a.status = 'sent' AND a.expires_at > $2::timestamptz
    ORDER BY a.sent_at DESC, a.id DESC LIMIT 1) AS alerted_for_id,
  (SELECT json_agg(json_build_array(${millis('lower(b.during)')}, ${millis('upper(b.during)')}))
    FROM callout_booking b WHERE b.responder_id = r.id AND b.callout_id <> $5::uuid
      AND b.status IN (${BOUND})) AS bookings,
  CASE WHEN $6::uuid[] = '{}' THEN '{}' ELSE ARRAY(SELECT m.group_id FROM group_member m
    WHERE m.responder_id = r.id AND m.group_id = ANY ($6::uuid[])) END AS group_ids,
  CASE WHEN $7::boolean THEN (SELECT json_build_array(count(*),
      count(*) FILTER (WHERE a.status = 'accepted'))
    FROM alert a WHERE a.responder_id = r.id AND a.sent_at >= $8::timestamptz
      AND a.callout_id IS NOT NULL) END AS lately
FROM found JOIN responder r ON r.id = found.responder_id AND r.organisation_id = $1::uuid
LEFT JOIN last_known_fix l ON l.responder_id = r.id CROSS JOIN shape`;

/**
 * $10-$13 box, $14-$16 where the last page ended, $17 positions kept since, $18 how many. Pages go
 * along the index of places, so that none of them looks at the whole box again; whoever moves
 * meanwhile has a newer position, which the next look finds.
 */
const page = (table: 'last_known_fix' | 'registered_place', since: string, isIn_: string) =>
  `WITH ${SHAPE}, found AS MATERIALIZED (
  SELECT t.responder_id, t.lat AS at_lat, t.lon AS at_lon, ${isIn_} AS is_in
  FROM ${table} t CROSS JOIN shape
  WHERE t.organisation_id = $1::uuid AND t.${inBox(10).replace('AND lon', 'AND t.lon')}
    AND (t.lat, t.lon, t.responder_id) > ($14::float8, $15::float8, $16::uuid)
    AND ${since} AND ST_Intersects(t.position::geometry, shape.area)
  ORDER BY t.lat, t.lon, t.responder_id LIMIT $18::int
)
${PEOPLE.replace('SELECT r.id', 'SELECT found.at_lat, found.at_lon, r.id')}
ORDER BY found.at_lat, found.at_lon, r.id`;

const BY_POSITION = page(
  'last_known_fix',
  '($17::timestamptz IS NULL OR t.saved_at >= $17::timestamptz)',
  'true',
);
const BY_PLACE = page('registered_place', '$17::timestamptz IS NULL', 'NULL::boolean');

/** $10 people. */
const BY_IDS = `WITH ${SHAPE}, found AS (
  SELECT DISTINCT u.id AS responder_id, NULL::boolean AS is_in FROM unnest($10::uuid[]) u(id)
)
${PEOPLE} ORDER BY r.id`;

interface PersonRow extends AvailabilityColumns {
  at_lat: number;
  at_lon: number;
  id: string;
  on_duty: boolean;
  test_phone: boolean;
  disabled_at: number | null;
  equipment: Equipment[];
  declined_channels: DeclinableChannel[];
  has_phone: boolean;
  has_email: boolean;
  device_channels: DeliveryChannel[];
  credentials: [kind: CredentialKind, from: number, to: number | null][] | null;
  lat: number | null;
  lon: number | null;
  measured_at: number | null;
  is_in_area: boolean;
  is_in_exclusion: boolean;
  home: [lat: number, lon: number] | null;
  bound_to_id: string | null;
  alerted_for_id: string | null;
  bookings: [from: number, until: number][] | null;
  group_ids: string[];
  lately: [asked: number, yes: number] | null;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The next page of a look: along the positions first, then along the registered places. */
export async function lookAt(
  tx: Tx,
  callout: Callout,
  look: Parameters<CalloutFilling['lookAt']>[1] & { readonly max: number; readonly now: Instant },
): ReturnType<CalloutFilling['lookAt']> {
  const box = boundingBox(callout.area);
  if (box === null) return { people: [], cursor: null };
  const [way = 'position', lat = '-Infinity', lon = '-Infinity', id = NOBODY] =
    readCursor(look.cursor, 4) ?? [];
  const rows = await tx.rows<PersonRow>({
    text: way === 'position' ? BY_POSITION : BY_PLACE,
    values: [
      ...shared(callout, look.now),
      ...sides(box),
      ...[Number(lat), Number(lon), id],
      ...[look.since === null ? null : new Date(look.since), look.max],
    ],
  });
  const last = rows.at(-1);
  const people = eachOnce(rows).map(toPerson);
  if (rows.length === look.max && last !== undefined) {
    const at = [way, String(last.at_lat), String(last.at_lon), last.id] as const;
    return { people, cursor: writeCursor(at) };
  }
  const hasPlaces = callout.presence.living && look.since === null && way === 'position';
  const first = ['place', '-Infinity', '-Infinity', NOBODY] as const;
  return { people, cursor: hasPlaces ? writeCursor(first) : null };
}

/** These people, wherever they are. */
export async function lookAtPeople(
  tx: Tx,
  callout: Callout,
  who: { readonly responderIds: readonly string[]; readonly now: Instant },
): Promise<readonly CalloutPerson[]> {
  const rows = await tx.rows<PersonRow>({
    text: BY_IDS,
    values: [...shared(callout, who.now), who.responderIds],
  });
  return rows.map(toPerson);
}

function shared(callout: Callout, now: Instant): unknown[] {
  const { area, exclusions, policy, presence } = callout;
  return [
    ...[callout.organisationId, new Date(now), areaText(area)],
    ...[exclusions === null ? null : areaText(exclusions), callout.id],
    [...new Set(policy.waves.flatMap(({ groupIds }) => groupIds))],
    ...[policy.order === 'rotation', new Date(now - ROTATION_DAYS * DAY_MS), presence.living],
  ];
}

function sides({ south, north, west, east }: Box): number[] {
  return [south, north, west, east];
}

/** A person with two places in the area is found twice. */
function eachOnce(rows: readonly PersonRow[]): readonly PersonRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function toPerson(row: PersonRow): CalloutPerson {
  const { lat, lon, measured_at: at } = row;
  const [askedCount, yesCount] = row.lately ?? [0, 0];
  return {
    responder: {
      id: row.id,
      onDuty: row.on_duty,
      testPhone: row.test_phone,
      disabledAt: row.disabled_at,
      equipment: row.equipment,
      availability: toAvailability(row),
      channels: channelsTo({
        ofDevices: row.device_channels,
        hasPhone: row.has_phone,
        hasEmail: row.has_email,
        declined: row.declined_channels,
      }),
      credentials: (row.credentials ?? []).map(([kind, validFrom, validTo]) => ({
        ...{ kind, status: 'verified' as const, validFrom, validTo },
      })),
    },
    fix: lat === null || lon === null || at === null ? null : { place: { lat, lon }, at },
    isInArea: row.is_in_area,
    isInExclusion: row.is_in_exclusion,
    homeInArea: row.home === null ? null : { lat: row.home[0], lon: row.home[1] },
    boundToId: row.bound_to_id,
    alertedForId: row.alerted_for_id,
    groupIds: row.group_ids,
    bookings: (row.bookings ?? []).map(([from, until]) => ({ from, until })),
    lately: { askedCount, yesCount },
  };
}
