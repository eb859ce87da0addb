import type { Pool } from 'pg';
import type { AedFacts, RegisteredAed } from '#core/aed-register-sync';
import type { AedStore, Ids, RegisterWrites } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

/** Rows of one statement: hours of a year make a row about 20 kB long. */
const ROWS_PER_STATEMENT = 200;

type Stored = Omit<RegisteredAed, 'facts'> & AedFacts;

/** $1 organisation, $2 register, $3 references. Nobody else changes them until the end. */
const STORED = `SELECT external_ref AS "externalRef", source, status, gone_from AS "goneFrom", name,
    json_build_object('lat', ST_Y(place::geometry), 'lon', ST_X(place::geometry)) AS place,
    location_detail AS "locationDetail", floor, access, opening_hours AS "openingHours",
    last_checked_at AS "lastCheckedAt", contradictions
  FROM aed WHERE organisation_id = $1 AND (source = $2 OR external_ref = ANY ($3::text[]))
  ORDER BY id FOR UPDATE`;

/** $1 organisation, $2 rows as JSON, $3 now. */
const PUT = `INSERT INTO aed (id, organisation_id, external_ref, source, status, gone_since,
    gone_from, place, name, location_detail, floor, access, opening_hours, hours, hours_until,
    last_checked_at, contradictions, cabinet_code, holiday_region, updated_at)
  SELECT id, $1, external_ref, source, status,
    CASE WHEN gone_from IS NOT NULL THEN $3::timestamptz END, gone_from,
    ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, name, location_detail, floor, access,
    opening_hours, hours, hours_until, last_checked_at,
    ARRAY(SELECT jsonb_array_elements_text(contradictions)), cabinet_code, holiday_region,
    $3::timestamptz
  FROM jsonb_to_recordset($2::jsonb) AS row(id uuid, external_ref text, source text, status text,
    gone_from text, lat float8, lon float8, name text, location_detail text, floor text,
    access text, opening_hours text, hours jsonb, hours_until timestamptz,
    last_checked_at timestamptz,
    contradictions jsonb, cabinet_code text, holiday_region text)
  ON CONFLICT ON CONSTRAINT aed_external_ref_key DO UPDATE SET
    source = EXCLUDED.source, status = EXCLUDED.status, place = EXCLUDED.place,
    name = EXCLUDED.name, location_detail = EXCLUDED.location_detail, floor = EXCLUDED.floor,
    access = EXCLUDED.access, opening_hours = EXCLUDED.opening_hours, hours = EXCLUDED.hours,
    hours_until = EXCLUDED.hours_until, last_checked_at = EXCLUDED.last_checked_at,
    contradictions = EXCLUDED.contradictions, updated_at = EXCLUDED.updated_at,
    cabinet_code = coalesce(EXCLUDED.cabinet_code, aed.cabinet_code),
    holiday_region = coalesce(EXCLUDED.holiday_region, aed.holiday_region),
    gone_from = EXCLUDED.gone_from,
    gone_since = CASE WHEN EXCLUDED.gone_from IS NOT NULL
      THEN coalesce(aed.gone_since, EXCLUDED.gone_since) END,
    out_of_service_reason = CASE WHEN EXCLUDED.status = 'out-of-service'
      THEN aed.out_of_service_reason END`;

/** $1 organisation, $2 references, $3 now. */
const GONE = `UPDATE aed SET gone_from = status, gone_since = $3, status = 'retired',
    out_of_service_reason = NULL, updated_at = $3
  WHERE organisation_id = $1 AND external_ref = ANY ($2::text[]) AND gone_from IS NULL`;

/** `syncRegister` of the store of AEDs, in one transaction; imports wait for each other. */
export function syncRegister<T>(
  ports: { readonly pool: Pool; readonly ids: Ids },
  of: Parameters<AedStore['syncRegister']>[0],
  decide: (stored: readonly RegisteredAed[]) => {
    readonly writes: RegisterWrites;
    readonly value: T;
  },
): Promise<T> {
  const { organisationId, source, externalRefs, now } = of;
  return inOrganisation(ports.pool, { organisationId, lockOn: 'aed register' }, async (tx) => {
    const rows = await tx.rows<Stored>({
      text: STORED,
      values: [organisationId, source, externalRefs],
    });
    const { writes, value } = decide(rows.map(registered));
    const at = new Date(now);
    const records = writes.puts.map((put) => recordOf(put, ports.ids.id()));
    await putAll(tx, records, [organisationId, at]);
    if (writes.gone.length > 0) {
      await tx.rows({ text: GONE, values: [organisationId, writes.gone, at] });
    }
    return value;
  });
}

async function putAll(
  tx: Tx,
  records: readonly object[],
  [organisationId, at]: readonly [string, Date],
): Promise<void> {
  for (let first = 0; first < records.length; first += ROWS_PER_STATEMENT) {
    const rows = JSON.stringify(records.slice(first, first + ROWS_PER_STATEMENT));
    await tx.rows({ name: 'put-aeds', text: PUT, values: [organisationId, rows, at] });
  }
}

function registered({ externalRef, source, status, goneFrom, ...facts }: Stored): RegisteredAed {
  return { externalRef, source, status, goneFrom, facts };
}

function recordOf({ aed, hours, cabinetCode, region }: RegisterWrites['puts'][number], id: string) {
  const { externalRef, source, status, facts } = aed;
  const { place, name, access, floor, contradictions } = facts;
  return {
    ...{ id, source, status, name, access, floor, contradictions, hours },
    external_ref: externalRef,
    gone_from: aed.goneFrom,
    lat: place.lat,
    lon: place.lon,
    location_detail: facts.locationDetail,
    opening_hours: facts.openingHours,
    hours_until: hours.state === 'intervals' ? moment(hours.compiledUntil) : null,
    last_checked_at: facts.lastCheckedAt === null ? null : moment(facts.lastCheckedAt),
    cabinet_code: cabinetCode,
    holiday_region: region,
  };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
