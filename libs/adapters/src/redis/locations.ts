import type { Place } from '#core/geometry';
import { FIX_AGE_MAX_MS, type Fix } from '#core/location-fix';
import { CREDENTIAL_KINDS, type CredentialKind } from '#core/responder';
import type { LiveEntry, Locations } from '#flow/ports';
import type { RedisClient } from '#adapters/shared/redis-connection';
import { FilledMarks } from './filled-marks';
import { inCalls, RedisFunctions } from './functions';

/** Redis GEO ends here (Web Mercator); nobody lives beyond. */
const GEO_LAT_MAX = 85.05112878;
/** One float each for lat, lon, time and accuracy. */
const PACKED_FIX_BYTES = 32;
const BIT_OF = Object.fromEntries(
  CREDENTIAL_KINDS.map((kind, bit) => [kind, 1 << bit]),
) as Readonly<Record<CredentialKind, number>>;

/**
 * The live index in Redis: per organisation one hash of exact fixes and one GEO set per kind of
 * credential, changed and searched by the functions of `locations.lua`. Every call throws when
 * Redis does not answer in time, except `ready`, which then says false.
 */
export class RedisLocations implements Locations {
  private readonly functions: RedisFunctions;
  private readonly filled: FilledMarks;

  constructor(private readonly client: RedisClient) {
    this.functions = new RedisFunctions(client);
    this.filled = new FilledMarks(client, this.functions);
  }

  async put(organisationId: string, entries: readonly LiveEntry[]): Promise<void> {
    const keys = keysOf(organisationId, CREDENTIAL_KINDS);
    for (const some of inCalls(newestOfEach(entries))) {
      const args = some.flatMap((entry) => [
        entry.responderId,
        packFix(entry.fix),
        maskOf(entry.credentialKinds),
      ]);
      await this.functions.call('closeby_put', keys, args).catch(this.notWhole);
    }
  }

  /** An index that refuses positions, because it is full, is not one to dispatch by. */
  private readonly notWhole = async (error: unknown): Promise<never> => {
    const isRefusal = error instanceof Error && error.name === 'ReplyError';
    if (isRefusal) await this.filled.takeAway();
    throw error;
  };

  async remove(organisationId: string, responderIds: readonly string[]): Promise<void> {
    const keys = keysOf(organisationId, CREDENTIAL_KINDS);
    for (const some of inCalls(responderIds)) {
      await this.functions.call('closeby_remove', keys, some);
    }
  }

  async nearest(query: {
    readonly organisationId: string;
    readonly place: Place;
    readonly radiusM: number;
    readonly credentialKinds: readonly CredentialKind[];
    readonly freshSince: number;
    readonly max: number;
  }): Promise<readonly { readonly responderId: string; readonly fix: Fix }[]> {
    const kinds = CREDENTIAL_KINDS.filter((kind) => query.credentialKinds.includes(kind));
    const { place, radiusM, freshSince, max } = query;
    if (kinds.length === 0 || max < 1 || !isIndexable(place)) return [];
    const others = CREDENTIAL_KINDS.filter((kind) => !kinds.includes(kind));
    const answer = await this.functions.call(
      'closeby_nearest',
      keysOf(query.organisationId, [...kinds, ...others]),
      [place.lat, place.lon, radiusM, max, freshSince, freshSince - FIX_AGE_MAX_MS, kinds.length],
    );
    return pairsOf(answer);
  }

  async fixes(
    organisationId: string,
    responderIds: readonly string[],
  ): Promise<ReadonlyMap<string, Fix>> {
    const [fixKey] = keysOf(organisationId, []);
    const fixes = new Map<string, Fix>();
    for (const some of inCalls(responderIds)) {
      const packed = await this.client.hmgetBuffer(fixKey, ...some);
      for (const [n, id] of some.entries()) {
        const one = packed[n];
        if (one) fixes.set(id, unpackFix(one));
      }
    }
    return fixes;
  }

  /**
   * True when Redis answers, in a cluster all of it, and holds the mark. A false that Redis gives
   * begins a filling: `markFilled` then marks only if Redis was not emptied in between.
   */
  ready(): Promise<boolean> {
    return this.filled.areSet().catch(() => false);
  }

  async markFilled(): Promise<void> {
    await this.filled.set();
  }

  /** Loads the functions ahead of the first call; throws when Redis does not answer. */
  async prepare(): Promise<void> {
    await this.functions.load();
  }
}

/** The hash of fixes, then a GEO set per kind; one hash tag keeps them on one node of a cluster. */
function keysOf(
  organisationId: string,
  kinds: readonly CredentialKind[],
): readonly [string, ...string[]] {
  const tag = `closeby:{${organisationId}}`;
  return [`${tag}:fix`, ...kinds.map((kind) => `${tag}:geo:${kind}`)];
}

/** Each person once, with the newest of their fixes and the last of their kinds. */
function newestOfEach(entries: readonly LiveEntry[]): readonly LiveEntry[] {
  const newest = new Map<string, LiveEntry>();
  for (const entry of entries) {
    if (!isIndexable(entry.fix.place)) continue;
    const known = newest.get(entry.responderId);
    const isOlder = known !== undefined && known.fix.at > entry.fix.at;
    newest.set(entry.responderId, isOlder ? { ...entry, fix: known.fix } : entry);
  }
  return [...newest.values()];
}

function isIndexable(place: Place): boolean {
  return Math.abs(place.lat) <= GEO_LAT_MAX && Math.abs(place.lon) <= 180;
}

/** Bit i stands for the kind i of `CREDENTIAL_KINDS`, which the index keeps: see its functions. */
function maskOf(kinds: readonly CredentialKind[]): number {
  return kinds.reduce((mask, kind) => mask | BIT_OF[kind], 0);
}

function packFix(fix: Fix): Buffer {
  const packed = Buffer.allocUnsafe(PACKED_FIX_BYTES);
  packed.writeDoubleLE(fix.place.lat, 0);
  packed.writeDoubleLE(fix.place.lon, 8);
  packed.writeDoubleLE(fix.at, 16);
  packed.writeDoubleLE(fix.accuracyM, 24);
  return packed;
}

function unpackFix(packed: Buffer): Fix {
  return {
    place: { lat: packed.readDoubleLE(0), lon: packed.readDoubleLE(8) },
    at: packed.readDoubleLE(16),
    accuracyM: packed.readDoubleLE(24),
  };
}

function pairsOf(answer: unknown): { readonly responderId: string; readonly fix: Fix }[] {
  const parts: readonly unknown[] = Array.isArray(answer) ? answer : [];
  const pairs = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [id, packed] = [parts[i], parts[i + 1]];
    if (!Buffer.isBuffer(id) || !Buffer.isBuffer(packed)) continue;
    pairs.push({ responderId: id.toString('utf8'), fix: unpackFix(packed) });
  }
  return pairs;
}
