import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allRoutes, type RouteId } from '#contracts/routes';
import type { Problem } from '#core/problem';
import { againAfterMs, type Admission, type LaneName, type Leave } from './admission';
import { problemDetails, send } from './problem.filter';

/** The lane of a request is known by its route; that of an incident that comes in, by its body. */
const RAISES: readonly RouteId[] = ['raiseIncident', 'takeDocument'];
const LANE_OF: Readonly<Partial<Record<RouteId, LaneName | 'none'>>> = {
  updateIncident: 'incident',
  closeIncident: 'incident',
  cancelIncident: 'incident',
  relocateIncident: 'incident',
  addResponders: 'incident',
  standDownPeople: 'incident',
  tellPeople: 'incident',
  closeByHand: 'incident',
  overrideSafety: 'incident',
  // A flood calls out a town, and a second person says yes to it.
  openCallout: 'incident',
  endCallout: 'incident',
  putCalloutNeeds: 'incident',
  decideApproval: 'incident',
  sendAnswer: 'answer',
  sendProgress: 'answer',
  sendReceipt: 'answer',
  reportAed: 'answer',
  listAlerts: 'answer',
  readFeed: 'answer',
  takeProviderCallback: 'answer',
  // Positions are gathered and bounded where they are taken; whether we live is asked always.
  sendFixes: 'none',
  readLive: 'none',
  readReady: 'none',
  readMetrics: 'none',
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back the place of this request, once it has one. */
    leave: Leave | null;
    /** Whether its answer is made; what comes after needs no place. */
    isAnswered: boolean;
  }
}

/** Lets requests in by lanes; whoever cannot be served in time is told when to come again. */
export function admitRequests(fastify: FastifyInstance, admission: Admission): void {
  const lanes = new Map<string, LaneName | 'none'>(
    allRoutes().map(([id, { method, path }]) => [`${method} ${path}`, laneOf(id)]),
  );
  const keyOf = (request: FastifyRequest): string =>
    `${request.method} ${request.routeOptions.url ?? ''}`;
  fastify.decorateRequest('leave', null);
  fastify.decorateRequest('isAnswered', false);
  const enter = (
    lane: LaneName,
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    next: () => void,
  ): void => {
    const giveUp = admission.enter(lane, (leave) => {
      request.leave = leave;
      if (leave !== null) {
        next();
        return;
      }
      request.isTurnedAway = true;
      const problem = tooMuch();
      send(reply, problemDetails(problem, request.id), problem.retryAfterMs);
    });
    reply.raw.once('close', () => {
      giveUp();
      // Work whose caller has gone goes on until it has its answer.
      if (request.isAnswered) request.leave?.();
    });
  };
  fastify.addHook('onRequest', (request, reply, next) => {
    const lane = lanes.get(keyOf(request)) ?? 'none';
    if (lane === 'none') next();
    else enter(lane, { request, reply }, next);
  });
  const raises = allRoutes()
    .filter(([id]) => RAISES.includes(id))
    .map(([, { method, path }]) => `${method} ${path}`);
  fastify.addHook('preHandler', (request, reply, next) => {
    if (raises.includes(keyOf(request))) enter(laneOfRaise(request.body), { request, reply }, next);
    else next();
  });
  fastify.addHook('onSend', (request, reply, payload) => {
    request.isAnswered = true;
    if (reply.raw.destroyed) request.leave?.();
    return Promise.resolve(payload);
  });
  fastify.addHook('onResponse', (request, _reply, next) => {
    request.leave?.();
    next();
  });
}

function laneOf(id: RouteId): LaneName | 'none' {
  return RAISES.includes(id) ? 'none' : (LANE_OF[id] ?? 'rest');
}

/**
 * What is not read yet is not trusted with more than its place in the queue. A document of another
 * format may be a heart that stops, and is not made to wait until it is read.
 */
function laneOfRaise(body: unknown): LaneName {
  if (typeof body === 'string' || body instanceof Uint8Array) return 'life-threatening';
  if (typeof body !== 'object' || body === null) return 'incident';
  const { priority, mode = 'actual' } = body as Record<string, unknown>;
  return priority === 'life-threatening' && mode === 'actual' ? 'life-threatening' : 'incident';
}

/** The refusal of whom there was no time for. */
export function tooMuch(): Problem {
  return {
    code: 'too-many-requests',
    detail: 'More is asked than can be done now; come again.',
    retryAfterMs: againAfterMs(),
  };
}
