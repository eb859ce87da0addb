import type { Pool } from 'pg';
import { channelsTo } from '#core/channels-to';
import type { CoverageThreshold } from '#core/coverage-threshold';
import { sendTierNow } from '#core/credential-tier';
import type { Place } from '#core/geometry';
import { hoursAround } from '#core/hours-around';
import type { Instant } from '#core/units';
import type { CoverageStore, CoverageWarning, PersonToExpect } from '#flow/ports';
import {
  CREDENTIALS,
  DEVICE_CHANNELS,
  HISTORY_COLUMNS,
  toAvailability,
  toCredentials,
  toFix,
  toHistory,
  type CandidateRow,
} from './candidate-rows';
import { JSON_PLACES, toPlace } from './registered-places';
import { inOrganisation } from './transaction';

/** $1 organisation, $2 the moment, $3 kinds of credentials, $4 most. */
const TO_EXPECT = `SELECT r.travel_mode, r.tier, r.schedule, r.quiet_hours, r.muted_until,
  r.declined_channels, r.phone_digest IS NOT NULL AS has_phone,
  r.email_digest IS NOT NULL AS has_email, ${DEVICE_CHANNELS}, ${CREDENTIALS},
  ST_Y(l.position::geometry) AS lat, ST_X(l.position::geometry) AS lon, l.measured_at,
  l.accuracy_m, EXISTS (SELECT FROM assignment s WHERE s.responder_id = r.id
    AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')) AS is_bound,
  ${JSON_PLACES} AS places, ${HISTORY_COLUMNS}
FROM responder r LEFT JOIN last_known_fix l ON l.responder_id = r.id
WHERE r.organisation_id = $1::uuid AND r.on_duty AND r.disabled_at IS NULL AND NOT r.test_phone
  AND EXISTS (SELECT FROM credential c WHERE c.responder_id = r.id AND c.status = 'verified'
    AND c.kind = ANY ($3::text[]) AND c.valid_from <= $2::timestamptz
    AND (c.valid_to IS NULL OR c.valid_to > $2::timestamptz))
ORDER BY r.id LIMIT $4::int`;

const ARRESTS = `SELECT ST_Y(cell_centre::geometry) AS lat, ST_X(cell_centre::geometry) AS lon
FROM incident WHERE organisation_id = $1::uuid AND mode = 'actual' AND kind = 'cardiac-arrest'
  AND received_at >= $2::timestamptz ORDER BY received_at DESC, id DESC LIMIT $3::int`;

const PUT_THRESHOLD = `INSERT INTO coverage_threshold (organisation_id, threshold)
VALUES ($1::uuid, $2::jsonb) ON CONFLICT (organisation_id) DO UPDATE
  SET threshold = excluded.threshold`;

const WARNING_COLUMNS = `day, (extract(epoch FROM at) * 1000)::float8 AS at, found,
  (extract(epoch FROM told_at) * 1000)::float8 AS "toldAt"`;

const ADD_WARNING = `INSERT INTO coverage_warning (organisation_id, day, at, is_below, found)
VALUES ($1::uuid, $2, $3::timestamptz, $4, $5::jsonb) ON CONFLICT DO NOTHING RETURNING day`;

const TAKE_UNTOLD = `UPDATE coverage_warning SET taken_until = $4::timestamptz
WHERE organisation_id = $1::uuid AND day = $2 AND is_below AND told_at IS NULL
  AND (taken_until IS NULL OR taken_until <= $3::timestamptz) RETURNING ${WARNING_COLUMNS}`;

const NOTE_TOLD = `UPDATE coverage_warning SET told_at = $3::timestamptz
WHERE organisation_id = $1::uuid AND day = $2`;

type ExpectRow = Pick<
  CandidateRow,
  | 'travel_mode'
  | 'tier'
  | 'schedule'
  | 'quiet_hours'
  | 'muted_until'
  | 'declined_channels'
  | 'has_phone'
  | 'has_email'
  | 'device_channels'
  | 'credentials'
  | 'lat'
  | 'lon'
  | 'measured_at'
  | 'accuracy_m'
  | 'places'
  | 'asked'
  | 'last_7_days'
  | 'went'
