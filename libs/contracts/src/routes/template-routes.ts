import {
  putTemplateSchema,
  templateKeySchema,
  templateListSchema,
  templateSchema,
} from '#contracts/template-api';
import type { Route } from '#contracts/routes/route';

const PATH = '/v1/templates/:kind/:channel/:language';
const template = { status: 200, description: 'As it now stands.', schema: templateSchema };

/** What is said to people, by kind, channel and language. */
export const TEMPLATE_ROUTES = {
  listTemplates: {
    method: 'GET',
    path: '/v1/templates',
    tag: 'rules',
    summary: 'Every text that is sent, with how it would arrive.',
    permission: 'read-words',
    success: { status: 200, description: 'All of them.', schema: templateListSchema },
    refusals: [],
  },
  putTemplate: {
    method: 'PUT',
    path: PATH,
    tag: 'rules',
    summary: "Put words of the organisation's own in place of Closeby's.",
    permission: 'keep-words',
    params: templateKeySchema,
    body: putTemplateSchema,
    success: template,
    refusals: ['template-invalid'],
  },
  removeTemplate: {
    method: 'DELETE',
    path: PATH,
    tag: 'rules',
    summary: "Go back to Closeby's words.",
    permission: 'keep-words',
    params: templateKeySchema,
    success: template,
    refusals: [],
  },
} as const satisfies Record<string, Route>;
