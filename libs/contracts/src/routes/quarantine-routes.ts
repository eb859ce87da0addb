import { z } from 'zod';
import { setAsidePageSchema, setAsideSchema } from '#contracts/quarantine-api';
import { idSchema, pageQuerySchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

/** What failed so often that it waits for a human. */
export const QUARANTINE_ROUTES = {
  listSetAside: {
    method: 'GET',
    path: '/v1/quarantine',
    tag: 'incidents',
    summary: 'Work that failed again and again and was set aside, newest first.',
    permission: 'handle-quarantine',
    query: pageQuerySchema,
    success: { status: 200, description: 'One page.', schema: setAsidePageSchema },
    refusals: [],
  },
  putBack: {
    method: 'POST',
    path: '/v1/quarantine/:setAsideId/put-back',
    tag: 'incidents',
    summary: 'Try once more what was set aside, as if it had never failed.',
    permission: 'handle-quarantine',
    params: z.strictObject({ setAsideId: idSchema }),
    success: { status: 200, description: 'What is being tried again.', schema: setAsideSchema },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
