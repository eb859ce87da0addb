import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { CONTROL_NAMESPACE } from '#contracts/live-events';
import { allRoutes } from '#contracts/routes';
import type { AccountRole } from '#core/caller-roles';
import { verifyAudit } from '../support/audit-verify';
import { account, arrestAt, connectControl, connectSocket, until } from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';
import { AttemptMaker, Canaries, randomFrom } from './two-tenants-fuzz';
import { TenantRun } from './two-tenants-run';
import { makeTenant, rowsOf, storedOf, type Stored, type Tenant } from './two-tenants-world';

const FULL = process.env['SECURITY_FULL'] === '1';
const ATTEMPTS = FULL ? 11_000 : 1_600;
const EVENT_ROUNDS = FULL ? 60 : 12;
const SEED = Number(process.env['SECURITY_SEED'] ?? randomInt(2 ** 31));
const EVENT_WITHIN_MS = 3_000;

let server: TestServer;
let owner: Client;
let a: Tenant;
let b: Tenant;
let mine: Stored;
let theirs: Stored;
let canaries: Canaries;
let maker: AttemptMaker;

beforeAll(async () => {
  server = await startServer({ role: 'api', env: { REQUEST_LIMIT_FACTOR: '1000' } });
  owner = new Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  const mark = SEED.toString(36);
  [a, b] = [await makeTenant(server, `aaa${mark}`), await makeTenant(server, `bbb${mark}`)];
  [mine, theirs] = [await storedOf(owner, a), await storedOf(owner, b)];
  canaries = new Canaries(b.mark, theirs);
  maker = new AttemptMaker({
    random: randomFrom(SEED),
    mine,
    theirs,
    organisationId: b.organisationId,
  });
}, 90_000);

afterAll(async () => {
  await owner.end();
  await server.stop();
});

const as = (tenant: Tenant, role: AccountRole) => account(server.url, tenant.keys[role]);
const idOf = (of: Stored, table: string): string => of.ids.get(table)?.[0] ?? '';

