/** Scheme and who connects, the hosts, and everything after them. */
const PARTS = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]+)(.*)$/s;

/**
 * The servers that a URL with several hosts names, as libpq writes them
 * (`postgres://user:secret@db1:5432,db2:5432/closeby`): one URL each, in order. A URL with one host
 * comes back as it is.
 */
export function addressesOf(url: string): readonly [string, ...string[]] {
  const [, before = '', hosts = '', after = ''] = PARTS.exec(url) ?? [];
  if (!hosts.includes(',')) return [url];
  const [first = '', ...others] = hosts.split(',').map((host) => `${before}${host}${after}`);
  return [first, ...others];
}
