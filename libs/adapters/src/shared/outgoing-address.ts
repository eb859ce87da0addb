import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/*
 * Where the server may be sent by an address that somebody else chose. Subscriptions come from
 * phones: none of them may make this server talk to itself, its neighbours or a cloud's metadata.
 */

/**
 * Why an address is not talked to; null where it may be. What a name leads to is judged when the
 * connection is made, by `lookupPublic`; redirects are not followed by `HttpsPost`.
 *
 * @param allowsPrivate for tests and demos with a certificate of our own
 */
export function outgoingFault(address: URL, allowsPrivate = false): string | null {
  if (address.protocol !== 'https:') return 'The endpoint is not https.';
  if (address.username !== '' || address.password !== '') return 'The endpoint carries a name.';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const isInside = isIP(host) !== 0 && !isPublicAddress(host);
  return isInside && !allowsPrivate ? 'The endpoint is not a public address.' : null;
}

/** Whether an address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !PRIVATE.check(address, 'ipv4');
  return family === 6 && GLOBAL.check(address, 'ipv6') && !PRIVATE.check(address, 'ipv6');
}

/** Looks up all addresses of a name, as Node does. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A look-up for connections that knows no name that leads to a private address. The connection
 * goes to what this very look-up found, so that a name cannot lead elsewhere a moment later.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        callback(new Error('the name leads to no public address'), '', 0);
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** As `publicLookup`, by the names this machine knows. */
export const lookupPublic = publicLookup();

/** Global unicast (RFC 4291 §2.4); every other block of IPv6 is special, or maps IPv4. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');

/** Special-purpose blocks (RFC 6890 and its registries). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}
