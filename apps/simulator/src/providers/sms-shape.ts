/** What a gateway was asked to carry, in whichever shape it was asked. */
export interface SmsOrder {
  /** The asker's own id, under which a repeat is known; null where the shape has none. */
  readonly id: string | null;
  readonly channel: 'sms' | 'voice';
  readonly to: string;
  readonly from: string;
  /** What is written, or spoken. */
  readonly text: string;
  readonly language: string | null;
  readonly validForMs: number;
  /** Where to report what became of it; null for nowhere. */
  readonly statusUrl: string | null;
  /** Where the key that is pressed goes; null for `statusUrl`. */
  readonly keyUrl: string | null;
}

/** A message that was taken. */
export interface SmsMessage extends SmsOrder {
  /** The gateway's own name for it. */
  readonly ref: string;
}

/** What a person sends: a text, or a key pressed during a call. */
export interface SmsReply {
  readonly ref: string;
  readonly channel: 'sms' | 'voice';
  /** The person's number. */
  readonly from: string;
  /** The number they answered. */
  readonly to: string;
  readonly text: string;
}

/** A request back to whoever asked. */
export interface Callback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
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
  /** What became of a message; null where nobody asked. */
  report(
    message: SmsMessage,
    status: 'delivered' | 'failed',
    error: string | null,
  ): Callback | null;
  received(reply: SmsReply, url: string): Callback;
  /** Where replies go, below the public address of the server. */
  readonly replyPath: string;
}

/** International form, as E.164 has it. */
export const E164 = /^\+[1-9]\d{6,14}$/;

export function isAnswer(read: SmsOrder | ShapeAnswer): read is ShapeAnswer {
  return 'status' in read;
}

/** The header that says when to come again, where that is said. */
export function retryAfter(refusal: SmsRefusal): { readonly headers?: Record<string, string> } {
  const seconds = 'retryAfterS' in refusal ? refusal.retryAfterS : undefined;
  return seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } };
}
