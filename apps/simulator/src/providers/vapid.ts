import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** A token may be good for a day at most (RFC 8292 §2). */
const LIFE_MAX_S = 86_400;
const P256_POINT_BYTES = 65;
const COORDINATE_BYTES = 32;

/** What a request proves of its sender, or why it proves nothing. */
export type VapidProof =
  { readonly key: string } | { readonly status: 401 | 403; readonly reason: string };

/**
 * Checks an Authorization header of scheme `vapid` (RFC 8292): a JSON Web Token signed with ES256
 * under the key that stands beside it, for this push service, not expired, with somebody to turn
 * to.
 *
 * @param audience origin of the endpoint
 * @param now milliseconds since 1970
 */
export function checkVapid(header: string | undefined, audience: string, now: number): VapidProof {
  if (header === undefined) return { status: 401, reason: 'no Authorization' };
  const [, scheme = '', parameters = ''] = /^(\S+)\s+(.+)$/.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'vapid') return { status: 401, reason: 'not of scheme vapid' };
  const { t = '', k = '' } = parametersOf(parameters);
  const key = publicKey(k);
  if (key === null) return refused('k is not an uncompressed point of P-256');
  const [head = '', claims = '', signature = '', ...more] = t.split('.');
  const says = jsonOf(head);
  if (more.length > 0 || says?.['alg'] !== 'ES256') return refused('t is not a token of ES256');
  const signed = Buffer.from(`${head}.${claims}`);
  const good = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) return refused('the signature is not of the key in k');
  const wrong = wrongClaim(jsonOf(claims), audience, now);
  return wrong === null ? { key: k } : refused(wrong);
}

function wrongClaim(
  claims: Record<string, unknown> | null,
  audience: string,
  now: number,
): string | null {
  const { aud, exp, sub } = claims ?? {};
  if (aud !== audience) return `aud is not ${audience}`;
  if (typeof exp !== 'number' || exp * 1_000 <= now) return 'expired';
  if (exp * 1_000 > now + LIFE_MAX_S * 1_000) return 'exp is more than a day away';
  const reachable = typeof sub === 'string' && /^(mailto:.+@.+|https:\/\/.+)$/.test(sub);
  return reachable ? null : 'sub is neither mailto: nor https:';
}

function refused(reason: string): VapidProof {
  return { status: 403, reason };
}

/** `t=…, k=…` in any order. */
function parametersOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((each) => /^\s*([a-z]+)\s*=\s*"?([\w.-]+)"?\s*$/.exec(each));
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

function publicKey(k: string): KeyObject | null {
  const point = Buffer.from(k, 'base64url');
  if (point.length !== P256_POINT_BYTES || point[0] !== 4) return null;
  const x = point.subarray(1, 1 + COORDINATE_BYTES).toString('base64url');
  const y = point.subarray(1 + COORDINATE_BYTES).toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return null;
  }
}

function jsonOf(part: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
