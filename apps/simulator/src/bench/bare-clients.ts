import { connect, type ClientHttp2Session } from 'node:http2';
import { Agent, request } from 'node:https';

/** Where requests go, and the one request that is sent over and over. */
export interface BareTarget {
  readonly origin: string;
  readonly path: string;
  readonly ca: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends the same request; true where it was answered by 200. */
export interface BareClient {
  send(index: number): Promise<boolean>;
  close(): void;
}

/** Nothing but Node's own HTTP/2 over so many connections: the provider's limit. */
export async function bareHttp2(target: BareTarget, connections: number): Promise<BareClient> {
  const sessions = await Promise.all(
    Array.from({ length: connections }, () => openSession(target)),
  );
  const headers = { ':method': 'POST', ':path': target.path, ...target.headers };
  return {
    send: (index) =>
      new Promise((resolve, reject) => {
        const session = sessions[index % connections];
        if (session === undefined) throw new RangeError('no connection');
        const stream = session.request(headers);
        let good = false;
        stream.on('response', (answer) => (good = answer[':status'] === 200));
        stream.on('error', reject);
        stream.on('end', () => resolve(good));
        stream.resume();
        stream.end(target.body);
      }),
    close: () => {
      for (const session of sessions) session.destroy();
    },
  };
}

/** Nothing but Node's own HTTP/1.1 over so many kept connections. */
export function bareHttp1(target: BareTarget, connections: number): BareClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: target.ca });
  const length = String(Buffer.byteLength(target.body));
  const headers = { ...target.headers, 'content-length': length };
  return {
    send: () =>
      new Promise((resolve, reject) => {
        const options = { method: 'POST', agent, headers };
        const sent = request(target.origin + target.path, options, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode === 200));
        });
        sent.on('error', reject);
        sent.end(target.body);
      }),
    close: () => agent.destroy(),
  };
}

function openSession(target: BareTarget): Promise<ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const session = connect(target.origin, { ca: target.ca });
    session.once('error', reject);
    // Not before the peer has said how many streams it takes.
    session.once('remoteSettings', () => resolve(session));
  });
}
