import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import type { AuditPageView } from '#contracts/audit-api';
import type { ErasedView, PersonExport, RetentionView } from '#contracts/privacy-api';
import type { ResponderView } from '#contracts/registry-api';
import { RETENTION_NAMES, type RetentionName } from '#core/retention';
import { alertOf, arrestAt, enrolPhone, fixAt, until, type Phone } from '../support/clients';
import { heldBy, redisHolding, rowsHolding } from '../support/plain-text';
import { isOfPrivacy, RouteChecks } from '../support/route-checks';
import { startServer, type TestServer } from '../support/server';
import { testVault } from '../support/vault';

const PROGRAM = join(process.cwd(), 'dist/apps/server/src/retention.js');
const REF = 'canary-ref-8841';
const SUBJECT = {
  displayName: 'Thessaly Canarybird',
  phone: '+17575559917',
  email: 'thessaly@canarymail.example',
};
const CANARIES = [REF, 'Canarybird', SUBJECT.phone, 'canarymail', 'Canary College'];
const PLACE = { lat: 36.812345, lon: -76.054321 };

const checks = new RouteChecks();
let server: TestServer;
let database: Client;

beforeAll(async () => {
  server = await startServer();
  database = new Client({ connectionString: server.database.ownerUrl });
  await database.connect();
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.stop();
});

/** A phone whose person carries canaries everywhere. */
async function subject(): Promise<Phone> {
  const phone = await enrolPhone(server.registrar(), server.url);
  const responderId = await rename(phone);
  return { ...phone, responderId };
}

async function rename(phone: Phone): Promise<string> {
  const { rows } = await database.query<{ ref: string }>(
    'SELECT external_ref AS ref FROM responder WHERE id = $1',
    [phone.responderId],
  );
  await database.query('UPDATE responder SET external_ref = $2 WHERE id = $1', [
    phone.responderId,
    REF,
  ]);
  expect(rows).toHaveLength(1);
  const put = await server.registrar().put<ResponderView>(`/v1/responders/${REF}`, {
    ...SUBJECT,
    credentials: [
      { kind: 'cpr', issuer: 'Canary College', validFrom: '2026-01-01T00:00:00Z', verified: true },
    ],
  });
  expect(put.status).toBe(200);
  return put.body.id;
}

