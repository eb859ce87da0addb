import type { PushKind, PushPayload } from '#contracts/live-events';
import type { ChannelMessage } from '#flow/ports';

/**
 * Code points that fit the 4,096 bytes of FCM and the 3,993 of Web Push (RFC 8291 §4) even where
 * each takes six bytes of JSON.
 */
export const PUSH_TITLE_MAX_CHARS = 80;
export const PUSH_BODY_MAX_CHARS = 400;

/** What the phone is told: the words, and the id under which the app asks for the rest. */
export function pushPayload(message: ChannelMessage): PushPayload {
  return {
    title: shortened(message.text.title, PUSH_TITLE_MAX_CHARS),
    body: shortened(message.text.body, PUSH_BODY_MAX_CHARS),
    data: message.notice ?? { kind: kindOf(message), alertId: message.alertId },
  };
}

function kindOf(message: ChannelMessage): PushKind {
  if (message.subject !== 'alert') return message.subject;
  return message.about === 'incident' ? 'alert' : message.about;
}

/** A cut message is better than one that the provider refuses for its size. */
function shortened(text: string, maxChars: number): string {
  const chars = Array.from(text);
  return chars.length <= maxChars ? text : `${chars.slice(0, maxChars - 1).join('')}…`;
}
