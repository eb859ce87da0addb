import { z } from 'zod';
import {
  AREA_IMPORT_BYTES_MAX,
  AREA_IMPORT_TYPE,
  areaImportReportSchema,
  areaPutSchema,
  calloutAreaChangedSchema,
  calloutPreviewSchema,
  changeCalloutAreaSchema,
  importAreasQuerySchema,
  messagePricesSchema,
  messagePricesViewSchema,
  previewCalloutSchema,
  putAreaSchema,
  storedAreaPageSchema,
  storedAreaSchema,
} from '#contracts/area-api';
import { OUTLINE_BYTES_MAX } from '#contracts/area-shapes';
import { idSchema, pageQuerySchema, refSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byCallout = z.strictObject({ calloutId: idSchema });
const byArea = z.strictObject({ areaRef: refSchema });

/** Areas of call-outs: kept ones, what asking would mean, and danger that comes up meanwhile. */
export const AREA_ROUTES = {
  previewCallout: {
    method: 'POST',
    path: '/v1/callouts/preview',
    tag: 'call-outs',
    summary: 'Who would be asked, why not the others, and what it would cost; nothing is sent.',
    permission: 'open-callout',
    body: previewCalloutSchema,
    bodyBytesMax: OUTLINE_BYTES_MAX,
    success: { status: 200, description: 'Counts, and no names.', schema: calloutPreviewSchema },
    refusals: ['area-invalid', 'invalid-field'],
  },
  changeCalloutArea: {
    method: 'PUT',
    path: '/v1/callouts/:calloutId/area',
    tag: 'call-outs',
    summary: 'Change the area or what is excluded; people on the way into danger are held.',
    permission: 'open-callout',
    params: byCallout,
    body: changeCalloutAreaSchema,
    bodyBytesMax: OUTLINE_BYTES_MAX,
    success: { status: 200, description: 'As it now stands.', schema: calloutAreaChangedSchema },
    refusals: [
      ...(['not-found', 'callout-over', 'area-invalid', 'invalid-field'] as const),
      ...(['changed-meanwhile', 'approval-pending', 'reference-conflict'] as const),
    ],
  },
  listAreas: {
    method: 'GET',
    path: '/v1/areas',
    tag: 'call-outs',
    summary: 'Areas that the organisation keeps, by reference, without their outlines.',
    permission: 'read-callout',
    query: pageQuerySchema,
    success: { status: 200, description: 'One page.', schema: storedAreaPageSchema },
    refusals: [],
  },
  readArea: {
    method: 'GET',
    path: '/v1/areas/:areaRef',
    tag: 'call-outs',
    summary: 'One stored area with its outline.',
    permission: 'read-callout',
    params: byArea,
    success: { status: 200, description: 'The area.', schema: storedAreaSchema },
    refusals: ['not-found'],
  },
  putArea: {
    method: 'PUT',
    path: '/v1/areas/:areaRef',
    tag: 'call-outs',
    summary: 'Put or replace a stored area; call-outs that are open keep theirs.',
    permission: 'plan-callouts',
    params: byArea,
    body: putAreaSchema,
    bodyBytesMax: OUTLINE_BYTES_MAX,
    success: { status: 200, description: 'As it is kept.', schema: areaPutSchema },
    refusals: ['area-invalid', 'invalid-field'],
  },
  removeArea: {
    method: 'DELETE',
    path: '/v1/areas/:areaRef',
    tag: 'call-outs',
    summary: 'Forget a stored area.',
    permission: 'plan-callouts',
    params: byArea,
    success: { status: 204, description: 'Gone.', schema: null },
    refusals: ['not-found'],
  },
  importAreas: {
    method: 'POST',
    path: '/v1/areas/import',
    tag: 'call-outs',
    summary:
      'Areas from a GeoJSON FeatureCollection or the flood areas of the Environment Agency; ' +
      'all that can be read, or nothing in a dry run.',
    permission: 'plan-callouts',
    query: importAreasQuerySchema,
    upload: { mediaTypes: [AREA_IMPORT_TYPE], bytesMax: AREA_IMPORT_BYTES_MAX },
    success: { status: 200, description: 'What came of it.', schema: areaImportReportSchema },
    refusals: ['malformed-body', 'body-too-large', 'invalid-field'],
  },
  readMessagePrices: {
    method: 'GET',
    path: '/v1/message-prices',
    tag: 'call-outs',
    summary: 'What messages cost, for estimates.',
    permission: 'read-callout',
    success: { status: 200, description: 'By channel.', schema: messagePricesViewSchema },
    refusals: [],
  },
  putMessagePrices: {
    method: 'PUT',
    path: '/v1/message-prices',
    tag: 'call-outs',
    summary: 'Say what messages cost.',
    permission: 'plan-callouts',
    body: messagePricesSchema,
    success: { status: 200, description: 'By channel.', schema: messagePricesViewSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
