import { z } from 'zod';
import {
  eraseMeSchema,
  erasedSchema,
  erasePersonSchema,
  exportQuerySchema,
  personExportSchema,
  retentionSchema,
} from '#contracts/privacy-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byResponder = z.strictObject({ responder: idSchema });
const exported = { status: 200, description: 'All of it.', schema: personExportSchema };
const erased = { status: 200, description: 'What went.', schema: erasedSchema };

/** What a person may ask of their own data, and for how long anything is kept. */
export const PRIVACY_ROUTES = {
  exportMe: {
    method: 'GET',
    path: '/v1/me/export',
    tag: 'phones',
    summary: 'Everything that is kept about me, and who has looked at it.',
    permission: 'use-phone',
    success: exported,
    refusals: ['too-many-requests'],
  },
  eraseMe: {
    method: 'POST',
    path: '/v1/me/erase',
    tag: 'phones',
    summary: 'Erase me; not while I am bound to an incident.',
    permission: 'use-phone',
    body: eraseMeSchema,
    success: erased,
    refusals: ['bound-elsewhere'],
  },
  exportPerson: {
    method: 'GET',
    path: '/v1/responders/:responder/export',
    tag: 'registry',
    summary: 'Everything that is kept about a person, to answer their request.',
    permission: 'export-data',
    params: byResponder,
    query: exportQuerySchema,
    success: exported,
    refusals: ['not-found', 'too-many-requests'],
  },
  erasePerson: {
    method: 'POST',
    path: '/v1/responders/:responder/erase',
    tag: 'registry',
    summary: 'Erase a person; not while they are bound to an incident.',
    permission: 'keep-people',
    params: byResponder,
    body: erasePersonSchema,
    success: erased,
    refusals: ['not-found', 'bound-elsewhere'],
  },
  readRetention: {
    method: 'GET',
    path: '/v1/retention',
    tag: 'audit',
    summary: 'What is kept for how long, and what last went.',
    permission: 'read-audit',
    success: { status: 200, description: 'The table.', schema: retentionSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
