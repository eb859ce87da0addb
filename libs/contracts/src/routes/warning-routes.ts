import { z } from 'zod';
import {
  calloutTemplateListSchema,
  calloutTemplateSchema,
  putCalloutTemplateSchema,
} from '#contracts/callout-template-api';
import { keySchema } from '#contracts/callout-parts';
import { idSchema } from '#contracts/shapes';
import {
  dismissWarningSchema,
  proposalQuerySchema,
  proposalSchema,
  WARNING_UPLOAD,
  warningAsParamsSchema,
  warningListQuerySchema,
  warningPageSchema,
  warningsTakenSchema,
  warningViewSchema,
} from '#contracts/warning-api';
import {
  putWarningFeedSchema,
  warningFeedListSchema,
  warningFeedSchema,
} from '#contracts/warning-feed-api';
import type { Route } from '#contracts/routes/route';

const byWarning = z.strictObject({ warningId: idSchema });
const byFeed = z.strictObject({ feedRef: keySchema });
const byTemplate = z.strictObject({ templateRef: keySchema });
const taken = { description: 'What was taken in, and what of it.', schema: warningsTakenSchema };
const warning = { status: 200, description: 'As it now stands.', schema: warningViewSchema };
const feed = { status: 200, description: 'As it now stands.', schema: warningFeedSchema };
const template = { status: 200, description: 'As it now stands.', schema: calloutTemplateSchema };
const gone = { status: 204, description: 'It is gone.', schema: null };

/** Warnings of others, where they come from, and what is drafted from them. */
export const WARNING_ROUTES = {
  takeWarning: {
    method: 'POST',
    path: '/v1/warnings',
    tag: 'call-outs',
    summary: 'Take in CAP 1.1 or 1.2, EDXL-DE, a GeoJSON alert or an Environment Agency warning.',
    permission: 'open-callout',
    upload: WARNING_UPLOAD,
    success: { ...taken, status: 201 },
    otherwise: { ...taken, status: 200, description: 'All of it was known before.' },
    refusals: ['warning-invalid'],
  },
  listWarnings: {
    method: 'GET',
    path: '/v1/warnings',
    tag: 'call-outs',
    summary: 'Warnings, the newest first.',
    permission: 'read-callout',
    query: warningListQuerySchema,
    success: { status: 200, description: 'One page.', schema: warningPageSchema },
    refusals: [],
  },
  readWarning: {
    method: 'GET',
    path: '/v1/warnings/:warningId',
    tag: 'call-outs',
    summary: 'One warning with its area, its words and what came of it.',
    permission: 'read-callout',
    params: byWarning,
    success: warning,
    refusals: ['not-found'],
  },
  readWarningAs: {
    method: 'GET',
    path: '/v1/warnings/:warningId/as/:form',
    tag: 'call-outs',
    summary: 'One warning to be passed on: CAP 1.2, by itself or in an envelope of EDXL-DE 1.0.',
    permission: 'read-callout',
    params: warningAsParamsSchema,
    success: {
      status: 200,
      description: 'As it was read; without its signature.',
      schema: null,
      mediaType: 'application/cap+xml',
    },
    refusals: ['not-found', 'illegal-step'],
  },
  dismissWarning: {
    method: 'POST',
    path: '/v1/warnings/:warningId/dismiss',
    tag: 'call-outs',
    summary: 'Put a warning aside: it needs no call-out.',
    permission: 'open-callout',
    params: byWarning,
    body: dismissWarningSchema,
    success: warning,
    refusals: ['not-found', 'illegal-step'],
  },
  proposeCallout: {
    method: 'GET',
    path: '/v1/warnings/:warningId/proposal',
    tag: 'call-outs',
    summary: 'A call-out drafted from a warning by a template; nobody is asked by it.',
    permission: 'open-callout',
    params: byWarning,
    query: proposalQuerySchema,
    success: { status: 200, description: 'The draft.', schema: proposalSchema },
    refusals: ['not-found', 'warning-invalid', 'template-invalid', 'area-invalid'],
  },
  listWarningFeeds: {
    method: 'GET',
    path: '/v1/warning-feeds',
    tag: 'call-outs',
    summary: 'Feeds that are read, and which of them fail.',
    permission: 'plan-callouts',
    success: { status: 200, description: 'All of them.', schema: warningFeedListSchema },
    refusals: [],
  },
  readWarningFeed: {
    method: 'GET',
    path: '/v1/warning-feeds/:feedRef',
    tag: 'call-outs',
    summary: 'One feed.',
    permission: 'plan-callouts',
    params: byFeed,
    success: feed,
    refusals: ['not-found'],
  },
  putWarningFeed: {
    method: 'PUT',
    path: '/v1/warning-feeds/:feedRef',
    tag: 'call-outs',
    summary: 'Read warnings from a feed, or read it otherwise.',
    permission: 'plan-callouts',
    params: byFeed,
    body: putWarningFeedSchema,
    success: feed,
    refusals: [],
  },
  removeWarningFeed: {
    method: 'DELETE',
    path: '/v1/warning-feeds/:feedRef',
    tag: 'call-outs',
    summary: 'Read a feed no more; its warnings stay.',
    permission: 'plan-callouts',
    params: byFeed,
    success: gone,
    refusals: ['not-found'],
  },
  listCalloutTemplates: {
    method: 'GET',
    path: '/v1/callout-templates',
    tag: 'call-outs',
    summary: 'Templates of call-outs, by their reference.',
    permission: 'read-callout',
    success: { status: 200, description: 'All of them.', schema: calloutTemplateListSchema },
    refusals: [],
  },
  readCalloutTemplate: {
    method: 'GET',
    path: '/v1/callout-templates/:templateRef',
    tag: 'call-outs',
    summary: 'One template of call-outs.',
    permission: 'read-callout',
    params: byTemplate,
    success: template,
    refusals: ['not-found'],
  },
  putCalloutTemplate: {
    method: 'PUT',
    path: '/v1/callout-templates/:templateRef',
    tag: 'call-outs',
    summary: 'Put or replace a template; call-outs that came of it stay as they were opened.',
    permission: 'plan-callouts',
    params: byTemplate,
    body: putCalloutTemplateSchema,
    success: template,
    refusals: [],
  },
  removeCalloutTemplate: {
    method: 'DELETE',
    path: '/v1/callout-templates/:templateRef',
    tag: 'call-outs',
    summary: 'Take a template away.',
    permission: 'plan-callouts',
    params: byTemplate,
    success: gone,
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
