import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { Server } from 'socket.io';
import { Closeby, type World } from './closeby';
import { watchIncident, type Fact } from './live';
import type { Problem } from './problem';

const ID = '4b7c6a52-2f0a-4c5d-8f09-a530f5f6f2b7';

let http: HttpServer;
let live: Server;
afterEach(() => live.close());

/** A control socket of a test, and what its timeline says over HTTP. */
async function serve(): Promise<{ readonly url: string; readonly timeline: Fact[] }> {
  http = createServer();
  live = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, timeline: [] };
}

function fact(seq: number): Fact {
  const at = '2026-03-01T12:00:00.000Z';
  return { seq, at, kind: 'alert-sent', actor: 'system', responderId: null, detail: {} };
}

it('an incident is told without gaps or repeats, across a cut, until it is over', async () => {
  const { url, timeline } = await serve();
  let status = 'active';
  const fetch: World['fetch'] = (address) => {
    const isTimeline = (address as string).endsWith('/timeline');
    const body = isTimeline ? { facts: [...timeline] } : { id: ID, status };
    return Promise.resolve(Response.json(body));
  };
  const world: World = { fetch, nowMs: () => 0, wait: () => Promise.resolve() };
  const reach = { url, secret: 'k' };
  const control = live.of('/control');
  const happens = (seq: number): void => {
    timeline.push(fact(seq));
    control.emit('fact', { incidentId: ID, fact: fact(seq) });
  };
  timeline.push(fact(1), fact(2));
  const told: number[] = [];
  const { signal } = new AbortController();
  const closeby = new Closeby(reach, world);
  for await (const { seq } of watchIncident(closeby, reach, { incidentId: ID, signal })) {
    told.push(seq);
    if (seq === 2) {
      happens(2);
      control.emit('fact', { incidentId: 'another', fact: fact(9) });
      happens(3);
    }
    if (seq === 3) {
      // Nobody is connected to hear of it.
      timeline.push(fact(4));
      for (const each of control.sockets.values()) each.conn.close();
    }
    if (seq === 4) {
      timeline.push(fact(5));
      status = 'closed';
      control.emit('incident', { id: ID, status });
    }
  }
  expect(told).toEqual([1, 2, 3, 4, 5]);
});

it('a secret that is refused ends the watch with the refusal', async () => {
  const { url } = await serve();
  const problem: Problem = {
    ...{ type: 'urn:closeby:problem:unauthenticated', code: 'unauthenticated', status: 401 },
    ...{ title: 'Unauthenticated', detail: 'The key is not known.' },
  };
  live
    .of('/control')
    .use((_socket, next) => next(Object.assign(new Error('no'), { data: problem })));
  const { signal } = new AbortController();
  const reach = { url, secret: 'wrong' };
  const watched = watchIncident(new Closeby(reach), reach, { incidentId: ID, signal });
  await expect(watched.next()).rejects.toMatchObject({ name: 'Refusal', code: 'unauthenticated' });
});
