import { z } from 'zod';
import { ledgerSchema } from '#contracts/delivery-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const ledger = { status: 200, description: 'As it stands now.', schema: ledgerSchema };

/** Who was reached, by what, and when: the ledger of the deliveries. */
export const DELIVERY_ROUTES = {
  readLedger: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/deliveries',
    tag: 'incidents',
    summary: 'Every delivery of an incident, who was reached, and who has not confirmed what.',
    permission: 'read-incident',
    params: z.strictObject({ incidentId: idSchema }),
    success: ledger,
    refusals: ['not-found'],
  },
  readCalloutLedger: {
    method: 'GET',
    path: '/v1/callouts/:calloutId/deliveries',
    tag: 'call-outs',
    summary: 'Every delivery of a call-out, and who was reached.',
    permission: 'read-callout',
    params: z.strictObject({ calloutId: idSchema }),
    success: ledger,
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
