import { z } from 'zod';
import { ownBookingSchema } from '#contracts/booking-api';
import {
  badgeHeldSchema,
  givePassSchema,
  joinByPassSchema,
  passGivenSchema,
  passJoinedSchema,
  passListSchema,
  passSchema,
  passShownSchema,
  readPassSchema,
} from '#contracts/pass-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byCallout = z.strictObject({ calloutId: idSchema });
const own = { status: 200, description: 'As it now stands.', schema: ownBookingSchema };

/** People without an account come to a call-out by a link or a QR code. */
export const PASS_ROUTES = {
  givePass: {
    method: 'POST',
    path: '/v1/callouts/:calloutId/passes',
    tag: 'call-outs',
    summary: 'A link by which people without an account may join until it runs out.',
    permission: 'run-muster',
    params: byCallout,
    body: givePassSchema,
    success: {
      status: 201,
      description: 'Given; the code is shown once.',
      schema: passGivenSchema,
    },
    refusals: ['not-found', 'callout-over', 'invalid-field'],
  },
  listPasses: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/passes',
    tag: 'call-outs',
    summary: 'Passes of a call-out, newest first, without their codes.',
    permission: 'run-muster',
    params: byCallout,
    success: { status: 200, description: 'All of them.', schema: passListSchema },
    refusals: ['not-found'],
  },
  revokePass: {
    method: 'POST',
    path: '/v1/callouts/:calloutId/passes/:passId/revoke',
    tag: 'call-outs',
    summary: 'Nobody more comes by it; whoever has joined stays.',
    permission: 'run-muster',
    params: z.strictObject({ calloutId: idSchema, passId: idSchema }),
    success: { status: 200, description: 'Revoked.', schema: passSchema },
    refusals: ['not-found'],
  },
  readPass: {
    method: 'POST',
    path: '/v1/pass/read',
    tag: 'call-outs',
    summary: 'What a pass lets somebody join; needs no account.',
    permission: 'anyone',
    body: readPassSchema,
    success: { status: 200, description: 'A valid pass.', schema: passShownSchema },
    refusals: ['pass-invalid', 'too-many-requests'],
  },
  joinByPass: {
    method: 'POST',
    path: '/v1/pass/join',
    tag: 'call-outs',
    summary: 'Say yes without an account; the badge is shown at the muster point.',
    permission: 'anyone',
    body: joinByPassSchema,
    success: { status: 201, description: 'Booked, or in reserve.', schema: passJoinedSchema },
    refusals: ['pass-invalid', 'too-many-requests', 'callout-over', 'invalid-field'],
  },
  readPassStatus: {
    method: 'POST',
    path: '/v1/pass/status',
    tag: 'call-outs',
    summary: 'How the booking of a badge stands; needs no account.',
    permission: 'anyone',
    body: badgeHeldSchema,
    success: own,
    refusals: ['pass-invalid', 'too-many-requests'],
  },
  leaveByPass: {
    method: 'POST',
    path: '/v1/pass/leave',
    tag: 'call-outs',
    summary: 'Not coming after all; needs no account.',
    permission: 'anyone',
    body: badgeHeldSchema,
    success: own,
    refusals: ['pass-invalid', 'too-many-requests', 'illegal-step', 'changed-meanwhile'],
  },
} as const satisfies Record<string, Route>;
