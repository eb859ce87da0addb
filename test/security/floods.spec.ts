import { connect, type Socket as NetSocket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import { LIMITS } from '#core/limits';
import { account, connectSocket, enrolPhone, until, type Account } from '../support/clients';
import { latencies, quantile } from '../support/latency';
import { startServer, type TestServer } from '../support/server';

/** What others may wait at most while somebody floods the server, on a machine that is shared. */
const OTHERS_P99_MAX_MS = 1_000;
const OTHERS_RATIO_MAX = 5;
const SAMPLES = 15;
const HALF_OPEN = 3_000;
const LIST = '/v1/incidents?limit=1';

let server: TestServer;
let other: Account;

/** Limits are made small, so that a slow machine reaches them as well. */
const FACTOR = 0.1;

beforeAll(async () => {
  server = await startServer({ env: { REQUEST_LIMIT_FACTOR: String(FACTOR) } });
  other = account(server.url, (await server.otherOrganisation()).control);
}, 60_000);
afterAll(() => server.stop());

/** How the others fare while something goes on, beside how they fared before. */
async function othersDuring(
  what: string,
  work: () => Promise<void>,
): Promise<{ readonly before: number; readonly p99: number }> {
  const before = quantile(await latencies(other, LIST, (count) => count >= SAMPLES), 0.99);
  let isOver = false;
  const measured = latencies(other, LIST, () => isOver);
  await work();
  isOver = true;
  const p99 = quantile(await measured, 0.99);
  const figures = `others_before_p99_ms=${before.toFixed(1)} others_p99_ms=${p99.toFixed(1)}`;
  process.stdout.write(`FLOOD what=${what} ${figures}\n`);
  return { before, p99 };
}

/** Others wait no longer than a busy machine explains. */
function expectUnharmed({ before, p99 }: { readonly before: number; readonly p99: number }): void {
  expect(p99).toBeLessThan(Math.max(OTHERS_P99_MAX_MS, before * OTHERS_RATIO_MAX));
}

describe('requests', () => {
  it('#17 of one key by the thousand are refused, and others wait no longer', async () => {
    const statuses = new Map<number, number>();
    let retryAfter: string | null = null;
    const headers = { authorization: `Bearer ${server.keys.control}` };
    const flood = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) {
        const answer = await fetch(`${server.url}${LIST}`, { headers });
        await answer.arrayBuffer();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status === 429) retryAfter = answer.headers.get('retry-after');
      }
    };
    const others = await othersDuring('requests', async () => {
      await Promise.all(Array.from({ length: 20 }, () => flood(250)));
    });
    expectUnharmed(others);
    expect(statuses.get(429) ?? 0).toBeGreaterThan(500);
    expect(statuses.get(200) ?? 0).toBeGreaterThanOrEqual(
      LIMITS['requests-of-caller'].uses * FACTOR,
    );
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect(retryAfter).toBe('1');
  }, 60_000);

  it('#17 with wrong secrets are refused as too many, right ones from there are not', async () => {
    const codes: number[] = [];
    for (let i = 0; i < LIMITS['refused-of-address'].uses * FACTOR + 20; i += 1) {
      codes.push((await account(server.url, `guess-${i}`).get(LIST)).status);
    }
    expect(codes[0]).toBe(401);
    expect(codes.at(-1)).toBe(429);
    expect((await server.dispatcher().get(LIST)).status).toBe(200);
  });
});

