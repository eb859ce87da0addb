import { z } from 'zod';
import {
  drillPageQuerySchema,
  drillPageSchema,
  drillSchema,
  planDrillSchema,
  testAlarmMessageSchema,
  testAlarmSchema,
} from '#contracts/drill-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byDrill = z.strictObject({ drillId: idSchema });
const drill = { status: 200, description: 'As it now stands.', schema: drillSchema };

/** Communication tests: phones ring for practice and people say that they heard it. */
export const DRILL_ROUTES = {
  planDrill: {
    method: 'POST',
    path: '/v1/drills',
    tag: 'drills',
    summary: 'Ring phones for practice, now or later, once or every so many days.',
    permission: 'run-drill',
    body: planDrillSchema,
    success: { ...drill, status: 201, description: 'Planned.' },
    otherwise: { ...drill, description: 'Planned before; as it now stands.' },
    refusals: ['not-found', 'reference-conflict'],
  },
  listDrills: {
    method: 'GET',
    path: '/v1/drills',
    tag: 'drills',
    summary: 'Drills of the organisation, newest first.',
    permission: 'run-drill',
    query: drillPageQuerySchema,
    success: { status: 200, description: 'One page.', schema: drillPageSchema },
    refusals: [],
  },
  readDrill: {
    method: 'GET',
    path: '/v1/drills/:drillId',
    tag: 'drills',
    summary: 'One drill with its score and everybody who was called.',
    permission: 'run-drill',
    params: byDrill,
    success: drill,
    refusals: ['not-found'],
  },
  cancelDrill: {
    method: 'POST',
    path: '/v1/drills/:drillId/cancel',
    tag: 'drills',
    summary: 'Call a drill off; phones that still ring for it are told.',
    permission: 'run-drill',
    params: byDrill,
    success: drill,
    refusals: ['not-found', 'drill-over'],
  },
  ringTestAlarm: {
    method: 'POST',
    path: '/v1/me/test-alarm',
    tag: 'phones',
    summary: 'Ring one’s own phones for practice, by the ways of an alert.',
    permission: 'use-phone',
    body: testAlarmMessageSchema,
    success: { status: 202, description: 'It will ring.', schema: testAlarmSchema },
    refusals: ['not-eligible', 'reference-conflict', 'not-found'],
  },
  readTestAlarm: {
    method: 'GET',
    path: '/v1/me/test-alarm/:testId',
    tag: 'phones',
    summary: 'Whether one’s own test alarm rang, by which ways and how soon.',
    permission: 'use-phone',
    params: z.strictObject({ testId: idSchema }),
    success: { status: 200, description: 'As it now stands.', schema: testAlarmSchema },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
