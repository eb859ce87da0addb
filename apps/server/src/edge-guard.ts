import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '#flow/ports';
import { bearerOf } from './auth';
import { certificateFits, certificatesBy, type ClientCertificates } from './client-certificate';
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
    this.certificates = certificatesBy(parts.config.edge);
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

/** All secrets of one key, session or phone are counted together. */
function countedIdOf(caller: Caller): string {
  return caller.role === 'responder' ? caller.deviceId : (caller.sessionId ?? caller.keyId);
}
