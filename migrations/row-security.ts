/*
 * Row-level security, the same for every table of an organisation: a row is there for transactions
 * of its own organisation, and for no other. Without an organisation there are no rows at all.
 *
 * Work that belongs to no organisation says what for, and sees only the tables that purpose needs:
 * `queue` (due deliveries and reviews, filling the live index), `door` (finding out who is calling,
 * and signing in), `upkeep` (deletion by age). The owner of the tables is bound as well, but for
 * `maintenance`: migrations that change rows.
 */

export type Purpose = 'queue' | 'door' | 'upkeep';

const THIS_ORGANISATION = `(SELECT
  nullif(current_setting('closeby.organisation_id', true), '')::uuid)`;
const THIS_PURPOSE = `(SELECT current_setting('closeby.purpose', true))`;

/**
 * Statements that force row-level security on a table.
 *
 * @param purposes for which its rows are there whatever organisation they belong to
 * @param column which names the organisation
 */
export function forceRowSecurity(
  table: string,
  purposes: readonly Purpose[] = [],
  column = 'organisation_id',
): readonly string[] {
  const own = `${column} = ${THIS_ORGANISATION}`;
  const across = purposes.map((purpose) => `'${purpose}'`).join(', ');
  const rule = across === '' ? own : `${own} OR ${THIS_PURPOSE} IN (${across})`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_organisation ON ${table} USING (${rule}) WITH CHECK (${rule})`,
    `CREATE POLICY ${table}_maintenance ON ${table} TO CURRENT_USER
      USING (${THIS_PURPOSE} = 'maintenance') WITH CHECK (${THIS_PURPOSE} = 'maintenance')`,
  ];
}