describe('sockets', () => {
  const control = (secret: string) =>
    connectSocket(server.url, CONTROL_NAMESPACE, { auth: { key: secret } });

  it.each<[string, (write: (packet: string | Buffer) => void) => void]>([
    ['two megabytes', (write) => write(`2/control,["x","${'x'.repeat(2 * 1_024 * 1_024)}"]`)],
    ['a thousand attachments', (write) => write('51000-/control,["x",{"_placeholder":true}]')],
    ['attachments without number', (write) => write('5-/control,["x"]')],
    ['no JSON', (write) => write('2/control,[[[[{')],
    ['no event', (write) => write('2/control,{"a":1}')],
    ['a packet of no kind', (write) => write('9/control')],
    ['bytes that were not announced', (write) => write(Buffer.alloc(1_000))],
  ])('#50 %s end the connection and nothing else', async (_what, misbehave) => {
    const witness = await control(server.keys.dispatcher);
    const socket = await control(server.keys.control);
    const { engine } = socket.io;
    const closed = new Promise((resolve) => engine.once('close', resolve));
    misbehave((packet) => void engine.write(packet));
    await closed;
    expect(witness.connected).toBe(true);
    expect(server.process.exitCode).toBeNull();
    witness.disconnect();
    socket.disconnect();
  });

  it('#50 keys that reach a prototype change nothing', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const live = await phone.connect();
    const polluted = JSON.parse('{"onDuty":true,"__proto__":{"isSupervisor":true}}') as object;
    expect(await live.send('duty', polluted)).toMatchObject({ ok: false });
    const named = JSON.parse('{"constructor":{"prototype":{"x":1}},"onDuty":true}') as object;
    expect(await live.send('duty', named)).toMatchObject({ ok: false });
    expect((await server.supervisor().get('/v1/keys')).status).toBe(200);
    live.close();
  });

  it('#51 five thousand events from one phone are refused, and then it is shown out', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const live = await phone.connect();
    const codes: string[] = [];
    const closed = new Promise((resolve) => live.socket.once('disconnect', resolve));
    const others = await othersDuring('events', async () => {
      for (let i = 0; i < 5_000 && live.socket.connected; i += 1) {
        live.socket.emit('catch-up', { after: 0 }, (answer: { problem?: { code: string } }) =>
          codes.push(answer.problem?.code ?? 'ok'),
        );
        if (i % 50 === 0) await nextTurn();
      }
      await closed;
    });
    expectUnharmed(others);
    expect(codes).toContain('too-many-requests');
    expect(codes.filter((code) => code === 'ok').length).toBeLessThan(400);
  });

  it('#51 events nobody may send close a control room’s socket too', async () => {
    const socket = await control(server.keys.control);
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let i = 0; i < 5_000; i += 1) socket.emit('incident:create', {});
    await closed;
  });
});

describe('connections', () => {
  /** Opens many connections, each of which begins to say something. */
  function openMany(count: number, text: string): Promise<NetSocket[]> {
    const target = { host: '127.0.0.1', port: Number(new URL(server.url).port) };
    const one = (): Promise<NetSocket> =>
      new Promise((resolve) => {
        const socket = connect(target, () => {
          socket.write(text);
          resolve(socket);
        });
        socket.on('error', () => resolve(socket));
        socket.resume();
      });
    return Promise.all(Array.from({ length: count }, one));
  }
  const left = (sockets: readonly NetSocket[]): number =>
    sockets.filter((socket) => !socket.closed && !socket.destroyed).length;

  it('#52 that send their request slowly are bounded in number and in time', async () => {
    let sockets: NetSocket[] = [];
    const others = await othersDuring('slow', async () => {
      sockets = await openMany(HALF_OPEN, 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ');
      await until(() => Promise.resolve(left(sockets) <= 1_000), 'bound of silent connections');
      await until(() => Promise.resolve(left(sockets) === 0), 'end of slow connections');
    });
    expectUnharmed(others);
  }, 60_000);

  it('#52 that upgrade and never say who they are are bounded in number and in time', async () => {
    let sockets: NetSocket[] = [];
    const upgrade = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n');
    const others = await othersDuring('half-open', async () => {
      sockets = await openMany(HALF_OPEN, upgrade);
      await until(() => Promise.resolve(left(sockets) <= 2_500), 'bound of handshakes');
      await until(() => Promise.resolve(left(sockets) === 0), 'end of half-open sockets');
    });
    expectUnharmed(others);
    const phone = await enrolPhone(server.registrar(), server.url);
    const socket = await connectSocket(server.url, RESPONDER_NAMESPACE, {
      auth: { token: phone.token },
    });
    expect(socket.connected).toBe(true);
    socket.disconnect();
  }, 60_000);
});
