import { z } from 'zod';
import { refSchema } from '#contracts/shapes';
import {
  adoptWatchPointSchema,
  ownWatchPointsSchema,
  putWatchPointSchema,
  sendReadingSchema,
  takenReadingSchema,
  watchPointDetailSchema,
  watchPointPageSchema,
  watchPointQuerySchema,
  watchPointSchema,
} from '#contracts/watch-point-api';
import type { Route } from '#contracts/routes/route';

const byPoint = z.strictObject({ pointRef: refSchema });
const point = { status: 200, description: 'As it now stands.', schema: watchPointSchema };
const detail = { ...point, schema: watchPointDetailSchema };

/** Drains, gauges and banks that named people keep an eye on. */
export const WATCH_POINT_ROUTES = {
  listWatchPoints: {
    method: 'GET',
    path: '/v1/watch-points',
    tag: 'call-outs',
    summary: 'Watch points with their newest reading and state, by reference.',
    permission: 'read-callout',
    query: watchPointQuerySchema,
    success: { status: 200, description: 'One page.', schema: watchPointPageSchema },
    refusals: [],
  },
  readWatchPoint: {
    method: 'GET',
    path: '/v1/watch-points/:pointRef',
    tag: 'call-outs',
    summary: 'One watch point with its adopters and newest readings.',
    permission: 'read-callout',
    params: byPoint,
    success: detail,
    refusals: ['not-found'],
  },
  putWatchPoint: {
    method: 'PUT',
    path: '/v1/watch-points/:pointRef',
    tag: 'call-outs',
    summary: 'Add a watch point, or change it; its readings stay.',
    permission: 'plan-callouts',
    params: byPoint,
    body: putWatchPointSchema,
    success: point,
    otherwise: { ...point, status: 201, description: 'Added.' },
    refusals: ['changed-meanwhile'],
  },
  removeWatchPoint: {
    method: 'DELETE',
    path: '/v1/watch-points/:pointRef',
    tag: 'call-outs',
    summary: 'Remove a watch point with its readings.',
    permission: 'plan-callouts',
    params: byPoint,
    success: point,
    refusals: ['not-found'],
  },
  adoptWatchPoint: {
    method: 'POST',
    path: '/v1/watch-points/:pointRef/adopt',
    tag: 'call-outs',
    summary: 'Name who keeps an eye on it, or take them off.',
    permission: 'plan-callouts',
    params: byPoint,
    body: adoptWatchPointSchema,
    success: detail,
    refusals: ['not-found', 'not-eligible', 'changed-meanwhile'],
  },
  readOwnWatchPoints: {
    method: 'GET',
    path: '/v1/me/watch-points',
    tag: 'phones',
    summary: 'Watch points this person has adopted, and when they are to be read.',
    permission: 'use-phone',
    success: { status: 200, description: 'All of them.', schema: ownWatchPointsSchema },
    refusals: [],
  },
  sendWatchReading: {
    method: 'POST',
    path: '/v1/me/watch-points/:pointRef/readings',
    tag: 'phones',
    summary: 'A reading, perhaps taken hours ago; by its id it is kept once.',
    permission: 'use-phone',
    params: byPoint,
    body: sendReadingSchema,
    success: { status: 201, description: 'Taken.', schema: takenReadingSchema },
    otherwise: { status: 200, description: 'Taken before.', schema: takenReadingSchema },
    refusals: ['not-found', 'invalid-field', 'reference-conflict', 'too-many-requests'],
  },
} as const satisfies Record<string, Route>;
