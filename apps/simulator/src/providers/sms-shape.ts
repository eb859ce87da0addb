import type { Callback } from './callback-poster';
import type { SmsMessage, SmsOrder, SmsReply } from './sms-order';

/** One provider's way to ask and to report. */
export interface SmsShape {
  /** Whether this path is one of its own. */
  owns(path: string): boolean;
  /** The order, or how it is refused. */
  read(request: ShapeRequest): SmsOrder | ShapeAnswer;
  taken(message: SmsMessage): ShapeAnswer;
  refused(refusal: SmsRefusal): ShapeAnswer;
  /** A name for a message or a reply. */
  newRef(channel: 'sms' | 'voice'): string;
  /**
   * What became of a message; null where nobody asked.
   *
   * @param error why it failed; null where it was delivered
   */
  report(message: SmsMessage, error: string | null): Callback | null;
  received(reply: SmsReply, url: string): Callback;
  /** Where replies go, below the public address of the server. */
  readonly replyPath: string;
}

/** An answer to a request. */
export interface ShapeAnswer {
  readonly status: number;
  readonly json: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it came in; names of headers are in lower case. */
export interface ShapeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Why an order is not taken. */
export type SmsRefusal =
  | { readonly why: 'number-unreachable' | 'internal' }
  | { readonly why: 'quota' | 'unavailable'; readonly retryAfterS?: number };

export function isAnswer(read: SmsOrder | ShapeAnswer): read is ShapeAnswer {
  return 'status' in read;
}

/** The header that says when to come again, where that is said. */
export function retryAfter(refusal: SmsRefusal): { readonly headers?: Record<string, string> } {
  const seconds = 'retryAfterS' in refusal ? refusal.retryAfterS : undefined;
  return seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } };
}
