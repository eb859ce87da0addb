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

/** International form, as E.164 has it. */
export const E164 = /^\+[1-9]\d{6,14}$/;
