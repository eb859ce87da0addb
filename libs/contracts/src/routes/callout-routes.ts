import { z } from 'zod';
import {
  calloutListQuerySchema,
  calloutPageSchema,
  calloutViewSchema,
  endCalloutSchema,
  openCalloutSchema,
} from '#contracts/callout-api';
import { idSchema } from '#contracts/shapes';
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
    success: { ...callout, status: 201, description: 'Opened.' },
    otherwise: { ...callout, description: 'Opened before; as it now stands.' },
    refusals: ['area-invalid', 'reference-conflict', 'reason-needed', 'approval-pending'],
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
    summary: 'One call-out with its counts and who accepted.',
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
} as const satisfies Record<string, Route>;
