import { Client } from 'pg';
import { PLAN_SETTINGS } from '#adapters/postgres/transaction';
import { makeDatabase } from '../support/database';

/*
 * How PostgreSQL would go about each statement for good, planned while its tables are nearly empty,
 * as they are on the day a service begins. Where such a plan reads a table from end to end, all is
 * well until a crowd has been called: then one statement of one alarm reads fifty thousand rows.
 */

/** Tables that have a row or more for each person, each question or each step of an incident. */
const GROWING = [
  ...['alert', 'assignment', 'decision', 'delivery', 'delivery_attempt', 'fact', 'incident'],
  ...['last_known_fix', 'responder', 'responder_feed', 'device', 'credential', 'person_key'],
];
/** Holds those alone who are on their way at this moment, and is read whole where that is less. */
const SMALL = 'assignment_one_open_idx';
/**
 * How the mapper asks for none of a list; and all that is kept of somebody who asks for it, once in
 * a while: an index for that alone would cost every alarm.
 */
const LEFT_OUT = /\b0=1\b|^SELECT to_jsonb\(t\).* AS kept /;
const SCANS = ['Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Index Scan'];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Order By'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Of each statement that would read one of these tables whole: how, and its text. */
export async function wholeReads(texts: Iterable<string>): Promise<readonly string[]> {
  const database = await makeDatabase();
  const options = `${PLAN_SETTINGS} -c plan_cache_mode=force_generic_plan`;
  const client = new Client({ connectionString: database.appUrl, options });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; of: string }>(
      `SELECT i.relname AS name, t.relname AS of FROM pg_index x
       JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid`,
    );
    const tableOf = new Map(rows.map(({ name, of }) => [name, of]));
    const found: string[] = [];
    for (const text of texts) {
      if (LEFT_OUT.test(text)) continue;
      for (const node of nodesOf(await planOf(client, text))) {
        const table = node['Relation Name'] ?? tableOf.get(node['Index Name'] ?? '') ?? '';
        if (!isWhole(node) || node['Index Name'] === SMALL || !GROWING.includes(table)) continue;
        found.push(`${table} by ${node['Index Name'] ?? 'no index'}: ${text}`);
      }
    }
    return found;
  } finally {
    await client.end();
    await database.drop();
  }
}

async function planOf(client: Client, text: string): Promise<PlanNode> {
  const count = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)));
  const given = count === 0 ? '' : `(${Array.from({ length: count }, () => 'NULL').join(', ')})`;
  await client.query(`PREPARE planned AS ${text}`);
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
    `EXPLAIN (FORMAT JSON) EXECUTE planned${given}`,
  );
  await client.query('DEALLOCATE planned');
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error(`no plan: ${text}`);
  return plan;
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function isWhole(node: PlanNode): boolean {
  const isLed = node['Index Cond'] !== undefined || node['Order By'] !== undefined;
  return SCANS.includes(node['Node Type']) && !isLed;
}