> & { readonly is_bound: boolean };

interface WarningRow {
  readonly day: string;
  readonly at: number;
  readonly found: Pick<CoverageWarning, 'below' | 'wantedShare' | 'weakest'>;
  readonly toldAt: number | null;
}

/** What coverage is reckoned from, in PostgreSQL; it reads nothing of who people are. */
export class PostgresCoverageStore implements CoverageStore {
  constructor(private readonly pool: Pool) {}

  toExpect: CoverageStore['toExpect'] = (organisationId, { at, kinds, max }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, new Date(at), kinds, max];
      const rows = await tx.rows<ExpectRow>({ text: TO_EXPECT, values });
      return rows.filter(isReached).map((row) => toPerson(row, at));
    });

  arrests: CoverageStore['arrests'] = (organisationId, { since, max }) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<Place>({ text: ARRESTS, values: [organisationId, new Date(since), max] }),
    );

  threshold: CoverageStore['threshold'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = 'SELECT threshold FROM coverage_threshold WHERE organisation_id = $1::uuid';
      const rows = await tx.rows<{ threshold: CoverageThreshold }>({
        ...{ text, values: [organisationId] },
      });
      return rows[0]?.threshold ?? null;
    });

  putThreshold: CoverageStore['putThreshold'] = (organisationId, threshold) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const gone = 'DELETE FROM coverage_threshold WHERE organisation_id = $1::uuid';
      if (threshold === null) await tx.rows({ text: gone, values: [organisationId] });
      else {
        const values = [organisationId, JSON.stringify(threshold)];
        await tx.rows({ text: PUT_THRESHOLD, values });
      }
    });

  warnings: CoverageStore['warnings'] = (organisationId, max) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `SELECT ${WARNING_COLUMNS} FROM coverage_warning
        WHERE organisation_id = $1::uuid ORDER BY day DESC LIMIT $2::int`;
      return (await tx.rows<WarningRow>({ text, values: [organisationId, max] })).map(toWarning);
    });

  addWarning: CoverageStore['addWarning'] = (organisationId, warning) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const { day, at, below, wantedShare, weakest } = warning;
      const found = JSON.stringify({ below, wantedShare, weakest });
      const values = [organisationId, day, new Date(at), below.length > 0, found];
      return (await tx.rows({ text: ADD_WARNING, values })).length > 0;
    });

  takeUntold: CoverageStore['takeUntold'] = (organisationId, { day, now, until }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, day, new Date(now), new Date(until)];
      const [row] = await tx.rows<WarningRow>({ text: TAKE_UNTOLD, values });
      return row === undefined ? null : toWarning(row);
    });

  noteTold: CoverageStore['noteTold'] = (organisationId, day, at) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      await tx.rows({ text: NOTE_TOLD, values: [organisationId, day, new Date(at)] });
    });
}

function isReached(row: ExpectRow): boolean {
  const { device_channels: ofDevices, has_phone: hasPhone, has_email: hasEmail } = row;
  const declined = row.declined_channels;
  return channelsTo({ ofDevices, hasPhone, hasEmail, declined }).length > 0;
}

function toPerson(row: ExpectRow, at: Instant): PersonToExpect {
  const credentials = toCredentials(row.credentials);
  return {
    availability: toAvailability(row),
    mode: row.travel_mode,
    tier: sendTierNow({ tier: row.tier, credentials }, at),
    fix: toFix(row),
    places: row.places.map(toPlace).map((place) => ({
      ...{ ...place, hours: hoursAround(place.hours, at) },
    })),
    history: toHistory(row),
    isBound: row.is_bound,
  };
}

function toWarning({ day, at, found, toldAt }: WarningRow): CoverageWarning {
  return { day, at, ...found, toldAt };
}
