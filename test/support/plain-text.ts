import { Redis } from 'ioredis';
import type { Client } from 'pg';

/** Where a text was found that must be nowhere. */
export interface Find {
  readonly where: string;
  readonly needle: string;
}

/** Texts that are in a text, in plain, as hex or as base64, whatever their case. */
export function heldBy(text: string, needles: readonly string[]): readonly string[] {
  const low = text.toLowerCase();
  return needles.filter((needle) => {
    const plain = needle.toLowerCase();
    const hex = Buffer.from(needle).toString('hex');
    // Without the ends, which depend on what stands around.
    const base64 = Buffer.from(needle).toString('base64').replaceAll('=', '').slice(0, -2);
    return low.includes(plain) || low.includes(hex) || text.includes(base64);
  });
}

/** Rows of every table, every column as text, that hold one of the texts. */
export async function rowsHolding(
  client: Client,
  needles: readonly string[],
  only: (table: string) => boolean = () => true,
): Promise<{ readonly finds: readonly Find[]; readonly rows: number }> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r'
      AND c.relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1`,
  );
  const finds: Find[] = [];
  let count = 0;
  for (const { name } of tables.filter((table) => only(table.name))) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
    count += rows.length;
    for (const { row } of rows) {
      for (const needle of heldBy(row, needles)) finds.push({ where: name, needle });
    }
  }
  return { finds, rows: count };
}

/** Values of every key of a database of Redis that hold one of the texts. */
export async function redisHolding(
  url: string,
  needles: readonly string[],
  only: (key: string) => boolean = () => true,
): Promise<{ readonly finds: readonly Find[]; readonly keys: number }> {
  const client = new Redis(url);
  const finds: Find[] = [];
  let count = 0;
  try {
    for (const key of (await client.keys('*')).filter(only)) {
      count += 1;
      const text = `${key} ${await valueOf(client, key)}`;
      for (const needle of heldBy(text, needles)) finds.push({ where: `redis ${key}`, needle });
    }
  } finally {
    await client.quit();
  }
  return { finds, keys: count };
}

async function valueOf(client: Redis, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.getBuffer(key))?.toString('latin1') ?? '';
    case 'hash':
      return text(await client.hgetallBuffer(key));
    case 'set':
      return text(await client.smembersBuffer(key));
    case 'zset':
      return text(await client.zrange(key, 0, -1, 'WITHSCORES'));
    case 'list':
      return text(await client.lrangeBuffer(key, 0, -1));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    default:
      return '';
  }
}

function text(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    isBytes(one) ? Buffer.from(one.data).toString('latin1') : one,
  );
}

function isBytes(value: unknown): value is { readonly data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
