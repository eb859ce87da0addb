import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allRoutes, type Route, type RouteId } from '#contracts/routes';
import type { AuditTrail } from '#flow/audit-trail';
import type { AuditEntry, Caller } from '#flow/ports';
import { bearerOf, type Callers } from './auth';
import { problemDetails } from './problem.filter';

const REFUSED_FROM = 400;
const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;
const ACCIDENT_FROM = 500;
/** Refusals are small; nothing larger is read for its code. */
const PROBLEM_LENGTH_MAX = 4_096;
const CODE = /"code":"([a-z-]{1,60})"/;

/** Control's messages, for which nobody may wait: their entries follow the answer. */
const AFTER_THE_ANSWER: readonly RouteId[] = [
  'raiseIncident',
  'updateIncident',
  'closeIncident',
  'cancelIncident',
  'takeDocument',
];

/** What a handler adds to the entry of its request. */
export interface AuditNote {
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly detail?: AuditEntry['detail'];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by handlers whose entry says more than the route and the answer. */
    auditNote: AuditNote | null;
    /** Waits until the answer has gone out. */
    auditEntry: Omit<AuditEntry, 'at'> | null;
  }
}

/**
 * Writes an entry for every request that somebody with a name makes on a route that is neither
 * open to anyone nor a phone's own, also where it is refused. The entry is committed before the
 * answer goes out, but for control's messages; what cannot be recorded is not shown.
 *
 * @param parts is asked at each request, since the server is built after its hooks
 */
export function auditRequests(
  fastify: FastifyInstance,
  parts: () => { readonly trail: AuditTrail; readonly callers: Callers },
): void {
  const routes = new Map(
    allRoutes().map(([id, route]) => [`${route.method} ${route.path}`, { id, route }]),
  );
  fastify.decorateRequest('auditNote', null);
  fastify.decorateRequest('auditEntry', null);
  fastify.addHook('onSend', async (request, reply, payload) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = routes.get(`${method} ${request.routeOptions.url ?? ''}`);
    if (found === undefined || found.route.permission === 'anyone') return payload;
    const { trail, callers } = parts();
    const caller = await callerOf(request, reply, callers);
    if (caller === null || !isAudited(found.route, reply)) return payload;
    const entry = entryOf({ id: found.id, caller, request, reply, payload });
    if (AFTER_THE_ANSWER.includes(found.id)) {
      request.auditEntry = entry;
      return payload;
    }
    return keep({ trail, entry, method, reply, payload, requestId: request.id });
  });
  fastify.addHook('onResponse', (request, _reply, next) => {
    if (request.auditEntry !== null) parts().trail.note(request.auditEntry);
    next();
  });
}

/**
 * A phone's own routes are told by the timeline; that staff tried one is not. Which streets of the
 * public map somebody looked at tells of nobody, and would cost a commit for every square.
 */
function isAudited(route: Route, reply: FastifyReply): boolean {
  if (route.permission === 'read-map') return false;
  return route.permission !== 'use-phone' || reply.statusCode === FORBIDDEN;
}

/** Who is calling, also where they were not let in although their secret is known. */
async function callerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  callers: Callers,
): Promise<Caller | null> {
  if (request.caller !== null) return request.caller;
  if (reply.statusCode !== UNAUTHENTICATED && reply.statusCode !== FORBIDDEN) return null;
  try {
    return await callers.whose(bearerOf(request.headers.authorization));
  } catch {
    // The record does not answer: nobody was let in either.
    return null;
  }
}

/** Resolves what is sent: the answer, or that it cannot be shown now. */
async function keep(input: {
  readonly trail: AuditTrail;
  readonly entry: Omit<AuditEntry, 'at'>;
  readonly method: string;
  readonly reply: FastifyReply;
  readonly payload: unknown;
  readonly requestId: string;
}): Promise<unknown> {
  const { trail, entry, method, reply, payload, requestId } = input;
  try {
    await trail.keep(entry);
    return payload;
  } catch {
    // What was done is done, and its entry is tried again; what is read must not go out unseen.
    if (method !== 'GET' || entry.outcome === 'refused') return payload;
    const detail = 'What cannot be recorded is not shown; try again.';
    return unavailable(reply, problemDetails({ code: 'unavailable', detail }, requestId));
  }
}

function unavailable(reply: FastifyReply, details: ReturnType<typeof problemDetails>): string {
  void reply.status(details.status).type('application/problem+json; charset=utf-8');
  void reply.header('retry-after', '1').removeHeader('content-length');
  return JSON.stringify(details);
}

function entryOf(input: {
  readonly id: RouteId;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly payload: unknown;
}): Omit<AuditEntry, 'at'> {
  const { id, caller, request, reply, payload } = input;
  const status = reply.statusCode;
  const refused = status >= REFUSED_FROM;
  const code = refused && status < ACCIDENT_FROM ? codeOf(payload) : null;
  return {
    organisationId: caller.organisationId,
    actor: {
      role: caller.role,
      id: caller.role === 'responder' ? caller.responderId : caller.keyId,
    },
    action: id,
    subject: request.auditNote?.subject ?? subjectOf(request, reply),
    outcome: refused ? 'refused' : 'done',
    detail: {
      status,
      ...(code === null ? {} : { code }),
      ...filtersOf(request.query),
      ...request.auditNote?.detail,
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whom or what the address names; of a new incident what the answer names. */
function subjectOf(request: FastifyRequest, reply: FastifyReply): AuditEntry['subject'] {
  const incidentId = reply.getHeader('x-incident-id');
  if (typeof incidentId === 'string') return { kind: 'incident', id: incidentId };
  const params = Object.entries(request.params as Record<string, string>);
  const [first] = params;
  if (first === undefined) return null;
  const [name, id] = first;
  // What stands where an id belongs may be anything, also about people.
  if (name.endsWith('Id')) {
    return UUID.test(id) ? { kind: name.slice(0, -'Id'.length), id } : null;
  }
  if (params.length > 1) return { kind: 'key', id: params.map(([, value]) => value).join('/') };
  // An organisation's own reference of a person is not to outlive them.
  if (name === 'responder' && !UUID.test(id)) return null;
  return { kind: name.replace(/[A-Z]/, (capital) => `-${capital.toLowerCase()}`), id };
}

/** By what a list was narrowed down; the values may be about people. */
function filtersOf(query: unknown): { readonly filters?: string } {
  const names = Object.keys(query ?? {}).sort();
  return names.length === 0 ? {} : { filters: names.join(',') };
}

function codeOf(payload: unknown): string | null {
  if (typeof payload !== 'string' || payload.length > PROBLEM_LENGTH_MAX) return null;
  return CODE.exec(payload)?.[1] ?? null;
}
