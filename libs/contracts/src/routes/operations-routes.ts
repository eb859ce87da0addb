import { z } from 'zod';
import type { Route } from '#contracts/routes/route';
import { instantSchema } from '#contracts/shapes';

const healthSchema = z
  .object({ status: z.enum(['ok', 'draining', 'unavailable']) })
  .meta({ id: 'Health' });
const readinessSchema = healthSchema
  .extend({
    database: z.boolean(),
    clock: z.boolean().meta({
      description: "The machine's date agrees with the database's, within half a minute.",
    }),
    liveIndex: z.boolean(),
    now: instantSchema.meta({ description: "The server's clock, by which everything is stored." }),
  })
  .meta({
    id: 'Readiness',
    description: 'Without the live index alerts go out from last known positions.',
  });

/** What operators and their tools read. */
export const OPERATIONS_ROUTES = {
  readLive: {
    method: 'GET',
    path: '/health/live',
    tag: 'operations',
    summary: 'The process answers.',
    permission: 'anyone',
    success: { status: 200, description: 'Alive.', schema: healthSchema },
    refusals: [],
  },
  readReady: {
    method: 'GET',
    path: '/health/ready',
    tag: 'operations',
    summary:
      'The process can take requests: its database answers, its date is right, it does not end.',
    permission: 'anyone',
    success: { status: 200, description: 'Ready.', schema: readinessSchema },
    otherwise: { status: 503, description: 'Not ready.', schema: readinessSchema },
    refusals: [],
  },
  readMetrics: {
    method: 'GET',
    path: '/metrics',
    tag: 'operations',
    summary: 'Figures for Prometheus.',
    permission: 'anyone',
    success: { status: 200, description: 'Figures.', schema: null, mediaType: 'text/plain' },
    refusals: ['unauthenticated', 'not-found'],
  },
  readDocs: {
    method: 'GET',
    path: '/docs',
    tag: 'operations',
    summary: 'This document as a page.',
    permission: 'anyone',
    success: { status: 200, description: 'A page.', schema: null, mediaType: 'text/html' },
    refusals: ['not-found'],
  },
  readOpenapi: {
    method: 'GET',
    path: '/openapi.json',
    tag: 'operations',
    summary: 'This document.',
    permission: 'anyone',
    success: { status: 200, description: 'OpenAPI 3.1.', schema: z.looseObject({}) },
    refusals: ['not-found'],
  },
  readLiveDocs: {
    method: 'GET',
    path: '/docs/live',
    tag: 'operations',
    summary: 'What goes over the sockets as a page.',
    permission: 'anyone',
    success: { status: 200, description: 'A page.', schema: null, mediaType: 'text/html' },
    refusals: ['not-found'],
  },
  readAsyncapi: {
    method: 'GET',
    path: '/asyncapi.json',
    tag: 'operations',
    summary: 'What goes over the sockets.',
    permission: 'anyone',
    success: { status: 200, description: 'AsyncAPI 3.0.', schema: z.looseObject({}) },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
