import type { Pool } from 'pg';
import { geocodeKey, type StoredArea } from '#core/stored-area';
import { areaFingerprint, pointsOf } from '#adapters/shared/area-fingerprint';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import { toIso, toArea, type AreaMessage } from '#contracts/shapes';
import type { AreasPut, AreaStore, PriceStore, StoredAreaSummary } from '#flow/ports';
import { areaText } from './save-document';
import { inOrganisation, type Tx } from './transaction';

const SUMMARY = `a.organisation_id AS "organisationId", a.area_ref AS "areaRef", a.label,
  a.description, a.geocodes, a.source, a.updated_at AS "updatedAt"`;
/** Fifteen decimals keep every bit of a double of degrees. */
const WHOLE = `${SUMMARY}, ST_AsGeoJSON(a.area, 15)::json AS area`;

/** $1 organisation, $2 areas. */
const PUT = `INSERT INTO stored_area AS a (organisation_id, area_ref, label, description, area,
  point_count, geocodes, source, fingerprint, updated_at)
SELECT $1::uuid, n.area_ref, n.label, n.description,
  ST_SetSRID(ST_GeomFromGeoJSON(n.area), 4326), n.point_count, n.geocodes, n.source,
  n.fingerprint, n.updated_at
FROM jsonb_to_recordset($2::jsonb) AS n(area_ref text, label text, description text, area text,
  point_count int, geocodes jsonb, source text, fingerprint text, updated_at timestamptz)
ON CONFLICT (organisation_id, area_ref) DO UPDATE SET label = excluded.label,
  description = excluded.description, area = excluded.area, point_count = excluded.point_count,
  geocodes = excluded.geocodes, source = excluded.source, fingerprint = excluded.fingerprint,
  updated_at = excluded.updated_at`;

/** $1 organisation, $2 references, $3 codes of them as references and keys. */
const FORGET_CODES = `DELETE FROM stored_area_geocode
WHERE organisation_id = $1::uuid AND area_ref = ANY ($2::text[])`;
const PUT_CODES = `INSERT INTO stored_area_geocode (organisation_id, geocode_key, area_ref)
SELECT $1::uuid, n.geocode_key, n.area_ref
FROM jsonb_to_recordset($2::jsonb) AS n(geocode_key text, area_ref text) ON CONFLICT DO NOTHING`;

const BY_GEOCODE = `SELECT ${WHOLE} FROM stored_area a
WHERE a.organisation_id = $1::uuid AND a.area_ref IN (SELECT g.area_ref
  FROM stored_area_geocode g
  WHERE g.organisation_id = $1::uuid AND g.geocode_key = ANY ($2::text[]))
ORDER BY a.area_ref`;

type WholeRow = Omit<StoredArea, 'area'> & { readonly area: AreaMessage };

/** Areas kept by name, and prices of messages, in PostgreSQL. */
export class PostgresAreaStore implements AreaStore, PriceStore {
  constructor(private readonly pool: Pool) {}

