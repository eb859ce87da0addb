import { z } from 'zod';
import {
  evidencePageQuerySchema,
  evidenceQuerySchema,
  evidenceSchema,
} from '#contracts/evidence-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const refusals = ['reason-needed', 'too-many-requests', 'not-found'] as const;

/** What a service has done and how well, for those who judge it. */
export const EVIDENCE_ROUTES = {
  readEvidence: {
    method: 'GET',
    path: '/v1/evidence',
    tag: 'audit',
    summary: 'The evidence of a time: figures, or the rows behind them, in the Utstein style.',
    permission: 'export-data',
    query: evidenceQuerySchema,
    success: { status: 200, description: 'Figures, or rows.', schema: evidenceSchema },
    refusals,
  },
  readEvidenceCsv: {
    method: 'GET',
    path: '/v1/evidence.csv',
    tag: 'audit',
    summary: 'One part of the same as a table.',
    permission: 'export-data',
    query: evidenceQuerySchema,
    success: { status: 200, description: 'A table.', schema: null, mediaType: 'text/csv' },
    refusals,
  },
  readEvidencePage: {
    method: 'GET',
    path: '/v1/evidence.html',
    tag: 'audit',
    summary: 'The same as a report with charts, to be read and printed.',
    permission: 'export-data',
    query: evidencePageQuerySchema,
    success: { status: 200, description: 'A page.', schema: null, mediaType: 'text/html' },
    refusals,
  },
  readDebriefPack: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/debrief-pack.html',
    tag: 'audit',
    summary: 'All of one incident to be talked through: who was asked, why, and what happened.',
    permission: 'debrief-incident',
    params: z.strictObject({ incidentId: idSchema }),
    success: { status: 200, description: 'A page.', schema: null, mediaType: 'text/html' },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
