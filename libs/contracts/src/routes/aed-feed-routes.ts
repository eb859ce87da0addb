import { z } from 'zod';
import {
  aedFeedListSchema,
  aedFeedSchema,
  putAedFeedSchema,
  readAedFeedNowSchema,
} from '#contracts/aed-feed-api';
import { keySchema } from '#contracts/callout-parts';
import type { Route } from '#contracts/routes/route';

const byFeed = z.strictObject({ feedRef: keySchema });
const feed = { status: 200, description: 'As it now stands.', schema: aedFeedSchema };

/** Registers of AEDs that are read again and again. */
export const AED_FEED_ROUTES = {
  listAedFeeds: {
    method: 'GET',
    path: '/v1/aed-feeds',
    tag: 'registry',
    summary: 'Registers of AEDs that are read by themselves, and what came of the last reading.',
    permission: 'keep-aeds',
    success: { status: 200, description: 'All of them.', schema: aedFeedListSchema },
    refusals: [],
  },
  readAedFeed: {
    method: 'GET',
    path: '/v1/aed-feeds/:feedRef',
    tag: 'registry',
    summary: 'One feed.',
    permission: 'keep-aeds',
    params: byFeed,
    success: feed,
    refusals: ['not-found'],
  },
  putAedFeed: {
    method: 'PUT',
    path: '/v1/aed-feeds/:feedRef',
    tag: 'registry',
    summary: 'Read a register of AEDs from an address, or read it otherwise.',
    permission: 'keep-aeds',
    params: byFeed,
    body: putAedFeedSchema,
    success: feed,
    refusals: [],
  },
  readAedFeedNow: {
    method: 'POST',
    path: '/v1/aed-feeds/:feedRef/read',
    tag: 'registry',
    summary: 'Read a feed at once, even if it is the same as before.',
    permission: 'keep-aeds',
    params: byFeed,
    body: readAedFeedNowSchema,
    success: feed,
    refusals: ['not-found'],
  },
  removeAedFeed: {
    method: 'DELETE',
    path: '/v1/aed-feeds/:feedRef',
    tag: 'registry',
    summary: 'Read a feed no more; its AEDs stay.',
    permission: 'keep-aeds',
    params: byFeed,
    success: { status: 204, description: 'It is gone.', schema: null },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
