import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { anOrganisation } from '#core/examples';
import { makeDatabase, type TestDatabase } from '../support/database';
import { addOrganisation } from '../support/organisation';

const COMMAND = join(process.cwd(), 'dist/apps/server/src/acceptance.js');
const organisation = anOrganisation({ id: randomUUID(), slug: 'acceptance-town' });

jest.setTimeout(60_000);

let database: TestDatabase;
let owner: Client;
beforeAll(async () => {
  database = await makeDatabase();
  await addOrganisation(database, organisation, {
    control: randomUUID(),
    dispatcher: randomUUID(),
    registrar: randomUUID(),
  });
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function acceptance(...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL: database.appUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, out: out + errors };
}

/**
 * Thirty incidents of the last thirty days, twenty people asked at each: those of even number say
 * yes nine times in ten, the others once in ten; every seventh no is a silence.
 */
async function putHistory(): Promise<void> {
  await owner.query(
    `INSERT INTO responder (id, organisation_id, external_ref, test_phone, updated_at)
      SELECT gen_random_uuid(), $1, n::text, false, now()
      FROM generate_series(1, 20) n`,
    [organisation.id],
  );
  await owner.query(
    `INSERT INTO incident (id, organisation_id, control_ref, status, kind, mode, priority, place,
        called_at, policy_name, accept_outside_area, excluded_responder_refs, cell_centre,
        cell_size_m, received_at, wanted_count, accepted_count, revision, ended_at, warnings, aeds,
        fact_count)
      SELECT gen_random_uuid(), $1, n::text, 'closed', 'cardiac-arrest', 'actual',
        'life-threatening', 'POINT(-76 36.8)', at, 'nearest-10', false, '{}',
        'POINT(-76 36.8)', 500, at, 3, 0, 1, at + interval '1 hour', '{}', '[]', 0
      FROM generate_series(1, 30) n,
        LATERAL (SELECT now() - (31 - n) * interval '23 hours' AS at) t`,
    [organisation.id],
  );
  await owner.query(
    `INSERT INTO alert (id, organisation_id, incident_id, responder_id, wave, status, reason,
        distance_m, sent_at, expires_at, answered_at, ended_at)
      SELECT gen_random_uuid(), $1, i.id, r.id, 1, said.status, 'nearest', 400, i.received_at,
        i.received_at + interval '5 minutes',
        CASE said.status WHEN 'expired' THEN NULL ELSE i.received_at + interval '40 seconds' END,
        i.received_at + interval '5 minutes'
      FROM incident i, responder r, LATERAL (SELECT CASE
        WHEN ((r.external_ref::int % 2 = 0)
          = ((r.external_ref::int * 3 + i.control_ref::int) % 10 <> 0)) THEN 'accepted'
        WHEN i.control_ref::int % 7 = 0 THEN 'expired' ELSE 'declined' END AS status) said
      WHERE i.organisation_id = $1 AND r.organisation_id = $1`,
    [organisation.id],
  );
}

async function keptChecks(): Promise<{ verdict: string; alerts: number }[]> {
  const { rows } = await owner.query<{ verdict: string; alerts: number }>(
    'SELECT verdict, alerts FROM acceptance_check WHERE organisation_id = $1 ORDER BY at',
    [organisation.id],
  );
  return rows;
}

describe('npm run acceptance', () => {
  test('where nobody was ever alerted nothing can be shown: refused, and kept', async () => {
    const { code, out } = await acceptance();
    expect(out).toContain('ACCEPTANCE alerts=0 ');
    expect(out).toContain('slope=none verdict=refuse');
    expect(code).toBe(0);
    expect(await keptChecks()).toEqual([{ verdict: 'refuse', alerts: 0 }]);
  });

  test('of people who differ the chances are used; the line can be read by a machine', async () => {
    await putHistory();
    const { code, out } = await acceptance('--organisation', 'acceptance-town');
    expect(out).toMatch(
      new RegExp(
        'ACCEPTANCE alerts=300 brier=0\\.\\d{4} constant_brier=0\\.\\d{4} ' +
          'log_loss=0\\.\\d{4} slope=\\d\\.\\d{4} verdict=use ',
      ),
    );
    expect(code).toBe(0);
    expect(await keptChecks()).toEqual([
      { verdict: 'refuse', alerts: 0 },
      { verdict: 'use', alerts: 300 },
    ]);
  });

  test('of the last days only, those are scored', async () => {
    const { out } = await acceptance('--days', '7');
    expect(out).toContain('ACCEPTANCE alerts=140 ');
  });

  test.each([
    [['--days', 'many'], '--days takes a whole number'],
    [['--days', '0'], '--days takes a whole number'],
    [['--organisation', 'nowhere'], 'Say which organisation with --organisation: acceptance-town.'],
    [['--wrong'], "Unknown option '--wrong'"],
  ])('%j is told what is wrong, and nothing is kept', async (args, says) => {
    const before = (await keptChecks()).length;
    const { code, out } = await acceptance(...args);
    expect(out).toContain(says);
    expect(code).toBe(1);
    expect(await keptChecks()).toHaveLength(before);
  });
});