describe('a person and their data', () => {
  it('#62 is exported whole, erased with nothing left, and in backups unreadable', async () => {
    const phone = await subject();
    const { responderId } = phone;
    await phone.standAt(PLACE);
    const raised = arrestAt(PLACE, { excludedResponderRefs: ['someone', REF].slice(0, 1) });
    expect((await server.control().post('/v1/incidents', raised)).status).toBe(201);
    const named = arrestAt(PLACE, { excludedResponderRefs: [REF] });
    expect((await server.control().post('/v1/incidents', named)).status).toBe(201);
    const { alertId } = await alertOf(phone);
    await phone.put('/v1/me/places', {
      places: [
        { kind: 'home', place: { type: 'Point', coordinates: [-76.05, 36.81] }, hours: null },
      ],
    });
    const path = `/v1/responders/${responderId}`;
    await server.supervisor().get(path);

    const exported = await phone.get<PersonExport>('/v1/me/export');
    checks.fits('exportMe', exported);
    const { sections } = exported.body;
    expect(sections['identity']).toEqual([SUBJECT]);
    expect(Object.keys(sections)).toEqual(
      expect.arrayContaining(['alert', 'audit', 'credential', 'delivery', 'device', 'fact']),
    );
    expect(JSON.stringify(sections)).not.toMatch(/\\\\x[0-9a-f]{16}/);
    const looked = await until(async () => {
      const { body } = await server.registrar().get<PersonExport>(`${path}/export?reason=letter`);
      const looks = body.sections['audit'] ?? [];
      return looks.some((entry) => entry['action'] === 'readResponder') && looks;
    }, 'look in the export');
    expect(looked.length).toBeGreaterThan(0);
    const letter = `${path}/export?reason=letter`;
    checks.fits('exportPerson', await server.registrar().get(letter));
    expect((await server.registrar().get(`${path}/export`)).status).toBe(422);
    const { body: kept } = await server
      .supervisor()
      .get<AuditPageView>('/v1/audit?action=person.exported');
    expect(kept.items.map(({ actor, detail }) => [actor.role, detail])).toEqual(
      expect.arrayContaining([
        ['registrar', { own: false, reason: 'letter' }],
        ['responder', { own: true, reason: null }],
      ]),
    );

    const dump = await dumpWithoutKeys();
    const { rows: before } = await database.query<{ identity: Buffer }>(
      'SELECT identity FROM responder WHERE id = $1',
      [responderId],
    );

    await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
    const bound = await phone.post('/v1/me/erase', { confirm: 'erase' });
    expect(bound.body).toMatchObject({ code: 'bound-elsewhere' });
    const view = await alertOf(phone);
    const { assignmentId = '' } = view.assignment ?? {};
    await phone.post('/v1/me/progress', { assignmentId, step: 'withdrawn' });
    expect((await phone.post('/v1/me/erase', { confirm: 'no' })).status).toBe(422);
    const live = await phone.connect();
    const closed = new Promise<void>((resolve) => {
      live.socket.once('disconnect', () => resolve());
    });
    const erased = await phone.post<ErasedView>('/v1/me/erase', { confirm: 'erase' });
    expect(erased.body).toMatchObject({ responderId, keyShredded: true });
    checks.fits('eraseMe', erased);
    await closed;

    const inRecord = await rowsHolding(database, CANARIES);
    const inRedis = await redisHolding(server.redisUrl, CANARIES);
    const positions = await redisHolding(server.redisUrl, [responderId], (key) =>
      key.startsWith('closeby:{'),
    );
    const inLog = heldBy(server.log.join('\n'), CANARIES);
    const inDump = heldBy(dump, CANARIES);
    expect([inRecord.finds, inRedis.finds, positions.finds, inLog]).toEqual([[], [], [], []]);
    // The organisation's own reference and the issuer of a credential lead to no name.
    expect(inDump.filter((needle) => needle !== REF && needle !== 'Canary College')).toEqual([]);
    const sealed = before[0]?.identity ?? Buffer.alloc(0);
    expect(() => testVault().open(sealed, `person ${responderId}`)).toThrow();
    const { rows: key } = await database.query(
      'SELECT FROM person_key WHERE responder_id = $1 AND sealed_key IS NULL',
      [responderId],
    );
    expect(key).toHaveLength(1);
    const removed = Object.values(erased.body.removed).reduce((sum, count) => sum + count, 0);
    process.stderr.write(
      `ERASED rows_removed=${removed} rows_scanned=${inRecord.rows} redis_keys=${inRedis.keys} ` +
        `log_lines=${server.log.length} canary_hits=0 dump_bytes=${dump.length} key=shredded\n`,
    );
    await until(async () => (await phone.get('/v1/me')).status === 401, 'end of the token');
    const again = await server.registrar().post(`${path}/erase`, { reason: 'Letter of 1 March' });
    checks.fits('erasePerson', again);
    const nobody = `/v1/responders/${randomUUID()}/erase`;
    expect((await server.registrar().post(nobody, { reason: 'why not' })).status).toBe(404);
  });
});

describe('what goes by age', () => {
  it('#63 is gone after thirty-one days, as many as there were', async () => {
    const expected = await makeOld();
    const first = await runRetention();
    expect(Object.fromEntries(first.filter(([what]) => what in expected))).toEqual(expected);
    expect(first.map(([what]) => what)).toEqual(RETENTION_NAMES);
    const { rows } = await database.query<{ address: string | null; texts: string }>(
      `SELECT (SELECT address FROM incident WHERE control_ref = 'old-1') AS address,
        (SELECT count(*) FROM decision WHERE input = '{}')::text AS texts`,
    );
    expect(rows[0]).toEqual({ address: null, texts: String(expected['decision-inputs']) });
    const second = await runRetention();
    expect(second.map(([, deleted]) => deleted)).toEqual(RETENTION_NAMES.map(() => 0));
    const told = await server.supervisor().get<RetentionView>('/v1/retention');
    checks.fits('readRetention', told);
    expect(told.body.items).toHaveLength(RETENTION_NAMES.length);
    expect(told.body.items.every(({ last }) => last !== null)).toBe(true);
    const young = `SELECT forget_attempts(now() - interval '1 day')`;
    const app = new Client({ connectionString: server.database.appUrl });
    await app.connect();
    await expect(app.query(young)).rejects.toThrow('too young');
    await app.end();
  });
});

