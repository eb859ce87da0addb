import { z } from 'zod';
import {
  FOREIGN_DOCUMENT_BYTES_MAX,
  FOREIGN_DOCUMENT_TYPES,
  formatParamsSchema,
  incidentAsParamsSchema,
  keptFieldListSchema,
  mappingQuerySchema,
  takenDocumentSchema,
} from '#contracts/control-format-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

/** What control systems say and read in formats of their own. */
export const CONTROL_FORMAT_ROUTES = {
  takeDocument: {
    method: 'POST',
    path: '/v1/messages/:format',
    tag: 'incidents',
    summary: 'Take in a document of another format; repeating it changes nothing.',
    permission: 'raise-incident',
    params: formatParamsSchema,
    query: mappingQuerySchema,
    bodyBytesMax: FOREIGN_DOCUMENT_BYTES_MAX,
    upload: {
      mediaTypes: FOREIGN_DOCUMENT_TYPES,
      bytesMax: FOREIGN_DOCUMENT_BYTES_MAX,
      isReadWhole: true,
    },
    success: { status: 200, description: 'In effect.', schema: takenDocumentSchema },
    refusals: [
      'not-found',
      'place-outside-area',
      'reference-conflict',
      'changed-meanwhile',
      'reason-needed',
    ],
  },
  readKeptFields: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/kept-fields',
    tag: 'incidents',
    summary: 'What documents about an incident said that was not understood, the newest first.',
    permission: 'read-incident',
    params: z.strictObject({ incidentId: idSchema }),
    success: {
      status: 200,
      description: 'None to who sees outlines.',
      schema: keptFieldListSchema,
    },
    refusals: ['not-found'],
  },
  readIncidentAs: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/as/:format',
    tag: 'incidents',
    summary: 'An incident and what people do for it, as a document of another format.',
    permission: 'read-incident',
    params: incidentAsParamsSchema,
    query: mappingQuerySchema,
    success: {
      status: 200,
      description: 'In the media type of the format.',
      schema: null,
      mediaType: 'application/json',
    },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
