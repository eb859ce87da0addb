import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ok, refuse, type Result } from '#core/problem';
import type { Caller } from '#flow/ports';
import { bearerOf } from './auth';
import { ClientAddresses } from './client-address';
import { ClientCertificates } from './client-certificate';
import { RequestLimits } from './limits';
import { PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';
import { SignedMessages } from './signed-messages';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of a signed message as it came. */
    signedText: string;
  }
}

const READS = ['GET', 'HEAD'];

/** What a caller's key asks for beside its secret; stands after the guard that found the caller. */
@Injectable()
export class EdgeGuard implements CanActivate {
  private readonly certificates: ClientCertificates;
  private readonly signed: SignedMessages;

  constructor(
    @Inject(PARTS) parts: ServerParts,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
  ) {
    const { trustedProxies, certificateHeader } = parts.config.edge;
    const addresses = new ClientAddresses(trustedProxies);
    this.certificates = new ClientCertificates(certificateHeader, addresses);
    this.signed = new SignedMessages(parts.world);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { caller } = request;
    if (caller === null) return true;
    const secret = bearerOf(request.headers.authorization);
    if (secret !== null) this.limits.know(secret, countedIdOf(caller));
    if (caller.role === 'responder') return true;
    unwrap(certificateFits(caller, this.certificates.of(request.raw)));
    if (READS.includes(request.method)) return true;
    const { method, url, headers, signedText: text } = request;
    unwrap(await this.signed.check(caller, { method, url, headers, text }));
    return true;
  }
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

/** All secrets of one key, session or phone are counted together. */
function countedIdOf(caller: Caller): string {
  return caller.role === 'responder' ? caller.deviceId : (caller.sessionId ?? caller.keyId);
}
