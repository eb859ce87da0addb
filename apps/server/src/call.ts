import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ROUTES, type Route, type RouteId } from '#contracts/routes';
import type { Instant } from '#core/units';
import type { AccountRole, Caller, PageRequest, ResponderCaller } from '#flow/ports';
import { unwrap } from './problem.filter';
import { read } from './validation';

/** Under this name a handler carries the id of its route. */
export const ROUTE_ID = 'closeby:route';

type Read<T> = T extends z.ZodType ? z.output<T> : undefined;
type Field<R, K extends string> = R extends Readonly<Record<K, infer S>> ? Read<S> : undefined;
type CallerOf<R extends Route> = R['permission'] extends 'anyone'
  ? null
  : R['permission'] extends 'use-phone'
    ? ResponderCaller
    : Extract<Caller, { role: AccountRole }>;

/** A request that has been read by its route's schemas, and who sent it. */
export interface CallOf<I extends RouteId> {
  readonly params: Field<(typeof ROUTES)[I], 'params'>;
  readonly query: Field<(typeof ROUTES)[I], 'query'>;
  readonly body: Field<(typeof ROUTES)[I], 'body'>;
  readonly caller: CallerOf<(typeof ROUTES)[I]>;
  /** First byte of the request. */
  readonly receivedAt: Instant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on routes that are not open to anyone. */
    caller: Caller | null;
    receivedAt: Instant;
  }
}

/** Makes a method the handler of one route of the table. */
export function Serves(id: RouteId): MethodDecorator {
  const route: Route = ROUTES[id];
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.success.status),
    SetMetadata(ROUTE_ID, id),
  );
}

/** The request as `CallOf` its route; refused with the field at fault when it cannot be read. */
export const Call = createParamDecorator((id: RouteId, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const route: Route = ROUTES[id];
  return {
    params: route.params ? unwrap(read(route.params, request.params)) : undefined,
    query: route.query ? unwrap(read(route.query, request.query)) : undefined,
    body: route.body ? unwrap(read(route.body, request.body)) : undefined,
    caller: request.caller,
    receivedAt: request.receivedAt,
  };
});

/** The page a list's query asks for. */
export function pageOf(query: {
  readonly cursor?: string | undefined;
  readonly limit: number;
}): PageRequest {
  return { cursor: query.cursor ?? null, limit: query.limit };
}
