import type { PostedCallback } from './callback-poster';
import type { DeliveredPush } from './fcm-server';
import type { SmsMessage } from './sms-order';
import type { DeliveredMail } from './smtp-sink';
import type { DeliveredWebPush } from './web-push-service';

const TOKEN_CHARS = 12;

/** A push in one line. */
export function describePush({ message }: DeliveredPush): string {
  const { title = '', body = '' } = message.notification ?? {};
  const token = message.token.slice(0, TOKEN_CHARS);
  return `push   ${token}  ${title}: ${body}  ${JSON.stringify(message.data ?? {})}`;
}

/** A push to a browser in one line. */
export function describeWebPush({ endpoint, urgency, text }: DeliveredWebPush): string {
  const browser = endpoint.slice(-TOKEN_CHARS);
  return `web    ${browser}  ${urgency}  ${oneLine(text)}`;
}

/** A mail in one line. */
export function describeMail({ to, headers }: DeliveredMail): string {
  return `email  ${to.join(', ')}  ${headers['subject'] ?? ''}`;
}

/** An SMS or a call in one line. */
export function describeSms({ channel, to, text }: SmsMessage): string {
  return `${channel.padEnd(6)} ${to}  ${oneLine(text)}`;
}

/** What came of a call-back, in one line. */
export function describeCallback({ callback, status, attempts }: PostedCallback): string {
  const answer = status === null ? 'nobody answered' : `answered ${status}`;
  const tries = attempts === 1 ? '' : ` at attempt ${attempts}`;
  return `back   ${new URL(callback.url).pathname}  ${answer}${tries}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
