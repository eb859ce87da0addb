import type { TravelQuery, TravelTable } from '#core/travel';
import { ENGINE_PROTOCOLS, type EngineProtocol, type RoutingKind } from './engine-protocols';
import type { BetterTravel } from './fallback-travel';
import { TravelFailure } from './travel-failure';
import { matrixOf, tableOf, type Matrix, type Metres } from './ways';

export interface RoutingEngineOptions {
  readonly kind: RoutingKind;
  /** Its address, with the path it is served under, if any. */
  readonly url: string;
  /** The engine's name for the mode of travel; on foot where not said. */
  readonly profile?: string;
}

/** A query that takes more requests than this is not put to the engine; source: proposed. */
export const REQUESTS_MAX = 6;
/** An answer longer than this is not read; Valhalla's longest is about a fifth of it. */
export const ANSWER_MAX_BYTES = 1024 * 1024;

/**
 * Metres of a routing engine over HTTP, all asked at once in as few requests as the engine allows.
 * Rejects unless every one of them is answered in full; `FallbackTravel` takes it from there.
 */
export class RoutingEngine implements BetterTravel {
  private readonly protocol: EngineProtocol;
  private readonly profile: string;
  private readonly url: string;

  constructor(options: RoutingEngineOptions) {
    this.protocol = ENGINE_PROTOCOLS[options.kind];
    this.profile = options.profile ?? this.protocol.onFoot;
    this.url = options.url.endsWith('/') ? options.url : `${options.url}/`;
  }

  async table(query: TravelQuery, signal: AbortSignal): Promise<TravelTable> {
    const { sources, targets } = matrixOf(query);
    const parts = partsOf({ sources, targets }, this.protocol);
    if (parts.length > REQUESTS_MAX) {
      throw new TravelFailure('too-many', `${sources.length} places are too many to ask for`);
    }
    // One that fails makes the others useless: they are not waited for, and given up.
    const given = new AbortController();
    const both = AbortSignal.any([signal, given.signal]);
    try {
      const answers = await Promise.all(parts.map((part) => this.ask(part, both)));
      return tableOf(query, answers.flat());
    } catch (error) {
      given.abort(error);
      throw error;
    }
  }

  private async ask(matrix: Matrix, signal: AbortSignal): Promise<Metres> {
    const { path, body } = this.protocol.request(matrix, this.profile);
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    };
    const response = await fetch(`${this.url}${path}`, {
      ...(body === undefined ? {} : { ...post, body }),
      signal,
      redirect: 'error',
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new TravelFailure('failed', `the routing engine answered ${response.status}`);
    }
    return this.protocol.metres(parseJson(await readText(response)), matrix);
  }
}

/** The matrix in parts of whole sources that the engine takes in one request. */
function partsOf({ sources, targets }: Matrix, limits: EngineProtocol): readonly Matrix[] {
  const rows = Math.floor(limits.waysMax / targets.length);
  const size = Math.max(1, Math.min(rows, limits.placesMax - targets.length));
  const parts: Matrix[] = [];
  for (let first = 0; first < sources.length; first += size) {
    parts.push({ sources: sources.slice(first, first + size), targets });
  }
  return parts;
}

async function readText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    const read: unknown = piece;
    if (!(read instanceof Uint8Array)) throw new TypeError('a body of something else than bytes');
    bytes += read.length;
    // Leaving the loop cancels the rest of the body.
    if (bytes > ANSWER_MAX_BYTES) {
      throw new TravelFailure('failed', `the routing engine answered over ${ANSWER_MAX_BYTES} B`);
    }
    pieces.push(read);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new TravelFailure('failed', 'the routing engine answered what is no JSON');
  }
}