test('both organisations have one of everything that is tried', () => {
  expect([a.missing, b.missing]).toEqual([[], []]);
  for (const table of ['incident', 'callout', 'drill', 'alert', 'assignment', 'responder', 'aed']) {
    expect([table, idOf(theirs, table)]).toEqual([table, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  }
  expect(theirs.allIds.size).toBeGreaterThan(30);
});

test('what B sees of itself would be recognised in an answer to A', async () => {
  const { body } = await as(b, 'control').get(`/v1/incidents/${idOf(theirs, 'incident')}`);
  const found = canaries.in(JSON.stringify(body));
  expect(found).toEqual(expect.arrayContaining([idOf(theirs, 'incident'), `${b.mark} street`]));
});

describe('a message of control', () => {
  it('#11 with a reference of another organisation raises an incident of its own', async () => {
    const controlRef = `${b.mark}-inc`;
    canaries.send(controlRef);
    const raised = await as(a, 'control').post<{ id: string; address: string }>(
      '/v1/incidents',
      arrestAt(HERE, { controlRef, address: 'ours' }),
    );
    expect(raised.status).toBe(201);
    expect(theirs.allIds.has(raised.body.id)).toBe(false);
    expect(JSON.stringify(raised.body)).not.toContain(`${b.mark} `);
    const { body } = await as(b, 'control').get(`/v1/incidents/${idOf(theirs, 'incident')}`);
    expect(body).toMatchObject({ controlRef, address: `${b.mark} street` });
  });

  it.each(['organisationId', 'tenant_id', 'organisation'])(
    '#12 that names another organisation in %s is refused, and nothing of it is stored',
    async (field) => {
      const controlRef = `smuggled-${field}`;
      const body = arrestAt(HERE, { controlRef, [field]: b.organisationId });
      const answer = await as(a, 'control').post('/v1/incidents', body);
      expect(answer.status).toBe(422);
      const found = await owner.query('SELECT FROM incident WHERE control_ref = $1', [controlRef]);
      expect(found.rowCount).toBe(0);
      await until(async () => {
        const entry = await lastAudited(a, 'raiseIncident');
        return entry?.outcome === 'refused';
      }, 'refusal in the audit');
    },
  );

  it('#19 about an incident of another organisation finds none', async () => {
    const ref = `${b.mark}-only`;
    canaries.send(ref);
    const theirOwn = arrestAt(HERE, { controlRef: ref });
    const { body } = await as(b, 'control').post<{ id: string }>('/v1/incidents', theirOwn);
    // By reference it waits for an incident of A's own; by identifier there is no such thing.
    for (const step of ['close', 'cancel'] as const) {
      const path = `/v1/incidents/by-ref/${ref}/${step}`;
      const sent = await as(a, 'control').post(path, { version: 9, reason: 'not yours' });
      expect(sent.status).toBe(202);
    }
    const override = `/v1/incidents/${body.id}/safety-override`;
    const forced = await as(a, 'dispatcher').post(override, { reason: 'not yours' });
    expect(forced.status).toBe(404);
    const still = await as(b, 'control').get(`/v1/incidents/${body.id}`);
    expect(still.body).toMatchObject({ status: 'active', endedAt: null });
  });
});

describe('a dispatcher of A', () => {
  it('#21 finds no incident of B by its identifier, wherever they look', async () => {
    const id = idOf(theirs, 'incident');
    const desk = as(a, 'supervisor');
    for (const rest of ['', '/timeline', '/plan', '/deliveries']) {
      const answer = await desk.get(`/v1/incidents/${id}${rest}`);
      expect([rest, answer.status]).toEqual([rest, 404]);
    }
    for (const path of [
      `/v1/audit?subject=${id}`,
      `/v1/replies?aboutId=${id}`,
      '/v1/incidents',
      '/v1/exports/incidents?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&reason=looking',
    ]) {
      canaries.send(id);
      const answer = await desk.get(path);
      expect([path, answer.status < 500, canaries.in(JSON.stringify(answer.body))]).toEqual([
        ...[path, true, []],
      ]);
    }
  });

  it('#22 lists only their own, whatever else they ask to have listed', async () => {
    const lists = allRoutes().filter(
      ([, route]) => route.method === 'GET' && route.params === undefined,
    );
    let answered = 0;
    for (const [id, route] of lists) {
      if (route.permission === 'anyone' || route.permission === 'use-phone') continue;
      for (const query of [
        '',
        '?tenant=*',
        `?organisationId=${b.organisationId}`,
        `?organisationId[]=${a.organisationId}&organisationId[]=${b.organisationId}`,
        `?tenant=${a.organisationId}&tenant=${b.organisationId}`,
      ]) {
        canaries.send(query);
        const answer = await as(a, 'supervisor').get(`${route.path}${query}`);
        if (answer.status < 300) answered += 1;
        const leaks = canaries.in(JSON.stringify(answer.body));
        expect([id, query, answer.status < 500, leaks]).toEqual([id, query, true, []]);
      }
    }
    expect(answered).toBeGreaterThan(10);
  });

  it('#23 who asks to hear of B hears of A alone, and that is audited', async () => {
    const { socket, heard } = await connectControl(server.url, a.keys.dispatcher);
    try {
      for (const event of ['join', 'subscribe', 'room']) {
        const asked = `organisation:${b.organisationId}`;
        const answer: unknown = await socket.timeout(EVENT_WITHIN_MS).emitWithAck(event, asked);
        expect(answer).toMatchObject({ ok: false });
      }
      await as(b, 'control').post('/v1/incidents', arrestAt(HERE, { controlRef: `${b.mark}-x` }));
      const own = arrestAt(HERE, { controlRef: 'heard' });
      await as(a, 'control').post('/v1/incidents', own);
      await until(
        () => Promise.resolve(heard.some((one) => JSON.stringify(one).includes('"heard"'))),
        'word of the own incident',
      );
      expect(JSON.stringify(heard)).not.toContain(b.mark);
      const audited = await until(() => lastAudited(a, 'socket.event'), 'entry of the audit');
      expect(audited).toMatchObject({ outcome: 'refused' });
    } finally {
      socket.disconnect();
    }
    const forbidden = connectSocket(server.url, `${CONTROL_NAMESPACE}-${b.organisationId}`, {
      auth: { key: a.keys.dispatcher },
    });
    await expect(forbidden).rejects.toThrow();
  });

  it('#35 learns nothing from references that B has: they are taken as any other', async () => {
    const desk = as(a, 'registrar');
    const aed = { name: 'Hall', place: { type: 'Point', coordinates: [-76, 36.8] } };
    const put = async (ref: string) => {
      const began = performance.now();
      const { status, body } = await desk.put(`/v1/aeds/${ref}`, { ...aed, access: 'public' });
      const shape = Object.keys(body).sort().join();
      return { tookMs: performance.now() - began, said: `${status} ${shape}` };
    };
    const [known, fresh] = [[], []] as [number[], number[]];
    const refs = Array.from({ length: 24 }, (_each, index) => `probe-${index}`);
    for (const ref of refs)
      await as(b, 'registrar').put(`/v1/aeds/${ref}`, { ...aed, access: 'no' });
    for (const [index, ref] of refs.entries()) {
      const [probe, other] = [await put(ref), await put(`fresh-${index}`)];
      known.push(probe.tookMs);
      fresh.push(other.tookMs);
      expect(probe.said).toBe(other.said);
    }
    const median = (all: number[]): number => all.sort((x, y) => x - y)[all.length >> 1] ?? 0;
    const ratio = median(known) / median(fresh);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

/** The newest entry of A's audit with that action. */
async function lastAudited(
  tenant: Tenant,
  action: string,
): Promise<{ outcome: string } | undefined> {
  const { rows } = await owner.query<{ outcome: string }>(
    `SELECT outcome FROM audit_entry WHERE organisation_id = $1 AND action = $2
     ORDER BY seq DESC LIMIT 1`,
    [tenant.organisationId, action],
  );
  return rows[0];
}

describe('everything A can ask for', () => {
  it(`gives nothing of B and changes nothing of it (seed ${SEED})`, async () => {
    const before = await rowsOf(owner, b.organisationId);
    const run = new TenantRun({ url: server.url, owner, tenant: a, foreign: b, maker, canaries });
    await run.events(EVENT_ROUNDS);
    await run.routes(ATTEMPTS);
    process.stderr.write(`${run.line()} seed=${SEED}\n`);
    expect(run.leaks).toEqual([]);
    expect(run.routesTried).toBe(allRoutes().length);
    expect(run.attempts).toBeGreaterThanOrEqual(ATTEMPTS);
    for (const [table, rows] of await rowsOf(owner, b.organisationId)) {
      expect([table, rows]).toEqual([table, before.get(table)]);
    }
  }, 600_000);
});

test('#72 after all of that every chain of the audit is whole', async () => {
  const { code, out } = await verifyAudit(server.database.appUrl);
  process.stderr.write(`${out}\n`);
  expect([code, out]).toEqual([0, expect.stringMatching(/^AUDIT rows=\d{3,} .*first_bad=none$/)]);
});
