import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Place } from '#core/geometry';

/** How the engine answers: as it should, or in one of the ways things go wrong. */
export type Manner =
  | 'honest'
  | 'silent'
  | 'silent-on-many'
  | 'refuses-many'
  | 'refuses'
  | 'dribbles'
  | 'floods'
  | 'no-json'
  | 'short'
  | 'negative';

export interface FakeEngine {
  readonly url: string;
  /** Paths and bodies of the requests so far. */
  readonly asked: readonly { readonly path: string; readonly body: string }[];
  manner: Manner;
  /** Told when a request has come in whole. */
  onAsked: () => void;
  close(): Promise<void>;
}

/** Metres between two places as the engine knows them; null where there is no way. */
export type Way = (from: Place, to: Place) => number | null;

const PAIRS_MAX = 2_500;
const TABLE_MAX = 100;

/**
 * A routing engine on a free local port that speaks the real protocol of Valhalla or OSRM, with
 * their limits and the errors they answer beyond them.
 */
export async function startFakeEngine(kind: 'valhalla' | 'osrm', way: Way): Promise<FakeEngine> {
  const asked: { path: string; body: string }[] = [];
  const answer = kind === 'valhalla' ? answerAsValhalla : answerAsOsrm;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const path = request.url ?? '';
      asked.push({ path, body });
      const right = answer(request.method ?? '', { path, body }, way);
      respond(engine.manner, response, right);
      engine.onAsked();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine: FakeEngine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    manner: 'honest',
    onAsked: () => undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return engine;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** How many targets were asked for. */
  readonly targets?: number;
}

interface Asked {
  readonly path: string;
  readonly body: string;
}

function answerAsValhalla(method: string, { path, body }: Asked, way: Way): Answer {
  if (method !== 'POST' || path !== '/sources_to_targets') {
    return { status: 404, body: { error_code: 106, error: 'Try any of: sources_to_targets' } };
  }
  const { sources, targets, costing, units } = JSON.parse(body) as {
    readonly sources: readonly Place[];
    readonly targets: readonly Place[];
    readonly costing?: string;
    readonly units?: string;
  };
  if (costing !== 'pedestrian' || units !== 'kilometers') {
    return { status: 400, body: { error_code: 125, error: 'No costing method found' } };
  }
  if (sources.length * targets.length > PAIRS_MAX) {
    return { status: 400, body: { error_code: 150, error: 'Exceeded max locations' } };
  }
  const table = sources.map((from, from_index) =>
    targets.map((to, to_index) => {
      const metres = way(from, to);
      const distance = metres === null ? null : Number((metres / 1_000).toFixed(3));
      const time = distance === null ? null : Math.round(distance * 700);
      return { distance, time, to_index, from_index };
    }),
  );
  const answer = { sources_to_targets: table, units: 'kilometers' };
  return { status: 200, body: answer, targets: targets.length };
}

function answerAsOsrm(method: string, { path }: Asked, way: Way): Answer {
  const match = /^\/table\/v1\/foot\/([^?]+)\?(.+)$/.exec(path);
  if (method !== 'GET' || match === null) {
    return { status: 400, body: { code: 'InvalidUrl', message: 'URL string malformed' } };
  }
  const places = (match[1] ?? '').split(';').map((text): Place => {
    const [lon = NaN, lat = NaN] = text.split(',').map(Number);
    return { lat, lon };
  });
  const options = new URLSearchParams(match[2]);
  const chosen = (name: string): Place[] =>
    (options.get(name) ?? '').split(';').map((index) => {
      const place = places[Number(index)];
      if (place === undefined) throw new RangeError(`${name} names the place ${index}`);
      return place;
    });
  if (places.length > TABLE_MAX) {
    return { status: 400, body: { code: 'TooBig', message: 'Too many table coordinates' } };
  }
  const distances = chosen('sources').map((from) =>
    chosen('destinations').map((to) => way(from, to)),
  );
  if (options.get('annotations') !== 'distance') return { status: 200, body: { code: 'Ok' } };
  return { status: 200, body: { code: 'Ok', distances }, targets: distances[0]?.length ?? 0 };
}

function respond(manner: Manner, response: ServerResponse, answer: Answer): void {
  const { status, body, targets = 0 } = answer;
  const json = JSON.stringify(body);
  switch (manner) {
    case 'silent':
      return;
    case 'silent-on-many':
      if (targets > 1) return;
      break;
    case 'refuses-many':
      if (targets > 1) response.writeHead(500);
      break;
    case 'refuses':
      response.writeHead(503).end('{"error":"Service Unavailable"}');
      return;
    case 'dribbles':
      response.writeHead(status).write(json.slice(0, json.length / 2));
      return;
    case 'floods':
      response.writeHead(status).end(`${json}${' '.repeat(4 * 1024 * 1024)}`);
      return;
    case 'no-json':
      response.writeHead(200).end('<html>Welcome to nginx</html>');
      return;
    case 'short':
      response.writeHead(status).end(json.replace(/\[\[.*?\],/, '['));
      return;
    case 'negative':
      response.writeHead(status).end(json.replaceAll(/\d+\.\d+/g, '-1.5'));
      return;
    case 'honest':
      break;
  }
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(json);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
