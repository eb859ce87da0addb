import { z } from 'zod';
import {
  calloutConsideredPageSchema,
  calloutConsideredQuerySchema,
  calloutFairnessSchema,
  calloutTimelinePageSchema,
  ownCalloutListSchema,
  putCalloutNeedsSchema,
} from '#contracts/callout-asked-api';
import {
  calloutListQuerySchema,
  calloutPageSchema,
  calloutViewSchema,
  endCalloutSchema,
  openCalloutSchema,
} from '#contracts/callout-api';
import { OUTLINE_BYTES_MAX } from '#contracts/area-shapes';
import { idSchema, pageQuerySchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byCallout = z.strictObject({ calloutId: idSchema });
const callout = { status: 200, description: 'As it now stands.', schema: calloutViewSchema };

/** What control does with call-outs. */
export const CALLOUT_ROUTES = {
  openCallout: {
    method: 'POST',
    path: '/v1/callouts',
    tag: 'call-outs',
    summary: 'Ask people inside an area, in batches, until enough have said yes.',
    permission: 'open-callout',
    body: openCalloutSchema,
    bodyBytesMax: OUTLINE_BYTES_MAX,
    success: { ...callout, status: 201, description: 'Opened.' },
    otherwise: { ...callout, description: 'Opened before; as it now stands.' },
    refusals: [
      ...(['area-invalid', 'invalid-field', 'reference-conflict', 'reason-needed'] as const),
      'approval-pending',
    ],
  },
  listCallouts: {
    method: 'GET',
    path: '/v1/callouts',
    tag: 'call-outs',
    summary: 'Call-outs of the organisation, newest first.',
    permission: 'read-callout',
    query: calloutListQuerySchema,
    success: { status: 200, description: 'One page.', schema: calloutPageSchema },
    refusals: [],
  },
  readCallout: {
    method: 'GET',
    path: '/v1/callouts/:calloutId',
    tag: 'call-outs',
    summary: 'One call-out with its counts.',
    permission: 'read-callout',
    params: byCallout,
    success: callout,
    refusals: ['not-found'],
  },
  endCallout: {
    method: 'POST',
    path: '/v1/callouts/:calloutId/end',
    tag: 'call-outs',
    summary: 'Close or cancel a call-out.',
    permission: 'open-callout',
    params: byCallout,
    body: endCalloutSchema,
    success: callout,
    refusals: ['not-found', 'callout-over', 'changed-meanwhile'],
  },
  putCalloutNeeds: {
    method: 'PUT',
    path: '/v1/callouts/:calloutId/needs',
    tag: 'call-outs',
    summary: 'Raise or lower what is needed; a filled call-out that needs more asks again.',
    permission: 'open-callout',
    params: byCallout,
    body: putCalloutNeedsSchema,
    success: callout,
    refusals: [
      ...(['not-found', 'callout-over', 'changed-meanwhile', 'invalid-field'] as const),
      ...(['approval-pending', 'reference-conflict'] as const),
    ],
  },
  readCalloutTimeline: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/timeline',
    tag: 'call-outs',
    summary: 'Every fact of a call-out, oldest first, page by page.',
    permission: 'read-callout',
    params: byCallout,
    query: pageQuerySchema,
    success: { status: 200, description: 'One page.', schema: calloutTimelinePageSchema },
    refusals: ['not-found'],
  },
  listCalloutConsidered: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/considered',
    tag: 'call-outs',
    summary: 'Everyone considered: asked, or why not.',
    permission: 'read-callout',
    params: byCallout,
    query: calloutConsideredQuerySchema,
    success: { status: 200, description: 'One page.', schema: calloutConsideredPageSchema },
    refusals: ['not-found'],
  },
  readCalloutFairness: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/fairness',
    tag: 'call-outs',
    summary: 'How evenly asking and saying yes are spread over the people of a call-out.',
    permission: 'read-callout',
    params: byCallout,
    success: { status: 200, description: 'As counted now.', schema: calloutFairnessSchema },
    refusals: ['not-found'],
  },
  listOwnCallouts: {
    method: 'GET',
    path: '/v1/me/callouts',
    tag: 'phones',
    summary: 'Call-outs near this person, and why they were asked or not.',
    permission: 'use-phone',
    success: { status: 200, description: 'Newest first.', schema: ownCalloutListSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
