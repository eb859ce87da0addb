import { createHash } from 'node:crypto';
import { LIMITS, type LimitName } from '#core/limits';
import { SECOND_MS } from '#core/units';
import { countedAs } from './client-address';
import { TokenBucket } from './token-bucket';

/** Callers and addresses counted at once; beyond it those counted longest ago start anew. */
const COUNTED_MAX = 50_000;
type RequestLimit = Extract<
  LimitName,
  'requests-of-caller' | 'anonymous-of-address' | 'refused-of-address'
>;

/**
 * How many requests one caller or address may send to this copy of the server. Counted in the
 * process, since a look elsewhere would cost each request more than it saves. Whoever comes with a
 * secret that was right is never counted by address: a carrier puts many phones behind one.
 */
export class RequestLimits {
  private readonly buckets: Readonly<Record<RequestLimit, Map<string, TokenBucket>>> = {
    'requests-of-caller': new Map(),
    'anonymous-of-address': new Map(),
    'refused-of-address': new Map(),
  };
  /** Who a secret belongs to, by its digest. */
  private readonly callers = new Map<string, string>();

  /**
   * @param factor how many times the usual
   * @param nowMs real time
   */
  constructor(
    private readonly factor: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Notes whom a secret belongs to, once it was right. */
  know(secret: string, callerId: string): void {
    keep(this.callers, digestOf(secret), callerId);
  }

  /**
   * Counts a request; false when it is one too many. A new secret is looked up freely, but where
   * its address has guessed too often: there no faster than whoever brings none.
   */
  admit(request: { readonly secret: string | null; readonly address: string }): boolean {
    const { secret, address } = request;
    const callerId = secret === null ? undefined : this.callers.get(digestOf(secret));
    if (callerId !== undefined) return this.take('requests-of-caller', callerId);
    const isFree = secret !== null && !this.bucket('refused-of-address', address).isEmpty();
    return isFree || this.take('anonymous-of-address', address);
  }

  /** Counts a secret that was wrong; false when there were too many from that address. */
  refuse(address: string): boolean {
    return this.take('refused-of-address', address);
  }

  private take(limit: RequestLimit, of: string): boolean {
    return this.bucket(limit, of).take();
  }

  private bucket(limit: RequestLimit, of: string): TokenBucket {
    const buckets = this.buckets[limit];
    const key = limit === 'requests-of-caller' ? of : countedAs(of);
    const bucket = buckets.get(key) ?? this.fill(limit);
    keep(buckets, key, bucket);
    return bucket;
  }

  private fill(limit: RequestLimit): TokenBucket {
    const { uses, perMs } = LIMITS[limit];
    const burst = uses * this.factor;
    return new TokenBucket({ burst, perSecond: (burst * SECOND_MS) / perMs }, this.nowMs);
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

/** Puts an entry last, and lets the first go when there are too many. */
function keep<T>(entries: Map<string, T>, key: string, value: T): void {
  const first = entries.keys().next();
  if (entries.size >= COUNTED_MAX && !entries.has(key) && !first.done) entries.delete(first.value);
  entries.delete(key);
  entries.set(key, value);
}
