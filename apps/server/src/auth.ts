import { createHash } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { callersOf, ROUTES, type Route, type RouteId } from '#contracts/routes';
import { ok, refuse, type Result } from '#core/problem';
import type { Caller, Clock, PeopleStore } from '#flow/ports';
import { ROUTE_ID } from './call';
import { DEMO_KEY_PREFIX, type Config } from './config';
import { PARTS } from './parts';
import { unwrap } from './problem.filter';

/** A revoked key or a disabled phone is let in no longer than this after its last use. */
export const REMEMBERED_FOR_MS = 2_000;
export const REMEMBERED_MAX = 20_000;
const SECRET_LENGTH_MAX = 200;
const BEARER = /^Bearer ([\x21-\x7e]+)$/i;

interface Remembered {
  readonly caller: Promise<Caller | null>;
  readonly until: number;
}

/** Who is calling, by account key or by device token. */
@Injectable()
export class Callers {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    @Inject(PARTS)
    private readonly parts: {
      readonly world: {
        readonly people: Pick<PeopleStore, 'callerOfKey' | 'callerOfToken'>;
        readonly clock: Pick<Clock, 'now'>;
      };
      readonly config: Pick<Config, 'demoKeys'>;
    },
  ) {}

  /**
   * The caller a secret belongs to.
   *
   * @returns refusals `unauthenticated` and `token-expired`
   */
  async identify(secret: string | null): Promise<Result<Caller>> {
    const caller = secret === null ? null : await this.lookUp(secret);
    return caller === null
      ? refuse('unauthenticated', 'Give a valid key or token: Authorization: Bearer …')
      : this.unexpired(caller);
  }

  /** The caller, unless the token has run out meanwhile: `token-expired`. */
  unexpired(caller: Caller): Result<Caller> {
    const { expiresAt } = caller;
    if (expiresAt === null || expiresAt > this.parts.world.clock.now()) return ok(caller);
    return caller.role === 'responder'
      ? refuse('token-expired', 'The token of this phone has expired; enrol it again.')
      : refuse('token-expired', 'This access token has expired; refresh it.');
  }

  /** As `identify`, and the caller's role must have the permission. */
  async admit(secret: string | null, route: Pick<Route, 'permission'>): Promise<Result<Caller>> {
    const identified = await this.identify(secret);
    if (!identified.ok || callersOf(route).includes(identified.value.role)) return identified;
    return refuse('forbidden', `A ${identified.value.role} may not do this.`);
  }

  /** Whose secret it is, also where it lets nobody in any more; for the audit of refusals. */
  async whose(secret: string | null): Promise<Caller | null> {
    return secret === null ? null : this.lookUp(secret);
  }

  private async lookUp(secret: string): Promise<Caller | null> {
    if (secret.length > SECRET_LENGTH_MAX) return null;
    if (secret.startsWith(DEMO_KEY_PREFIX) && !this.parts.config.demoKeys) return null;
    const hash = createHash('sha256').update(secret).digest('base64');
    const known = this.remembered.get(hash);
    if (known !== undefined && known.until > performance.now()) return known.caller;
    const caller = this.ask(secret);
    this.remember(hash, caller);
    return caller;
  }

  private async ask(secret: string): Promise<Caller | null> {
    const { people } = this.parts.world;
    return (await people.callerOfToken(secret)) ?? (await people.callerOfKey(secret));
  }

  private remember(hash: string, caller: Promise<Caller | null>): void {
    const oldest = this.remembered.keys().next();
    if (this.remembered.size >= REMEMBERED_MAX && !oldest.done) {
      this.remembered.delete(oldest.value);
    }
    this.remembered.delete(hash);
    this.remembered.set(hash, { caller, until: performance.now() + REMEMBERED_FOR_MS });
    const forget = (): void => {
      if (this.remembered.get(hash)?.caller === caller) this.remembered.delete(hash);
    };
    caller.then((found) => {
      if (found === null) forget();
    }, forget);
  }
}

/** Lets a request through when the table of routes says so; a handler without a route, never. */
@Injectable()
export class RouteGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Callers) private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = this.reflector.get<RouteId | undefined>(ROUTE_ID, context.getHandler());
    if (id === undefined) return unwrap(refuse('forbidden', 'Nobody may do this.'));
    const route: Route = ROUTES[id];
    if (route.permission === 'anyone') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.caller = unwrap(
      await this.callers.admit(bearerOf(request.headers.authorization), route),
    );
    return true;
  }
}

/** The secret of an Authorization header; null where there is none. */
export function bearerOf(header: string | undefined): string | null {
  return (header === undefined ? null : BEARER.exec(header)?.[1]) ?? null;
}
