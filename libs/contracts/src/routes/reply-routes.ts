import { z } from 'zod';
import {
  handleReplySchema,
  replyListQuerySchema,
  replyPageSchema,
  replySchema,
} from '#contracts/reply-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

/** What people write back by SMS or press in a call. */
export const REPLY_ROUTES = {
  listReplies: {
    method: 'GET',
    path: '/v1/replies',
    tag: 'incidents',
    summary: 'What people wrote back, newest first; `open` ones wait for a human.',
    permission: 'handle-reply',
    query: replyListQuerySchema,
    success: { status: 200, description: 'One page.', schema: replyPageSchema },
    refusals: [],
  },
  handleReply: {
    method: 'POST',
    path: '/v1/replies/:replyId/handle',
    tag: 'incidents',
    summary: 'Say that an open reply has been dealt with.',
    permission: 'handle-reply',
    params: z.strictObject({ replyId: idSchema }),
    body: handleReplySchema,
    success: { status: 200, description: 'As it now stands.', schema: replySchema },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
