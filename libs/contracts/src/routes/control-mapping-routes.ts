import { z } from 'zod';
import {
  controlMappingListSchema,
  controlMappingSchema,
  MAPPING_BYTES_MAX,
  mappingNameSchema,
  putControlMappingSchema,
  triedMappingSchema,
  tryControlMappingSchema,
} from '#contracts/control-mapping-api';
import type { Route } from '#contracts/routes/route';

const byName = z.strictObject({ name: mappingNameSchema });
const mapping = { status: 200, description: 'As it now stands.', schema: controlMappingSchema };
/** JSON of a document in a text needs more bytes than the document. */
const TRIED_BYTES_MAX = 1_000_000;

/** Foreign formats as data: where our fields stand in what a control system sends. */
export const CONTROL_MAPPING_ROUTES = {
  listControlMappings: {
    method: 'GET',
    path: '/v1/control-mappings',
    tag: 'rules',
    summary: 'The foreign formats that the organisation has described.',
    permission: 'read-rules',
    success: { status: 200, description: 'By name.', schema: controlMappingListSchema },
    refusals: [],
  },
  readControlMapping: {
    method: 'GET',
    path: '/v1/control-mappings/:name',
    tag: 'rules',
    summary: 'One of them.',
    permission: 'read-rules',
    params: byName,
    success: mapping,
    refusals: ['not-found'],
  },
  putControlMapping: {
    method: 'PUT',
    path: '/v1/control-mappings/:name',
    tag: 'rules',
    summary:
      'Describe a foreign format: paths, code tables, formats of moments, and what goes out.',
    permission: 'keep-rules',
    params: byName,
    body: putControlMappingSchema,
    bodyBytesMax: MAPPING_BYTES_MAX,
    success: mapping,
    refusals: ['invalid-field'],
  },
  removeControlMapping: {
    method: 'DELETE',
    path: '/v1/control-mappings/:name',
    tag: 'rules',
    summary: 'Forget a foreign format; documents that name it are refused from then on.',
    permission: 'keep-rules',
    params: byName,
    success: { status: 204, description: 'Gone.', schema: null },
    refusals: ['not-found'],
  },
  tryControlMapping: {
    method: 'POST',
    path: '/v1/control-mappings/:name/trial',
    tag: 'rules',
    summary:
      'What a document would raise or change, and what of it would be kept; nothing is done.',
    permission: 'read-rules',
    params: byName,
    body: tryControlMappingSchema,
    bodyBytesMax: TRIED_BYTES_MAX,
    success: { status: 200, description: 'Message by message.', schema: triedMappingSchema },
    refusals: ['not-found', 'invalid-field'],
  },
} as const satisfies Record<string, Route>;
