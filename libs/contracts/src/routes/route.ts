import type { z } from 'zod';
import type { ProblemCode } from '#core/problem';
import { CALLER_ROLES, may, type Permission, type CallerRole } from '#core/caller-roles';

export interface RouteAnswer {
  readonly status: number;
  readonly description: string;
  /** The JSON sent; null where the answer is not JSON of ours. */
  readonly schema: z.ZodType | null;
  /** Media type where it is not JSON. */
  readonly mediaType?: string;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` for each parameter; references are URL-encoded in it. */
  readonly path: string;
  readonly tag:
    | 'incidents'
    | 'call-outs'
    | 'board'
    | 'groups'
    | 'rules'
    | 'registry'
    | 'phones'
    | 'drills'
    | 'providers'
    | 'operations'
    | 'sign-in'
    | 'access'
    | 'credentials'
    | 'audit'
    | 'aid'
    | 'web-hooks';
  readonly summary: string;
  /** What a caller must be allowed to do; `anyone` needs no secret. */
  readonly permission: Permission | 'anyone';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Where a body may be larger than others, e.g. with an outline of thousands of points. */
  readonly bodyBytesMax?: number;
  /** Instead of a JSON body: a file of one of these types, as it is. */
  readonly upload?: {
    readonly mediaTypes: readonly string[];
    readonly bytesMax: number;
    /** It may be signed, and is read before anybody looks at it, as JSON bodies are. */
    readonly isReadWhole?: boolean;
  };
  readonly success: RouteAnswer;
  /** A second success, where repeating a call or coming early is answered differently. */
  readonly otherwise?: RouteAnswer;
  /** Refusals beyond those of reading the request and of who is calling. */
  readonly refusals: readonly ProblemCode[];
}

/** The roles that may call a route; none where anyone may. */
export function callersOf(route: Pick<Route, 'permission'>): readonly CallerRole[] {
  const { permission } = route;
  return permission === 'anyone' ? [] : CALLER_ROLES.filter((role) => may(role, permission));
}
