import { createHash, X509Certificate } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { io } from 'socket.io-client';
import { CONTROL_NAMESPACE } from '#contracts/live-events';
import { selfSigned } from '../../apps/simulator/src/providers/self-signed';
import { askToken, makeKey, send } from '../support/signed';
import { startServer, type TestServer } from '../support/server';

const HEADER = 'client-cert';

interface Identity {
  readonly key: string;
  readonly cert: string;
}

const sha256Of = (cert: string): string =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');

/** Ends TLS, and says of every request which certificate came, as RFC 9440 does. */
function tlsProxy(target: string): Promise<Server> {
  const options = { ...selfSigned(['127.0.0.1']), requestCert: true, rejectUnauthorized: false };
  const proxy = createServer(options, (incoming, answer) => {
    const { socket } = incoming;
    const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
    const headers = { ...incoming.headers };
    headers[HEADER] = shown === undefined ? '' : `:${shown.raw.toString('base64')}:`;
    const onward = httpRequest(
      `${target}${incoming.url ?? ''}`,
      { method: incoming.method ?? 'GET', headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    incoming.pipe(onward);
  });
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}

describe('a key that is bound to a client certificate', () => {
  let server: TestServer;
  let open: TestServer;
  let proxy: Server;
  const own: Identity = selfSigned(['cad.example']);
  const other: Identity = selfSigned(['cad.other.example']);

  beforeAll(async () => {
    const env = { TRUSTED_PROXIES: '127.0.0.1', CLIENT_CERTIFICATE_HEADER: HEADER };
    server = await startServer({ env });
    open = await startServer({ beside: server, role: 'api' });
    proxy = await tlsProxy(server.url);
  }, 60_000);

  afterAll(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    await open.stop();
    await server.stop();
  });

  /** The status of a list of incidents, asked over TLS with that certificate. */
  const overTls = (secret: string, identity: Identity | null): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = proxy.address() as AddressInfo;
      const sent = request(
        `https://127.0.0.1:${port}/v1/incidents`,
        {
          ...(identity ?? {}),
          rejectUnauthorized: false,
          headers: { authorization: `Bearer ${secret}`, [HEADER]: sha256Of(own.cert) },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  it('#06 it and its tokens work with that certificate alone, over TLS', async () => {
    const certificateSha256 = sha256Of(own.cert);
    const { key, secret } = await makeKey(server.supervisor(), { certificateSha256 });
    expect(await overTls(secret, own)).toBe(200);
    expect(await overTls(secret, other)).toBe(401);
    expect(await overTls(secret, null)).toBe(401);
    const client = { id: key.id, secret };
    const presented = { headers: { [HEADER]: certificateSha256 } };
    const refused = await askToken(server.url, client);
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_client']);
    const issued = await askToken(server.url, client, presented);
    const token = String(issued.body['access_token']);
    expect(await overTls(token, own)).toBe(200);
    expect(await overTls(token, other)).toBe(401);
  });

  it('#06 the header of anybody but the proxies listed means nothing', async () => {
    const certificateSha256 = sha256Of(own.cert);
    const { secret } = await makeKey(server.supervisor(), { certificateSha256 });
    const claim = { key: secret, method: 'GET', headers: { [HEADER]: certificateSha256 } };
    expect((await send(`${server.url}/v1/incidents`, claim)).status).toBe(200);
    const answer = await send(`${open.url}/v1/incidents`, claim);
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
  });

  it('#06 sockets are opened with it only beside that certificate', async () => {
    const certificateSha256 = sha256Of(own.cert);
    const { secret } = await makeKey(server.supervisor(), { certificateSha256 });
    const outcome = (extraHeaders: Record<string, string>): Promise<string> =>
      new Promise((resolve) => {
        const socket = io(`${server.url}${CONTROL_NAMESPACE}`, {
          transports: ['websocket'],
          auth: { key: secret },
          reconnection: false,
          forceNew: true,
          extraHeaders,
        });
        const settle = (text: string): void => {
          socket.close();
          resolve(text);
        };
        socket.on('connect', () => settle('connected'));
        socket.on('connect_error', (error) => settle(error.message));
      });
    expect(await outcome({})).toBe('unauthenticated');
    expect(await outcome({ [HEADER]: sha256Of(other.cert) })).toBe('unauthenticated');
    expect(await outcome({ [HEADER]: certificateSha256 })).toBe('connected');
  });
});
