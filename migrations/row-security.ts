/*
 * Row-level security, the same for every table of an organisation: a row is there for transactions
 * of its own organisation, and for no other. Without an organisation there are no rows at all.
 *
 * Work that belongs to no organisation says what for, and sees only the tables that purpose needs:
 * `queue` (due deliveries and reviews, filling the live index), `door` (finding out who is calling,
 * and signing in), `upkeep` (deletion by age), `map` (public data under the map). The owner of the
 * tables is bound as well, but for `maintenance`: migrations that change rows.
 */

export type Purpose = 'queue' | 'door' | 'upkeep' | 'map';

/** A purpose that may read and change rows of every organisation, or one that only reads them. */
export type Across = Purpose | `${Purpose} reads`;

/** Tables without row-level security, each with the reason why it needs none. */
export const WITHOUT_ROW_SECURITY: Readonly<Record<string, string>> = {
  migrations: 'names of migrations; the server has no right to it at all',
};

/** Functions that run with their owner's rights, each with the reason why it may. */
export const WITH_OWNERS_RIGHTS: Readonly<Record<string, string>> = {
  audit_append:
    'the only way into the audit; bound to the organisation it is given, ' +
    'since the rules of tables bind their owner too',
  erase_person: 'erases one person of the organisation of the transaction, whole or not at all',
  forget_decision_inputs: 'what decisions knew, once old enough, of that organisation alone',
  forget_attempts: 'attempts at deliveries, once old enough, of that organisation alone',
  forget_messages: 'messages of control, once old enough, of that organisation alone',
  forget_synthetic: 'what the watchdog of the installation itself has raised, and nothing else',
  forget_enrolments: 'codes that have run out, of that organisation alone',
};

const THIS_ORGANISATION = `(SELECT
  nullif(current_setting('closeby.organisation_id', true), '')::uuid)`;
const THIS_PURPOSE = `(SELECT current_setting('closeby.purpose', true))`;

/**
 * Statements that force row-level security on a table.
 *
 * @param across purposes for which its rows are there whatever organisation they belong to
 * @param column which names the organisation; null for a table that belongs to none, whose rows
 *   are there for those purposes alone
 */
export function forceRowSecurity(
  table: string,
  across: readonly Across[] = [],
  column: string | null = 'organisation_id',
): readonly string[] {
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    ...policies(table, across, column),
    `CREATE POLICY ${table}_maintenance ON ${table} TO CURRENT_USER
      USING (${THIS_PURPOSE} = 'maintenance') WITH CHECK (${THIS_PURPOSE} = 'maintenance')`,
  ];
}

/** Statements that give a table, which has row-level security already, other purposes. */
export function changePurposes(table: string, across: readonly Across[]): readonly string[] {
  return [
    `DROP POLICY IF EXISTS ${table}_organisation ON ${table}`,
    `DROP POLICY IF EXISTS ${table}_reads ON ${table}`,
    ...policies(table, across, table === 'organisation' ? 'id' : 'organisation_id'),
  ];
}

function policies(table: string, across: readonly Across[], column: string | null): string[] {
  const changing = across.filter((purpose) => !purpose.endsWith(' reads'));
  const reading = across
    .filter((purpose) => purpose.endsWith(' reads'))
    .map((purpose) => purpose.replace(' reads', ''));
  const rules = [
    ...(column === null ? [] : [`${column} = ${THIS_ORGANISATION}`]),
    ...(changing.length === 0 ? [] : [oneOf(changing)]),
  ];
  const rule = rules.join(' OR ');
  const reads = `CREATE POLICY ${table}_reads ON ${table} FOR SELECT USING (${oneOf(reading)})`;
  return [
    `CREATE POLICY ${table}_organisation ON ${table} USING (${rule}) WITH CHECK (${rule})`,
    ...(reading.length === 0 ? [] : [reads]),
  ];
}

function oneOf(purposes: readonly string[]): string {
  return `${THIS_PURPOSE} IN (${purposes.map((purpose) => `'${purpose}'`).join(', ')})`;
}