  listAreas: AreaStore['listAreas'] = (organisationId, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [after] = readCursor(page.cursor, 1) ?? [];
      const rows = await tx.rows<StoredAreaSummary>({
        text: `SELECT ${SUMMARY}, a.point_count AS "pointCount" FROM stored_area a
          WHERE a.organisation_id = $1 AND ($2::text IS NULL OR a.area_ref > $2)
          ORDER BY a.area_ref LIMIT $3`,
        values: [organisationId, after ?? null, page.limit + 1],
      });
      const items = rows.slice(0, page.limit);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.areaRef]) : null };
    });

  storedArea: AreaStore['storedArea'] = (organisationId, areaRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<WholeRow>({
        text: `SELECT ${WHOLE} FROM stored_area a
          WHERE a.organisation_id = $1 AND a.area_ref = $2`,
        values: [organisationId, areaRef],
      });
      return row === undefined ? null : { ...row, area: toArea(row.area) };
    });

  countAreas: AreaStore['countAreas'] = (organisationId, besides) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<{ count: number }>({
        text: `SELECT count(*) FROM stored_area
          WHERE organisation_id = $1 AND area_ref <> ALL ($2::text[])`,
        values: [organisationId, besides],
      });
      return row?.count ?? 0;
    });

  putAreas: AreaStore['putAreas'] = (organisationId, areas, options) =>
    inOrganisation(this.pool, { organisationId, lockOn: 'stored-areas' }, (tx) =>
      putAll(tx, { organisationId, areas, dryRun: options?.dryRun ?? false }),
    );

  removeArea: AreaStore['removeArea'] = (organisationId, areaRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM stored_area WHERE organisation_id = $1 AND area_ref = $2
          RETURNING area_ref`,
        values: [organisationId, areaRef],
      });
      return removed.length > 0;
    });

  byGeocode: AreaStore['byGeocode'] = (organisationId, geocodes) => {
    if (geocodes.length === 0) return Promise.resolve([]);
    return inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, [...new Set(geocodes.map(geocodeKey))]];
      const rows = await tx.rows<WholeRow>({ text: BY_GEOCODE, values });
      return rows.map((row) => ({ ...row, area: toArea(row.area) }));
    });
  };

  messagePrices: PriceStore['messagePrices'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<NonNullable<Awaited<ReturnType<PriceStore['messagePrices']>>>>({
        text: 'SELECT currency, prices FROM message_prices WHERE organisation_id = $1',
        values: [organisationId],
      });
      return rows[0] ?? null;
    });

  putMessagePrices: PriceStore['putMessagePrices'] = async (organisationId, prices) => {
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        text: `INSERT INTO message_prices (organisation_id, currency, prices) VALUES ($1, $2, $3)
          ON CONFLICT (organisation_id) DO UPDATE SET currency = excluded.currency,
            prices = excluded.prices`,
        values: [organisationId, prices.currency, JSON.stringify(prices.prices)],
      }),
    );
  };
}

async function putAll(
  tx: Tx,
  input: {
    readonly organisationId: string;
    readonly areas: Parameters<AreaStore['putAreas']>[1];
    readonly dryRun: boolean;
  },
): Promise<AreasPut> {
  const { organisationId, areas } = input;
  const known = await tx.rows<{ areaRef: string; fingerprint: string }>({
    text: `SELECT area_ref AS "areaRef", fingerprint FROM stored_area
      WHERE organisation_id = $1 AND area_ref = ANY ($2::text[])`,
    values: [organisationId, areas.map((area) => area.areaRef)],
  });
  const before = new Map(known.map((row) => [row.areaRef, row.fingerprint]));
  const put = { added: [] as string[], changed: [] as string[], unchanged: [] as string[] };
  const rows: object[] = [];
  const codes: object[] = [];
  for (const area of areas) {
    const fingerprint = areaFingerprint(area);
    const old = before.get(area.areaRef);
    const came = old === undefined ? 'added' : old === fingerprint ? 'unchanged' : 'changed';
    put[came].push(area.areaRef);
    if (came === 'unchanged') continue;
    rows.push(rowOf(area, fingerprint));
    for (const geocode of area.geocodes) {
      codes.push({ geocode_key: geocodeKey(geocode), area_ref: area.areaRef });
    }
  }
  if (input.dryRun || rows.length === 0) return put;
  await tx.rows({ text: PUT, values: [organisationId, JSON.stringify(rows)] });
  await tx.rows({ text: FORGET_CODES, values: [organisationId, put.changed] });
  await tx.rows({ text: PUT_CODES, values: [organisationId, JSON.stringify(codes)] });
  return put;
}

function rowOf(area: Omit<StoredArea, 'organisationId'>, fingerprint: string): object {
  return {
    area_ref: area.areaRef,
    label: area.label,
    description: area.description,
    area: areaText(area.area),
    point_count: pointsOf(area.area),
    geocodes: area.geocodes,
    source: area.source,
    fingerprint,
    updated_at: toIso(area.updatedAt),
  };
}
