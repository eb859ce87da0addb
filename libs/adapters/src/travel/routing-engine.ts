import type { TravelQuery, TravelTable } from '#core/travel';
import type { OnTravelFallback, TravelFallback } from '#flow/ports';
import { ENGINE_PROTOCOLS, type EngineProtocol, type RoutingKind } from './engine-protocols';
import type { BetterTravel } from './fallback-travel';
import { joinParts, partsOf } from './matrix-parts';
import { TravelFailure } from './travel-failure';
import { matricesOf, tableOf, type Matrix, type Metres } from './ways';

export interface RoutingEngineOptions {
  readonly kind: RoutingKind;
  /** Its address, with the path it is served under, if any. */
  readonly url: string;
  /** The engine's name for the mode of travel; on foot where not said. */
  readonly profile?: string;
  /** Told when the ways by the AEDs are straight lines because the engine did not tell them. */
  readonly onFallback?: OnTravelFallback;
  /** A signal that is aborted after so many milliseconds. */
  readonly timeout?: (ms: number) => AbortSignal;
}

/** A query that takes more requests than this is not put to the engine; source: proposed. */
export const REQUESTS_MAX = 16;
/** The many ways by AEDs are not waited for longer than this, in milliseconds; source: proposed. */
export const DETOURS_WITHIN_MS = 100;
/** An answer longer than this is not read; Valhalla's longest is about a fifth of it. */
export const ANSWER_MAX_BYTES = 1024 * 1024;

/**
 * Metres of a routing engine over HTTP, all asked at once in as few requests as serve it well.
 * Rejects unless all ways to the patient are answered; `FallbackTravel` takes it from there. The
 * ways by the AEDs are many: where the engine fails on them or is late, straight lines serve.
 */
export class RoutingEngine implements BetterTravel {
  private readonly protocol: EngineProtocol;
  private readonly profile: string;
  private readonly url: string;

  constructor(private readonly options: RoutingEngineOptions) {
    this.protocol = ENGINE_PROTOCOLS[options.kind];
    this.profile = options.profile ?? this.protocol.onFoot;
    this.url = options.url.endsWith('/') ? options.url : `${options.url}/`;
  }

  async table(query: TravelQuery, signal: AbortSignal): Promise<TravelTable> {
    const { toPatient, toAeds } = matricesOf(query);
    const count = partsOf(toPatient, this.protocol).length + partsOf(toAeds, this.protocol).length;
    if (count > REQUESTS_MAX) {
      throw new TravelFailure('too-many', `${query.people.length} people are too many to ask for`);
    }
    // One that fails makes the others useless: they are not waited for, and given up.
    const given = new AbortController();
    const deadline = (this.options.timeout ?? abortedAfter)(DETOURS_WITHIN_MS);
    const detours = this.askAll(toAeds, AbortSignal.any([signal, given.signal, deadline])).catch(
      (): TravelFallback => (deadline.aborted ? 'late' : 'failed'),
    );
    try {
      const found = await this.askAll(toPatient, AbortSignal.any([signal, given.signal]));
      const byAed = await detours;
      if (typeof byAed !== 'string') return tableOf(query, { toPatient: found, toAeds: byAed });
      this.options.onFallback?.(byAed, toAeds.sources.length * toAeds.targets.length);
      return tableOf(query, { toPatient: found, toAeds: null });
    } catch (error) {
      given.abort(error);
      throw error;
    }
  }

  private async askAll(matrix: Matrix, signal: AbortSignal): Promise<Metres> {
    const asked = partsOf(matrix, this.protocol).map(async (part) => {
      return { part, metres: await this.ask(part, signal) };
    });
    return joinParts(matrix, await Promise.all(asked));
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

function abortedAfter(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
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
