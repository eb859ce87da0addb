import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ClientAddresses, SocketEnd } from './client-address';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
/** A byte sequence of structured fields: base64 between colons (RFC 9440 §2.1, RFC 8941). */
const BYTE_SEQUENCE = /^:([A-Za-z0-9+/=]+):$/;

/**
 * The client certificate of a request, as the proxy that ended TLS gives it in its header; of
 * anybody else the header means nothing.
 */
export class ClientCertificates {
  constructor(
    private readonly header: string | null,
    private readonly addresses: Pick<ClientAddresses, 'isProxy'>,
  ) {}

  /** SHA-256 of the DER certificate in lower-case hex; null where none is vouched for. */
  of(request: Pick<IncomingMessage, 'headers'> & { readonly socket: SocketEnd }): string | null {
    if (this.header === null) return null;
    if (!this.addresses.isProxy(request.socket.remoteAddress ?? '')) return null;
    const value = request.headers[this.header];
    return typeof value === 'string' ? thumbprintOf(value) : null;
  }
}

/**
 * The thumbprint of what proxies write: `Client-Cert` of RFC 9440, PEM as a URL component (nginx),
 * or the SHA-256 itself (HAProxy, Envoy).
 */
export function thumbprintOf(value: string): string | null {
  const hex = value.replaceAll(':', '').toLowerCase();
  if (HEX_SHA256.test(hex)) return hex;
  try {
    const sequence = BYTE_SEQUENCE.exec(value)?.[1];
    const text = sequence === undefined ? decodeURIComponent(value) : null;
    const given = text ?? Buffer.from(sequence ?? '', 'base64');
    return createHash('sha256').update(new X509Certificate(given).raw).digest('hex');
  } catch {
    return null;
  }
}
