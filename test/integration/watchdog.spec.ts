import { Client } from 'pg';
import type { IncidentPage } from '#contracts/incident-api';
import { SYNTHETIC_ORGANISATION_ID as SYNTHETIC } from '#core/synthetic';
import { arrestAt, until } from '../support/clients';
import { rowsOf } from '../support/database';
import { HERE, startServer, type TestServer } from '../support/server';

const FORGET = 'SELECT forget_synthetic(0, clock_timestamp()) AS gone';
const TABLES = ['incident', 'alert', 'delivery', 'fact', 'decision', 'responder_feed'] as const;

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { WATCHDOG_EVERY_S: '1' } });
}, 60_000);

afterAll(async () => {
  await server.stop();
});

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ')[1] ?? NaN);
}

async function countsOf(organisationId: string): Promise<Record<string, number>> {
  const counts = TABLES.map(
    (table) => `(SELECT count(*)::int FROM ${table} WHERE organisation_id = $1) AS ${table}`,
  );
  const sql = `SELECT ${counts.join(', ')}`;
  const [row] = await rowsOf<Record<string, number>>(server.database.ownerUrl, sql, [
    organisationId,
  ]);
  return row ?? {};
}

/** Work of an organisation as the server's role. */
async function asApp<T>(organisationId: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server.database.appUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('closeby.organisation_id', $1, false)`, [organisationId]);
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('a server that watches itself', () => {
  it('hears its own alerts through the whole path, and raises no alarm', async () => {
    const through = 'closeby_watchdog_rounds_total{result="through"}';
    await until(async () => (await figure(through)) >= 2, 'two test alerts');
    expect(await figure('closeby_alarm{alarm="synthetic-alert-missing"}')).toBe(0);
    expect(await figure('closeby_watchdog_rounds_total{result="failed"}')).toBe(0);
    const { alert, delivery } = await countsOf(SYNTHETIC);
    expect(alert).toBeGreaterThanOrEqual(2);
    expect(delivery).toBeGreaterThanOrEqual(2);
    const phones = await rowsOf(
      server.database.ownerUrl,
      `SELECT DISTINCT r.test_phone AS "isTest" FROM alert a JOIN responder r
        ON r.id = a.responder_id WHERE a.organisation_id = $1`,
      [SYNTHETIC],
    );
    expect(phones).toEqual([{ isTest: true }]);
  });

  it('is in no list, no count and no receipt time of those it works for', async () => {
    const { body } = await server.dispatcher().get<IncidentPage>('/v1/incidents');
    expect(body.items).toEqual([]);
    expect(await figure('closeby_incidents_raised_total')).toBe(0);
    expect(await figure('closeby_alerts_sent_total')).toBe(0);
    expect(await figure('closeby_receipt_latency_seconds_count')).toBe(0);
    expect(await figure('closeby_recent_incidents')).toBe(0);
  });

  it('leaves nothing behind, and can delete nothing of others', async () => {
    const raised = await server.control().post('/v1/incidents', arrestAt(HERE));
    expect(raised.status).toBe(201);
    const theirs = await countsOf(server.organisationId);
    expect(theirs['fact']).toBeGreaterThan(0);
    const before = await countsOf(SYNTHETIC);
    const rows = await asApp(SYNTHETIC, async (client) => {
      const { rows: gone } = await client.query<{ gone: string }>(FORGET);
      return Number(gone[0]?.gone);
    });
    expect(rows).toBeGreaterThanOrEqual(2);
    const after = await countsOf(SYNTHETIC);
    // A round may have begun meanwhile.
    expect(after['fact']).toBeLessThan(before['fact'] ?? 0);
    const { fact } = await countsOf(server.organisationId);
    expect(fact).toBeGreaterThanOrEqual(theirs['fact'] ?? NaN);
    await expect(asApp(server.organisationId, (client) => client.query(FORGET))).rejects.toThrow(
      'only what is synthetic goes',
    );
    await expect(
      asApp(SYNTHETIC, async (client) => {
        await client.query(`SELECT set_config('closeby.purpose', 'queue', false)`);
        await client.query(FORGET);
      }),
    ).rejects.toThrow('only what is synthetic goes');
  });
});
