import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ok, refuse, type Result } from '#core/problem';
import type { Caller } from '#flow/ports';
import { ClientAddresses, type SocketEnd } from './client-address';
import type { EdgeConfig } from './config-edge';

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

/** As the server's edge is configured. */
export function certificatesBy({ certificateHeader, trustedProxies }: EdgeConfig) {
  return new ClientCertificates(certificateHeader, new ClientAddresses(trustedProxies));
}

/**
 * Whether a key that is bound to a client certificate came with it (RFC 8705).
 *
 * @param presented SHA-256 in hex of the certificate a trusted proxy vouches for
 * @returns refusal `unauthenticated`
 */
export function certificateFits(caller: Caller, presented: string | null): Result<null> {
  if (caller.role === 'responder') return ok(null);
  const bound = caller.terms?.certificateSha256 ?? null;
  return bound === null || bound === presented
    ? ok(null)
    : refuse('unauthenticated', 'This key works only with its client certificate.');
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
