import type { Pool } from 'pg';
import type { Aed } from '#core/aed';
import { AED_CHECK_AFTER_MS, type AedGap } from '#core/aed-gaps';
import type { Instant } from '#core/units';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AedCounts, AedFilter, ListedAed, Page, PageRequest } from '#flow/ports';
import { inOrganisation } from './transaction';

/** An AED as the core has it, with the incident somebody fetches it for. */
export const AED_COLUMNS = `id, organisation_id AS "organisationId", external_ref AS "externalRef",
  json_build_object('lat', ST_Y(place::geometry), 'lon', ST_X(place::geometry)) AS place, name,
  location_detail AS "locationDetail", access, opening_hours AS "openingHours", hours, status,
  out_of_service_reason AS "outOfServiceReason", last_checked_at AS "lastCheckedAt", floor,
  cabinet_code AS "cabinetCode",
  (SELECT incident_id FROM assignment
    WHERE aed_id = aed.id AND role = 'via-aed' AND aed_collected_at IS NULL
      AND status IN ('accepted', 'en-route')) AS "reservedForId"`;

/** What is missing, as `aedGaps` of the core has it; `checked` stands for the oldest good check. */
const GAPS: Readonly<Record<AedGap, (checked: string) => string>> = {
  report: () => `status = 'out-of-service' AND out_of_service_reason IS NOT NULL`,
  hours: () => `status <> 'retired' AND hours->>'state' = 'unknown'`,
  check: (checked) =>
    `status <> 'retired' AND (last_checked_at IS NULL OR last_checked_at < ${checked})`,
  detail: () => `status <> 'retired' AND location_detail IS NULL`,
  access: () => `status <> 'retired' AND access = 'unknown'`,
};

const gapCase = (gap: AedGap): string => `WHEN '${gap}' THEN ${GAPS[gap]('$6::timestamptz')}`;

/** $1 organisation, $2 after this reference, $3 words, $4 status, $5 gap, $6 checked, $7 most. */
const PAGE = `SELECT ${AED_COLUMNS}, source,
  (SELECT json_build_object('at', (extract(epoch FROM f.at) * 1000)::bigint,
      'responderId', f.responder_id)
    FROM fact f WHERE f.organisation_id = $1::uuid AND f.kind = 'aed-reported'
      AND f.detail->>'aedId' = aed.id::text AND aed.status = 'out-of-service'
      AND aed.out_of_service_reason IS NOT NULL
    ORDER BY f.at DESC, f.id DESC LIMIT 1) AS report
FROM aed WHERE organisation_id = $1::uuid AND external_ref COLLATE "C" > $2
  AND ($3::text IS NULL OR strpos(lower(concat_ws(' ', external_ref, name, location_detail)),
    lower($3)) > 0)
  AND ($4::text IS NULL OR status = $4)
  AND ($5::text IS NULL OR CASE $5 ${(['report', 'hours', 'check', 'detail', 'access'] as const)
    .map(gapCase)
    .join(' ')} END)
ORDER BY external_ref COLLATE "C" LIMIT $7::int`;

const gapCount = (gap: AedGap): string =>
  `count(*) FILTER (WHERE ${GAPS[gap]('$2::timestamptz')}) AS ${gap}`;

/** $1 organisation, $2 checked. */
const COUNTS = `SELECT count(*) FILTER (WHERE status = 'unverified') AS unverified,
  count(*) FILTER (WHERE status = 'available') AS available,
  count(*) FILTER (WHERE status = 'out-of-service') AS "out-of-service",
  count(*) FILTER (WHERE status = 'retired') AS retired,
  ${(['report', 'hours', 'check', 'detail', 'access'] as const).map(gapCount).join(', ')}
FROM aed WHERE organisation_id = $1::uuid`;

type Row = Aed & Pick<ListedAed, 'source' | 'report'>;
type CountRow = AedCounts['byStatus'] & AedCounts['gaps'];

/** The register by reference. */
export function aedPage(
  pool: Pool,
  organisationId: string,
  of: AedFilter & { readonly page: PageRequest },
): Promise<Page<ListedAed>> {
  const { words, status, gap, now, page } = of;
  return inOrganisation(pool, organisationId, async (tx) => {
    const after = readCursor(page.cursor, 1)?.[0] ?? '';
    const checked = new Date(now - AED_CHECK_AFTER_MS);
    const values = [organisationId, after, words, status, gap, checked, page.limit + 1];
    const rows = await tx.rows<Row>({ text: PAGE, values });
    const items = rows.slice(0, page.limit).map(({ source, report, ...aed }) => ({
      ...{ aed, source, report },
    }));
    const last = items.at(-1);
    const more = rows.length > items.length && last !== undefined;
    return { items, nextCursor: more ? writeCursor([last.aed.externalRef]) : null };
  });
}

/** How many there are of each status, and with each thing missing. */
export function aedCounts(pool: Pool, organisationId: string, now: Instant): Promise<AedCounts> {
  return inOrganisation(pool, organisationId, async (tx) => {
    const values = [organisationId, new Date(now - AED_CHECK_AFTER_MS)];
    const [row] = await tx.rows<CountRow>({ text: COUNTS, values });
    if (row === undefined) throw new Error('a count has a row');
    const { unverified, available, 'out-of-service': out, retired, ...gaps } = row;
    return { byStatus: { unverified, available, 'out-of-service': out, retired }, gaps };
  });
}
