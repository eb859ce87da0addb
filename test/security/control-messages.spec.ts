import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { IncidentView } from '#contracts/incident-api';
import { arrestAt, type Account } from '../support/clients';
import { send } from '../support/signed';
import { HERE, startServer, type TestServer } from '../support/server';

const REFUSED_WITHIN_MS = 250;
const MEGABYTE = 1_024 * 1_024;
/** What a process may grow by while it refuses a hundred large bodies. */
const GROWTH_MAX_BYTES = 64 * MEGABYTE;

let server: TestServer;
let control: Account;
let incidents: string;

beforeAll(async () => {
  server = await startServer();
  control = server.control();
  incidents = `${server.url}/v1/incidents`;
}, 60_000);
afterAll(() => server.stop());

const raw = (body: string, headers: Record<string, string> = {}) =>
  send<{ code?: string }>(incidents, { key: server.keys.control, body, headers });

/** Resident bytes of the server's process. */
function residentBytes(): number {
  const status = readFileSync(`/proc/${server.process.pid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
}

/** The status of a message that says how long it is, and of which only the first bytes come. */
function statusOfLength(bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${server.keys.control}`,
      'content-type': 'application/json',
      'content-length': String(bytes),
    };
    const sent = request(incidents, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.write('{"address":"');
  });
}

describe('where a message says it is', () => {
  const { lat, lon } = HERE;
  it.each([
    ['NaN', [Number.NaN, lat]],
    ['infinity', [1e999, lat]],
    ['a latitude of 91', [lon, 91]],
    ['latitude and longitude swapped', [lat, lon]],
    ['(0, 0)', [0, 0]],
    ['texts', [String(lon), String(lat)]],
    ['an altitude', [lon, lat, 12]],
    ['a place far outside the area of operation', [8.54, 47.37]],
  ])('#13 %s is refused with the field at fault', async (_what, coordinates) => {
    const place = { type: 'Point', coordinates };
    const answer = await control.post('/v1/incidents', arrestAt(HERE, { place }));
    expect(answer.status).toBe(422);
    expect(answer.body['field']).toMatch(/^place/);
  });

  it('#13 numbers that JSON cannot write are no numbers', async () => {
    const text = JSON.stringify(arrestAt(HERE)).replace(String(lon), 'NaN');
    expect((await raw(text)).status).toBe(400);
    const large = JSON.stringify(arrestAt(HERE)).replace(String(lon), '1e999');
    expect((await raw(large)).status).toBe(422);
  });
});

describe('what a message says', () => {
  it.each([
    ['a null', 'a\u0000b'],
    ['an escape', '\u001b[2J'],
    ['text that runs backwards', '\u202Egnp.exe'],
    ['half a character', 'x\ud800y'],
  ])('#14 %s is refused', async (_what, address) => {
    const answer = await control.post('/v1/incidents', arrestAt(HERE, { address }));
    expect([answer.status, answer.body['field']]).toEqual([422, 'address']);
  });

  it('#14 markup, SQL and protocols are kept as they are, and out of the log', async () => {
    const address = `<script>alert(1)</script> '; DROP TABLE incident; --`;
    const notesForResponders = 'one\r\nHTTP/1.1 200 OK\r\n*3\r\n$7\r\nFLUSHDB\r\n{"level":60}';
    const fields = { address, notesForResponders };
    const raised = await control.post<IncidentView>('/v1/incidents', arrestAt(HERE, fields));
    expect(raised.status).toBe(201);
    const read = await control.get<IncidentView>(`/v1/incidents/${raised.body.id}`);
    expect(read.body.address).toBe(address);
    expect(read.body.notesForResponders).toBe(notesForResponders.replaceAll('\r\n', '\n'));
    const lines = server.log.filter((line) => /script|FLUSHDB|DROP TABLE/.test(line));
    expect(lines).toEqual([]);
    expect(server.log.filter((line) => line !== '' && !line.startsWith('{'))).toEqual([]);
  });

  it.each(['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'])(
    '#14 keys that reach an object’s prototype are refused: %s',
    async (text) => {
      const body = `${text.slice(0, -1)},${JSON.stringify(arrestAt(HERE)).slice(1)}`;
      expect((await raw(body)).status).toBe(400);
      expect((await control.post('/v1/incidents', arrestAt(HERE))).status).toBe(201);
    },
  );
});

describe('how much a message says', () => {
  const tenMegabytes = JSON.stringify({ ...arrestAt(HERE), address: 'x'.repeat(10 * MEGABYTE) });
  const deep = `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`;
  const keys = JSON.stringify(
    Object.fromEntries(Array.from({ length: 100_000 }, (_none, i) => [`k${i}`, i])),
  );
  const manyKeys = JSON.stringify(
    Object.fromEntries(Array.from({ length: 6_000 }, (_none, i) => [`k${i}`, 1])),
  );

  it.each([
    ['a thousand levels', deep, [400]],
    ['a hundred thousand keys', keys, [413]],
    ['six thousand keys, which fit', manyKeys, [422]],
  ])('#15 %s are refused at once', async (_what, body, statuses) => {
    await raw('{}');
    const before = performance.now();
    const answer = await raw(body).catch(() => ({ status: 413 }));
    expect(statuses).toContain(answer.status);
    expect(performance.now() - before).toBeLessThan(REFUSED_WITHIN_MS);
  });

  it('#15 ten megabytes are refused by their length, before they are sent', async () => {
    const before = performance.now();
    expect(await statusOfLength(10 * MEGABYTE)).toBe(413);
    expect(performance.now() - before).toBeLessThan(REFUSED_WITHIN_MS);
  });

  it('#15 a hundred of them do not make the process grow', async () => {
    const send100 = async (): Promise<void> => {
      for (let i = 0; i < 50; i += 1) {
        await raw(deep).catch(() => null);
        await raw(tenMegabytes).catch(() => null);
      }
    };
    await send100();
    const before = residentBytes();
    await send100();
    expect(residentBytes() - before).toBeLessThan(GROWTH_MAX_BYTES);
  }, 30_000);

  it('#16 a compressed body is refused before anything of it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE, 0x20));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
      const answer = await fetch(incidents, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${server.keys.control}`,
          'content-type': 'application/json',
          'content-encoding': encoding,
        },
        body: bomb,
      });
      expect([encoding, answer.status]).toEqual([encoding, 400]);
    }
    expect((await control.post('/v1/incidents', arrestAt(HERE))).status).toBe(201);
  });
});
