import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Groups of an IPv6 address that are one customer's (RFC 6177). */
const CUSTOMER_GROUPS = 4;

/**
 * Where requests come from. Whatever a header says is believed of the proxies listed and of
 * nobody else, so that no client chooses its own address.
 */
export class ClientAddresses {
  private readonly trusted = new BlockList();

  /** @param proxies addresses, and networks such as `10.0.0.0/8` */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) {
      const [address = '', bits] = proxy.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.trusted.addAddress(address, family);
      else this.trusted.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether that address is a proxy of ours. */
  isProxy(address: string): boolean {
    const plain = plainOf(address);
    const family = isIP(plain);
    return family !== 0 && this.trusted.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  }

  /** The client's address: the nearest in `X-Forwarded-For` that is no proxy of ours. */
  of(request: Pick<IncomingMessage, 'headers'> & { readonly socket: SocketEnd }): string {
    let address = plainOf(request.socket.remoteAddress ?? '');
    const given = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = given.map((hop) => plainOf(hop.trim())).filter((hop) => hop !== '');
    while (this.isProxy(address)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return address;
  }
}

/** The part of a connection that says where it comes from. */
export interface SocketEnd {
  readonly remoteAddress?: string | undefined;
}

/** Under which an address is counted: of IPv6 the network of one customer, who has all of it. */
export function countedAs(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = address.includes('::') ? [...before, ...zeros, ...after] : before;
  return groups
    .slice(0, CUSTOMER_GROUPS)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

function plainOf(address: string): string {
  return MAPPED.exec(address)?.[1] ?? address;
}
