import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { SystemClock } from '#adapters/clock/system-clock';

describe('the clock on a real PostgreSQL', () => {
  let client: Client;
  beforeAll(async () => {
    const given = process.env['DATABASE_URL'];
    if (given === undefined) throw new Error('These tests need DATABASE_URL.');
    client = new Client({ connectionString: given });
    await client.connect();
  });
  afterAll(() => client.end());

  const readServerTime = async (): Promise<number> => {
    const { rows } = await client.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
    );
    return rows[0]?.ms ?? NaN;
  };

  it('shows a time that lies between two questions to the database', async () => {
    const clock = await SystemClock.start({ readServerTime });
    const before = await readServerTime();
    const shown = clock.now();
    const after = await readServerTime();
    expect(shown).toBeGreaterThanOrEqual(Math.floor(before) - TOLERANCE_MS);
    expect(shown).toBeLessThanOrEqual(after + TOLERANCE_MS);
    expect(Math.abs(clock.skewMs())).toBeLessThan(1_000);
    clock.stop();
  });
});

/** An answer of a loaded machine may come late by much of its way. */
const TOLERANCE_MS = 250;
