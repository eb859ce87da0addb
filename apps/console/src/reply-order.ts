import type { ReplyView } from '#contracts/reply-api';

/** Open ones first, each the longest waiting first; then the newest of the others. */
export function openFirst(replies: readonly ReplyView[]): ReplyView[] {
  const at = ({ receivedAt }: ReplyView): number => Date.parse(receivedAt);
  const open = replies.filter(({ status }) => status === 'open').sort((a, b) => at(a) - at(b));
  const others = replies.filter(({ status }) => status !== 'open').sort((a, b) => at(b) - at(a));
  return [...open, ...others];
}

/** Those of one incident, and open ones of its people that belong to nothing. */
export function repliesOf(
  replies: readonly ReplyView[],
  aboutId: string,
  responderIds: readonly string[],
): ReplyView[] {
  return replies.filter(
    (reply) =>
      reply.aboutId === aboutId ||
      (reply.aboutId === null &&
        reply.status === 'open' &&
        responderIds.includes(reply.responderId)),
  );
}
