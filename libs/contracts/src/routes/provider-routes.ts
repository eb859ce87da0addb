import { z } from 'zod';
import type { Route } from '#contracts/routes/route';

const PROVIDER_MAX_CHARS = 40;

/** What providers of channels call back. Their bodies are theirs: each is read as it came. */
export const PROVIDER_ROUTES = {
  takeProviderCallback: {
    method: 'POST',
    path: '/v1/providers/:provider/callbacks',
    tag: 'providers',
    summary: 'Reports and replies of an SMS and voice provider, signed in its own way.',
    permission: 'anyone',
    params: z.object({
      provider: z
        .string()
        .regex(/^[a-z-]+$/)
        .max(PROVIDER_MAX_CHARS)
        .meta({ description: 'As configured: gateway or twilio.' }),
    }),
    success: { status: 204, description: 'Taken, or taken before.', schema: null },
    otherwise: {
      status: 200,
      description: 'Taken; what the provider is to do next, in its own language.',
      schema: null,
      mediaType: 'text/xml',
    },
    refusals: ['malformed-body', 'body-too-large', 'signature-invalid', 'not-found'],
  },
} as const satisfies Record<string, Route>;
