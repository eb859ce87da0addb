import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether what asks is a page of this very host, of an origin listed, or a program: browsers name
 * the origin of a page, or at least whether it is another one (Fetch Metadata).
 */
export function isOwnOrigin(
  headers: Pick<IncomingHttpHeaders, 'origin' | 'host'> & Readonly<Record<string, unknown>>,
  allowedOrigins: readonly string[],
): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  const isSameHost = URL.canParse(origin) && new URL(origin).host === host;
  return isSameHost || allowedOrigins.includes(origin);
}
