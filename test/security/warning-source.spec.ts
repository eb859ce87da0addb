import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fetched } from '#flow/ports';
import { selfSigned } from '../../apps/simulator/src/providers/self-signed';
import { HttpsSource } from '#adapters/cap/https-source';

const BYTES_MAX = 10_000;
const DEADLINE_MS = 500;
const identity = selfSigned(['127.0.0.1']);
let server: Server;
let source: HttpsSource;
let asked: { url: string; etag: string | undefined; since: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer(identity, (request, answer) => {
    const { url = '', headers } = request;
    asked.push({ url, etag: headers['if-none-match'], since: headers['if-modified-since'] });
    const marks = { etag: '"v1"', 'last-modified': 'Sun, 01 Mar 2026 12:00:00 GMT' };
    if (url === '/feed' && headers['if-none-match'] === '"v1"') answer.writeHead(304).end();
    else if (url === '/feed') answer.writeHead(200, marks).end('<feed/>');
    else if (url === '/elsewhere') answer.writeHead(302, { location: '/feed' }).end();
    else if (url === '/broken') answer.writeHead(503).end();
    else if (url === '/large') answer.writeHead(200).end('x'.repeat(BYTES_MAX + 1));
    else if (url === '/long') answer.writeHead(200, { 'content-length': '999999999' }).end('x');
    else if (url === '/cut') {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('x', () => request.socket.destroy());
    } else if (url === '/slow') answer.writeHead(200).write('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const options = { ca: identity.cert, bytesMax: BYTES_MAX, deadlineMs: DEADLINE_MS };
  source = new HttpsSource({ ...options, allowsPrivate: true });
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  source.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function fetched(path: string, etag: string | null = null, from = source): Promise<Fetched> {
  const { port } = server.address() as AddressInfo;
  return from.fetch({ url: `https://127.0.0.1:${port}${path}`, etag, lastModified: null });
}

describe('a feed over HTTPS', () => {
  it('is fetched with its marks, and not again while it is the same', async () => {
    const first = await fetched('/feed');
    const lastModified = 'Sun, 01 Mar 2026 12:00:00 GMT';
    expect(first).toMatchObject({ outcome: 'document', etag: '"v1"', lastModified });
    await expect(fetched('/feed', '"v1"')).resolves.toEqual({ outcome: 'unchanged' });
    expect(asked.map(({ etag }) => etag)).toEqual([undefined, '"v1"']);
  });

  it.each([
    ['/elsewhere', 'redirects are not followed'],
    ['/broken', 'It answers with 503'],
    ['/large', `more than ${BYTES_MAX} bytes`],
    ['/long', `more than ${BYTES_MAX} bytes`],
    ['/cut', ''],
    ['/slow', 'no answer in time'],
  ])('that is %s fails with the reason, and is asked once', async (path, says) => {
    const failed = await fetched(path);
    expect(failed).toMatchObject({ outcome: 'failed', says: expect.stringContaining(says) });
    expect(asked.map(({ url }) => url)).toEqual([path]);
  });

  it('is not asked for inside this machine or its network, or without TLS', async () => {
    const guarded = new HttpsSource({ ca: identity.cert });
    await expect(fetched('/feed', null, guarded)).resolves.toMatchObject({ outcome: 'failed' });
    for (const url of ['https://localhost/feed', 'http://8.8.8.8/', 'file:///etc/passwd', 'x']) {
      const failed = await guarded.fetch({ url, etag: null, lastModified: null });
      expect(failed.outcome).toBe('failed');
    }
    expect(asked).toEqual([]);
    guarded.close();
  });

  it('with a certificate that nobody vouches for is not read', async () => {
    const distrusting = new HttpsSource({ allowsPrivate: true });
    await expect(fetched('/feed', null, distrusting)).resolves.toMatchObject({ outcome: 'failed' });
    distrusting.close();
  });
});