describe('the routes of subject access and retention', () => {
  it('have all answered', () => expect(checks.missing(isOfPrivacy)).toEqual([]));
});

/** A whole incident with all that hangs below it, thirty-one days ago; counts of what must go. */
async function makeOld(): Promise<Partial<Record<RetentionName, number>>> {
  const phone = await enrolPhone(server.registrar(), server.url);
  const place = { lat: 36.712345, lon: -76.154321 };
  await phone.standAt(place);
  const message = arrestAt(place, { controlRef: 'old-1' });
  expect((await server.control().post('/v1/incidents', message)).status).toBe(201);
  await alertOf(phone);
  await server.control().post('/v1/incidents/by-ref/old-1/close', { version: 2 });
  const old = "interval '31 days'";
  await database.query(`UPDATE incident SET ended_at = ended_at - ${old}
    WHERE control_ref = 'old-1'`);
  await database.query(`UPDATE control_message SET received_at = received_at - ${old}
    WHERE control_ref = 'old-1'`);
  await database.query('ALTER TABLE decision DISABLE TRIGGER decision_stays');
  const decisions = await database.query(`UPDATE decision d SET at = at - ${old} FROM incident i
    WHERE i.id = d.incident_id AND i.control_ref = 'old-1'`);
  await database.query('ALTER TABLE decision ENABLE TRIGGER decision_stays');
  await database.query(
    `UPDATE enrolment SET expires_at = expires_at - ${old} - interval '30 days'
    WHERE responder_id = $1`,
    [phone.responderId],
  );
  const values = [server.organisationId, phone.responderId];
  await database.query(
    `INSERT INTO reply (id, organisation_id, responder_id, channel,
      provider_ref, text, status, received_at)
    SELECT gen_random_uuid(), $1, $2, 'sms', 'r' || n, 'I come', 'open', now() - n * ${old}
    FROM generate_series(0, 2) n`,
    values,
  );
  await database.query(`INSERT INTO unplaced_reply (channel, provider_ref, sender, text,
      received_at) VALUES ('sms', 'u1', '+17575550000', 'Who?', now() - ${old})`);
  await database.query(
    `UPDATE last_known_fix SET measured_at = measured_at - ${old}
    WHERE responder_id = $1`,
    [phone.responderId],
  );
  await phone.post('/v1/me/fixes', { fixes: [fixAt(place, { isMock: true })] });
  return {
    'incident-details': 1,
    'control-messages': 1,
    'decision-inputs': decisions.rowCount ?? 0,
    enrolments: 1,
    'reply-texts': 2,
    'unplaced-replies': 1,
    'silent-positions': 1,
  };
}

/** The command's lines: what, and how many. */
async function runRetention(): Promise<readonly (readonly [string, number])[]> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATABASE_URL: server.database.appUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(errors).toBe('');
  process.stderr.write(out);
  return [...out.matchAll(/^RETENTION what=(\S+) deleted=(\d+)$/gm)].map(
    ([, what = '', deleted]) => [what, Number(deleted)] as const,
  );
}

/** What a backup without the keys holds: by `pg_dump` where it is, or else row by row. */
async function dumpWithoutKeys(): Promise<string> {
  const args = ['--enable-row-security', '--inserts', '--exclude-table-data=person_key'];
  const url = new URL(server.database.ownerUrl);
  const dumped = spawnSync('pg_dump', [...args, url.href], { encoding: 'utf8', maxBuffer: 1e9 });
  if (dumped.status === 0) return dumped.stdout;
  const parts: string[] = [];
  await rowsHolding(database, [], (table) => {
    parts.push(table);
    return false;
  });
  for (const table of parts.filter((name) => name !== 'person_key')) {
    const { rows } = await database.query<{ row: string }>(
      `SELECT t::text AS row FROM "${table}" t`,
    );
    parts.push(...rows.map(({ row }) => row));
  }
  return parts.join('\n');
}
