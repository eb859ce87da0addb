import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Redis } from 'ioredis';
import type { AuditPageView } from '#contracts/audit-api';
import type { IncidentView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { alertOf, arrestAt, fixAt, phoneAt, until, type Phone } from '../support/clients';
import { startServer, type TestServer } from '../support/server';

const BACK_TO_NOTHING_MS = 2_000;
const SECRETS = { address: '7 Hidden Harbour', notesForResponders: 'Key below the seventh stone.' };

let server: TestServer;
let database: Client;
let places = 0;

beforeAll(async () => {
  server = await startServer();
  database = new Client({ connectionString: server.database.ownerUrl });
  await database.connect();
}, 60_000);

afterAll(async () => {
  await database.end();
  await server.stop();
});

/** A place of its own for each test, kilometres from the next. */
function elsewhere(): { readonly lat: number; readonly lon: number } {
  places += 1;
  return { lat: 36.643217 + 0.03 * places, lon: -76.213579 + 0.01 * places };
}

async function raise(place = elsewhere(), fields: Record<string, unknown> = {}) {
  const message = arrestAt(place, { ...SECRETS, ...fields });
  const raised = await server.control().post<IncidentView>('/v1/incidents', message);
  if (raised.status !== 201) throw new Error(`not raised: ${JSON.stringify(raised.body)}`);
  return { view: raised.body, controlRef: String(message['controlRef']) };
}

function holdsSecret(value: unknown): boolean {
  const text = JSON.stringify(value);
  return Object.values(SECRETS).some((secret) => text.includes(secret));
}

async function auditOf(action: string): Promise<AuditPageView['items']> {
  const path = `/v1/audit?action=${encodeURIComponent(action)}`;
  return (await server.supervisor().get<AuditPageView>(path)).body.items;
}

/** All that a phone can read of its alerts, by every way over HTTP. */
async function everything(phone: Phone): Promise<readonly unknown[]> {
  const paths = ['/v1/me', '/v1/me/alerts', '/v1/me/feed?after=0', '/v1/me/reach'];
  return Promise.all(paths.map(async (path) => (await phone.get(path)).body));
}

describe('positions that are made up', () => {
  it('#56 a teleport and a mock location are refused, and in the audit', async () => {
    const [home, far] = [elsewhere(), elsewhere()];
    const phone = await phoneAt(server, home);
    const jump = await phone.post('/v1/me/fixes', { fixes: [fixAt(far)] });
    expect(jump.body).toMatchObject({ taken: 0, refused: [{ code: 'fix-implausible-speed' }] });
    const mock = await phone.post('/v1/me/fixes', { fixes: [fixAt(home, { isMock: true })] });
    expect(mock.body).toMatchObject({ taken: 0, refused: [{ code: 'fix-place-invalid' }] });
    const { view } = await raise(far);
    expect(view.responders.map(({ responderId }) => responderId)).not.toContain(phone.responderId);
    const entries = await until(async () => {
      const found = await auditOf('fix.doubted');
      return found.length > 0 && found;
    }, 'entry of the doubt');
    expect(entries[0]).toMatchObject({ subject: { id: phone.responderId }, outcome: 'refused' });
  });

  it('#57 whoever claims many positions reads one cell and one band', async () => {
    const place = elsewhere();
    const phone = await phoneAt(server, place);
    await raise({ lat: place.lat + 0.003, lon: place.lon });
    const first = await alertOf(phone);
    expect(first.cell?.sizeM).toBeGreaterThanOrEqual(250);
    const seen = new Set([JSON.stringify([first.cell, first.distanceBandM])]);
    let taken = 0;
    for (let probe = 0; probe < 40; probe += 1) {
      const claimed = {
        lat: place.lat + 0.01 * Math.cos(probe),
        lon: place.lon + 0.01 * Math.sin(probe),
      };
      const sent = await phone.post<{ taken: number }>('/v1/me/fixes', { fixes: [fixAt(claimed)] });
      taken += sent.body.taken;
      const { cell, distanceBandM } = await alertOf(phone);
      seen.add(JSON.stringify([cell, distanceBandM]));
    }
    expect(seen.size).toBe(1);
    // Nobody is that fast: probes are refused before they can be compared.
    expect(taken).toBeLessThanOrEqual(2);
  });
});

describe('responders among each other', () => {
  it('#58 nobody reads where another is: counts and roles, by every way', async () => {
    const place = elsewhere();
    const [a, b] = [
      await phoneAt(server, place),
      await phoneAt(server, { ...place, lat: place.lat + 0.001 }),
    ];
    await raise(place);
    for (const phone of [a, b]) {
      const { alertId } = await alertOf(phone);
      const answered = await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
      expect(answered.status).toBe(200);
    }
    const live = await a.connect();
    await until(() => Promise.resolve(live.heard.length > 0), 'feed');
    const read = [...(await everything(a)), ...live.heard];
    live.close();
    const text = JSON.stringify(read);
    expect(text).not.toContain(b.responderId);
    expect(text).not.toContain(String(place.lat + 0.001));
    expect((await alertOf(a)).exact?.othersAccepted).toBe(1);
    for (const path of [`/v1/responders/${b.responderId}`, '/v1/responders', '/v1/incidents']) {
      expect([path, (await a.get(path)).status]).toEqual([path, 403]);
    }
  });
});

describe('what a responder sees of an incident', () => {
  it('#59 before yes the address is in none of five ways', async () => {
    const place = elsewhere();
    const phone = await phoneAt(server, place);
    const live = await phone.connect();
    await raise(place);
    const heard = await live.hears(({ kind }) => kind === 'alert-sent', 'alert');
    const ways: Record<string, unknown> = {
      rest: (await phone.get('/v1/me/alerts')).body,
      feed: (await phone.get('/v1/me/feed?after=0')).body,
      socket: [heard, await live.send('catch-up', { after: 0 })],
      cached: await conditional(phone),
      'old version': [await phone.get('/v0/me/alerts'), await phone.get('/me/alerts')],
    };
    live.close();
    expect(Object.entries(ways).filter(([, told]) => holdsSecret(told))).toEqual([]);
    expect(JSON.stringify(ways)).not.toContain(String(place.lat));
    expect((await alertOf(phone)).exact).toBeNull();
  });

  it('#60 after no, stand-down and close there is nothing, at once', async () => {
    const place = elsewhere();
    const ends: Record<string, (phone: Phone, ref: string, alert: AlertView) => Promise<unknown>> =
      {
        declined: (phone, _ref, { alertId }) =>
          phone.post('/v1/me/answers', { alertId, answer: 'decline' }),
        'stood down': (_phone, ref) =>
          server.control().post(`/v1/incidents/by-ref/${ref}/cancel`, { version: 2 }),
        closed: (_phone, ref) =>
          server.control().post(`/v1/incidents/by-ref/${ref}/close`, { version: 2 }),
      };
    for (const [how, end] of Object.entries(ends)) {
      const phone = await phoneAt(server, place);
      const live = await phone.connect();
      const { controlRef } = await raise(place);
      const alert = await alertOf(phone);
      if (how !== 'declined') {
        await phone.post('/v1/me/answers', { alertId: alert.alertId, answer: 'accept' });
        const exact = (await alertOf(phone)).exact;
        expect(exact?.address).toBe(SECRETS.address);
      }
      const began = performance.now();
      const ended = (await end(phone, encodeURIComponent(controlRef), alert)) as { status: number };
      expect([how, ended.status]).toEqual([how, 200]);
      const last = await live.hears(
        ({ alert: about }) =>
          about.alertId === alert.alertId && about.exact === null && about.cell === null,
        `end of ${how}`,
      );
      const tookMs = performance.now() - began;
      process.stderr.write(
        `DISCLOSURE end=${how.replace(' ', '-')} back_to_nothing_ms=${tookMs.toFixed(0)}\n`,
      );
      expect(tookMs).toBeLessThan(BACK_TO_NOTHING_MS);
      expect(holdsSecret([last, ...(await everything(phone))])).toBe(false);
      live.close();
      await phone.put('/v1/me/duty', { onDuty: false });
    }
  });
});

describe('positions of people', () => {
  it('#61 off duty none is taken, and none is kept anywhere', async () => {
    const place = elsewhere();
    for (const leave of ['duty', 'sign-out'] as const) {
      const phone = await phoneAt(server, place);
      await until(async () => (await positionsOf(phone)).record === 1, 'position in the record');
      if (leave === 'duty') await phone.put('/v1/me/duty', { onDuty: false });
      else await phone.remove('/v1/me/device');
      await until(async () => {
        const { record, index } = await positionsOf(phone);
        return record === 0 && index === 0;
      }, `end of the position after ${leave}`);
      if (leave === 'sign-out') continue;
      const sent = await phone.post('/v1/me/fixes', { fixes: [fixAt(place)] });
      expect(sent.body).toMatchObject({ code: 'off-duty' });
      expect(await positionsOf(phone)).toEqual({ record: 0, index: 0 });
    }
  });

  it('#29 a dispatcher sees positions of those under way alone, and takes none out', async () => {
    const place = elsewhere();
    const [going, asked] = [await phoneAt(server, place), await phoneAt(server, place)];
    const { view } = await raise(place);
    const { alertId } = await alertOf(going);
    await going.post('/v1/me/answers', { alertId, answer: 'accept' });
    const seen = await until(async () => {
      const { body } = await server.dispatcher().get<IncidentView>(`/v1/incidents/${view.id}`);
      return body.responders.some(({ place: shown }) => shown !== null) && body;
    }, 'position of whoever goes');
    const shown = seen.responders.filter((one) => one.place !== null).map((one) => one.responderId);
    expect(shown).toEqual([going.responderId]);
    expect(seen.responders.map((one) => one.responderId)).toContain(asked.responderId);
    const closed = [
      '/v1/responders',
      `/v1/responders/${going.responderId}`,
      `/v1/responders/${going.responderId}/export?reason=curious`,
      '/v1/exports/incidents?reason=curious',
    ];
    for (const path of closed) {
      expect([path, (await server.dispatcher().get(path)).status]).toEqual([path, 403]);
    }
    const readOnly = await fetch(`${server.url}/v1/incidents/${view.id}`, {
      headers: { authorization: `Bearer ${server.keys['read-only']}` },
    });
    const outline = (await readOnly.json()) as IncidentView;
    expect(holdsSecret(outline)).toBe(false);
    expect(outline.responders.every((one) => one.place === null && one.displayName === '')).toBe(
      true,
    );
  });

  it('#28 whoever opens one record after another is stopped', async () => {
    const phone = await phoneAt(server, elsewhere());
    const path = `/v1/responders/${phone.responderId}`;
    const statuses: number[] = [];
    for (let look = 0; look < 50; look += 1)
      statuses.push((await server.supervisor().get(path)).status);
    const stopped = statuses.filter((status) => status === 429).length;
    expect(statuses.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 200));
    expect(stopped).toBe(10);
    expect((await server.dispatcher().get(path)).status).toBe(403);
    const entries = await auditOf('people-read.throttled');
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0]).toMatchObject({ actor: { role: 'supervisor' }, outcome: 'refused' });
    // Neither where they live, one after another.
    const places: number[] = [];
    for (let look = 0; look <= 40; look += 1) {
      places.push((await server.registrar().get(`${path}/places`)).status);
    }
    expect([places[0], places.at(-1)]).toEqual([200, 429]);
  });
});

/** An answer that a cache could give again. */
async function conditional(phone: Phone): Promise<unknown> {
  const headers = { authorization: `Bearer ${phone.token}`, 'if-none-match': `"${randomUUID()}"` };
  const answer = await fetch(`${server.url}/v1/me/alerts`, { headers });
  expect(answer.headers.get('cache-control')).toContain('no-store');
  return await answer.json();
}

/** How many positions of a person are in the record and in the live index. */
async function positionsOf(phone: Phone): Promise<{ record: number; index: number }> {
  const { rows } = await database.query('SELECT FROM last_known_fix WHERE responder_id = $1', [
    phone.responderId,
  ]);
  const redis = new Redis(server.redisUrl);
  try {
    let index = 0;
    for (const key of await redis.keys('closeby:*')) {
      const type = await redis.type(key);
      if (type === 'zset' && key.includes(':geo:')) {
        index += (await redis.zscore(key, phone.responderId)) === null ? 0 : 1;
      }
      if (type === 'hash' && key.endsWith(':fix')) {
        index += await redis.hexists(key, phone.responderId);
      }
    }
    return { record: rows.length, index };
  } finally {
    await redis.quit();
  }
}
