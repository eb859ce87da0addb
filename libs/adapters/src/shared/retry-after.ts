import { SECOND_MS } from '#core/units';

/**
 * Milliseconds of a Retry-After header, in seconds or as a date (RFC 9110 §10.2.3); null without a
 * readable one.
 *
 * @param now milliseconds since 1970, real time
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * SECOND_MS;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
