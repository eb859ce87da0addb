import { z } from 'zod';
import {
  draftPlanSchema,
  planNameSchema,
  planSummariesSchema,
  planVersionsSchema,
  presetsSchema,
  responsePlanSchema,
  shadowRunSchema,
  shadowRunViewSchema,
} from '#contracts/response-plan-api';
import type { Route } from '#contracts/routes/route';
import {
  dangerAreaSchema,
  dangerAreasSchema,
  putDangerAreaSchema,
  safetyCodeSchema,
} from '#contracts/safety-api';

const byName = z.strictObject({ name: planNameSchema });
const byVersion = z.strictObject({
  name: planNameSchema,
  version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
const byCode = z.strictObject({ code: safetyCodeSchema });
const plan = { status: 200, description: 'The version.', schema: responsePlanSchema };
const dangerArea = { status: 200, description: 'The area.', schema: dangerAreaSchema };

/** Response plans, and areas that people are not sent to. */
export const RULE_ROUTES = {
  listPlans: {
    method: 'GET',
    path: '/v1/response-plans',
    tag: 'rules',
    summary: 'All versions of all response plans, newest version of each name first.',
    permission: 'read-rules',
    success: { status: 200, description: 'Without their numbers.', schema: planSummariesSchema },
    refusals: [],
  },
  draftPlan: {
    method: 'POST',
    path: '/v1/response-plans',
    tag: 'rules',
    summary: 'Draft the next version of a response plan; it decides nothing until it is activated.',
    permission: 'keep-rules',
    body: draftPlanSchema,
    success: { ...plan, status: 201, description: 'Drafted.' },
    refusals: [],
  },
  listPresets: {
    method: 'GET',
    path: '/v1/response-plans/presets',
    tag: 'rules',
    summary: 'Policies to start from, with the source of each number.',
    permission: 'read-rules',
    success: { status: 200, description: 'By name.', schema: presetsSchema },
    refusals: [],
  },
  shadowRun: {
    method: 'POST',
    path: '/v1/response-plans/shadow-run',
    tag: 'rules',
    summary: 'What a draft would have decided on past incidents; nothing is stored or sent.',
    permission: 'read-rules',
    body: shadowRunSchema,
    success: { status: 200, description: 'Then and now.', schema: shadowRunViewSchema },
    refusals: [],
  },
  readPlanVersions: {
    method: 'GET',
    path: '/v1/response-plans/:name',
    tag: 'rules',
    summary: 'All versions of one response plan, newest first.',
    permission: 'read-rules',
    params: byName,
    success: { status: 200, description: 'Newest first.', schema: planVersionsSchema },
    refusals: ['not-found'],
  },
  activatePlan: {
    method: 'POST',
    path: '/v1/response-plans/:name/versions/:version/activate',
    tag: 'rules',
    summary: 'Decide by this draft from now on; the version before it is retired.',
    permission: 'keep-rules',
    params: byVersion,
    success: plan,
    refusals: ['not-found', 'illegal-step'],
  },
  retirePlan: {
    method: 'POST',
    path: '/v1/response-plans/:name/versions/:version/retire',
    tag: 'rules',
    summary: 'Decide by this version no more; incidents raised under it keep it.',
    permission: 'keep-rules',
    params: byVersion,
    success: plan,
    refusals: ['not-found', 'illegal-step'],
  },
  listDangerAreas: {
    method: 'GET',
    path: '/v1/danger-areas',
    tag: 'rules',
    summary: 'Flagged addresses and dangerous areas.',
    permission: 'read-rules',
    success: { status: 200, description: 'By code.', schema: dangerAreasSchema },
    refusals: [],
  },
  readDangerArea: {
    method: 'GET',
    path: '/v1/danger-areas/:code',
    tag: 'rules',
    summary: 'One dangerous area.',
    permission: 'read-rules',
    params: byCode,
    success: dangerArea,
    refusals: ['not-found'],
  },
  putDangerArea: {
    method: 'PUT',
    path: '/v1/danger-areas/:code',
    tag: 'rules',
    summary: 'Put or replace a dangerous area; it counts from the next decision.',
    permission: 'keep-rules',
    params: byCode,
    body: putDangerAreaSchema,
    success: dangerArea,
    refusals: ['area-invalid'],
  },
  removeDangerArea: {
    method: 'DELETE',
    path: '/v1/danger-areas/:code',
    tag: 'rules',
    summary: 'Forget a dangerous area.',
    permission: 'keep-rules',
    params: byCode,
    success: { status: 204, description: 'Gone.', schema: null },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
