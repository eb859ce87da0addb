import { createHash } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { callersOf, ROUTES, type Route, type RouteId } from '#contracts/routes';
import { ok, refuse, type Result } from '#core/problem';
import type { Caller, Clock, PeopleStore } from '#flow/ports';
import { ROUTE_ID } from './call';
import { DEMO_KEY_PREFIX, type Config } from './config';
import type { Flow } from './flow';
import { FLOW, PARTS } from './parts';
import { unwrap } from './problem.filter';

/**
 * Whoever was let in is remembered so long. What ends before is told to every copy of the server
 * (`AccessChanges`) and forgotten at once; this bounds what happens where that fails.
 */
export const REMEMBERED_FOR_MS = 2_000;
/** So long before it ends, who comes again is looked up anew, beside what they ask. */
const RENEWED_BEFORE_MS = 1_000;
export const REMEMBERED_MAX = 20_000;
/** A look at the record never takes longer; what changed before it began it has seen. */
const CHANGE_KEPT_MS = 30_000;
const SECRET_LENGTH_MAX = 200;
const BEARER = /^Bearer ([\x21-\x7e]+)$/i;

interface Remembered {
  readonly caller: Promise<Caller | null>;
  readonly until: number;
  /** What the caller is remembered under, once it is known. */
  ids: readonly string[];
  /** Whether it is being asked again who they are. */
  isRenewed: boolean;
}

/** Who is calling, by key, access token or token of a phone. */
@Injectable()
export class Callers {
  private readonly remembered = new Map<string, Remembered>();
  /** When it was heard that somebody's way in changed, by their ids. */
  private readonly changes = new Map<string, number>();

  constructor(
    @Inject(PARTS)
    private readonly parts: {
      readonly world: {
        readonly people: Pick<PeopleStore, 'callerOf'>;
        readonly clock: Pick<Clock, 'now'>;
      };
      readonly config: Pick<Config, 'demoKeys'>;
    },
    @Inject(FLOW) private readonly flow: { readonly phones: Pick<Flow['phones'], 'used'> },
  ) {}

  /**
   * The caller a secret belongs to.
   *
   * @param isSeated who is asked again about an open socket, and comes with nothing new
   * @returns refusals `unauthenticated` and `token-expired`
   */
  async identify(secret: string | null, isSeated = false): Promise<Result<Caller>> {
    const caller = secret === null ? null : await this.lookUp(secret, isSeated);
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
    return secret === null ? null : this.lookUp(secret, true);
  }

  /** Forgets whoever has one of these ids: their way in has changed or ended. */
  forget(ids: readonly string[]): void {
    const now = performance.now();
    for (const [id, at] of this.changes) {
      if (at + CHANGE_KEPT_MS < now) this.changes.delete(id);
    }
    for (const id of ids) this.changes.set(id, now);
    const changed = new Set(ids);
    for (const [hash, known] of this.remembered) {
      if (known.ids.some((id) => changed.has(id))) this.remembered.delete(hash);
    }
  }

  /** Whether it was heard since that moment (of `performance.now`) that their way in changed. */
  hasChanged(caller: Caller, since: number): boolean {
    return idsOf(caller).some((id) => (this.changes.get(id) ?? -1) >= since);
  }

  private async lookUp(secret: string, isSeated: boolean): Promise<Caller | null> {
    if (secret.length > SECRET_LENGTH_MAX) return null;
    if (secret.startsWith(DEMO_KEY_PREFIX) && !this.parts.config.demoKeys) return null;
    const hash = createHash('sha256').update(secret).digest('base64');
    const known = this.remembered.get(hash);
    const now = performance.now();
    if (known !== undefined && known.until > now) {
      if (known.until - now < RENEWED_BEFORE_MS) this.renew(hash, known, { secret, isSeated });
      return known.caller;
    }
    const caller = this.ask(secret, isSeated);
    this.remember(hash, caller);
    return caller;
  }

  /** Whoever comes often is asked about while they are remembered, and never waits for it. */
  private renew(
    hash: string,
    known: Remembered,
    { secret, isSeated }: { readonly secret: string; readonly isSeated: boolean },
  ): void {
    if (known.isRenewed) return;
    known.isRenewed = true;
    const askedAt = performance.now();
    this.ask(secret, isSeated).then(
      (caller) => {
        const isCurrent = this.remembered.get(hash) === known;
        if (isCurrent) this.remember(hash, Promise.resolve(caller), askedAt);
      },
      // Where that fails, whoever comes when nothing is remembered any more waits and is told.
      () => undefined,
    );
  }

  private async ask(secret: string, isSeated: boolean): Promise<Caller | null> {
    const caller = await this.parts.world.people.callerOf(secret);
    if (caller?.role !== 'responder' || caller.tradedAt === undefined) return caller;
    return (await this.flow.phones.used(caller, { token: secret, isSeated })) ? caller : null;
  }

  private remember(
    hash: string,
    caller: Promise<Caller | null>,
    askedAt = performance.now(),
  ): void {
    const oldest = this.remembered.keys().next();
    if (this.remembered.size >= REMEMBERED_MAX && !oldest.done) {
      this.remembered.delete(oldest.value);
    }
    this.remembered.delete(hash);
    const until = askedAt + REMEMBERED_FOR_MS;
    const entry: Remembered = { caller, until, ids: [], isRenewed: false };
    this.remembered.set(hash, entry);
    const forget = (): void => {
      if (this.remembered.get(hash) === entry) this.remembered.delete(hash);
    };
    caller.then((found) => {
      entry.ids = found === null ? [] : idsOf(found);
      if (found === null || this.hasChanged(found, askedAt)) forget();
    }, forget);
  }
}

/** Everything whose end ends this caller's way in. */
export function idsOf(caller: Caller): readonly string[] {
  if (caller.role === 'responder') return [caller.responderId, caller.deviceId];
  return caller.sessionId === null ? [caller.keyId] : [caller.keyId, caller.sessionId];
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
