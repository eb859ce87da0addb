import type { z } from 'zod';
import type { ProblemCode } from '#core/problem';

/** Who may call a route: an account by its key, a responder's phone by its token, or anyone. */
export type RouteCaller = 'control' | 'dispatcher' | 'registrar' | 'responder' | 'anyone';

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
    | 'rules'
    | 'registry'
    | 'phones'
    | 'drills'
    | 'providers'
    | 'operations';
  readonly summary: string;
  readonly callers: readonly RouteCaller[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly success: RouteAnswer;
  /** A second success, where repeating a call or coming early is answered differently. */
  readonly otherwise?: RouteAnswer;
  /** Refusals beyond those of reading the request and of who is calling. */
  readonly refusals: readonly ProblemCode[];
}
