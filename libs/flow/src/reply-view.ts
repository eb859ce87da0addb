import { replySentence, type ReplyRecord } from '#core/reply-outcome';
import type { ReplyView } from '#contracts/reply-api';
import { toIso } from '#contracts/shapes';
import type { ListedReply } from '#flow/ports';

/** A reply as a dispatcher reads it. */
export function renderReply(reply: ListedReply): ReplyView {
  return {
    id: reply.id,
    responderId: reply.responderId,
    displayName: reply.displayName,
    channel: reply.channel,
    text: reply.text,
    status: reply.status,
    // Only what `ReceiveReply` made is ever kept there.
    sentence: replySentence(reply.meaning as ReplyRecord | null),
    about: reply.about,
    aboutId: reply.aboutId,
    alertId: reply.alertId,
    receivedAt: toIso(reply.receivedAt),
    handledAt: toIso(reply.handledAt),
    note: reply.note,
  };
}
