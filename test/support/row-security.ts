import type { Client } from 'pg';
import { WITH_OWNERS_RIGHTS, WITHOUT_ROW_SECURITY } from '#migrations/row-security';

/** What the database says of a table of ours. */
interface TableState {
  readonly name: string;
  readonly isOwned: boolean;
  readonly isForced: boolean;
  /** Rules for whoever is not the owner, by command. */
  readonly rules: readonly string[];
}

const TABLES = `SELECT c.relname AS name,
    c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
      AND a.attname = 'organisation_id') AS "isOwned",
    coalesce((SELECT array_agg(p.polcmd::text || ' '
        || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
        || ' CHECK ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
      FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles = '{0}'), '{}') AS rules
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname`;

/** Views and the like, which read with the rights of whoever owns them. */
const DOORS = `SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm', 'f')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  UNION ALL SELECT p.proname FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;

const OWN = "current_setting('closeby.organisation_id'::text, true)";
const PURPOSE = "current_setting('closeby.purpose'::text, true)";

/**
 * Every way in which rows of an organisation could be seen by another, as the catalogue of the
 * database has it; none where all is well.
 *
 * @param client of the owner
 */
export async function rowSecurityGaps(
  client: Client,
): Promise<{ readonly tables: number; readonly gaps: readonly string[] }> {
  const { rows } = await client.query<TableState>(TABLES);
  const doors = await client.query<{ name: string }>(DOORS);
  const bound = rows.filter(({ name }) => !Object.hasOwn(WITHOUT_ROW_SECURITY, name));
  const gaps = [
    ...bound.flatMap(gapsOf),
    ...doors.rows
      .filter(({ name }) => !Object.hasOwn(WITH_OWNERS_RIGHTS, name))
      .map(({ name }) => `${name} reads with its owner's rights`),
    ...rows
      .filter(({ name, isOwned }) => isOwned && Object.hasOwn(WITHOUT_ROW_SECURITY, name))
      .map(({ name }) => `${name} belongs to organisations and is left out all the same`),
  ];
  return { tables: bound.length, gaps };
}

function gapsOf({ name, isOwned, isForced, rules }: TableState): readonly string[] {
  const own = name === 'organisation' ? '(id = ' : '(organisation_id = ';
  const isBound = (rule: string): boolean => rule.includes(own) && rule.includes(OWN);
  const all = rules.filter((rule) => rule.startsWith('*'));
  return [
    ...(isForced ? [] : [`${name} does not force row-level security`]),
    ...(all.length === 1 ? [] : [`${name} has ${all.length} rules for all commands`]),
    ...((isOwned || name === 'organisation') && !all.every(isBound)
      ? [`${name} has a rule that does not name the organisation`]
      : []),
    ...rules
      .filter((rule) => !rule.includes(OWN) && !rule.includes(PURPOSE))
      .map((rule) => `${name} has a rule for everybody: ${rule}`),
  ];
}
