import type { z } from 'zod';
import { factMessageSchema, incidentViewSchema } from '#contracts/incident-api';
import { calloutViewSchema } from '#contracts/callout-api';
import type { ProblemDetails } from '#contracts/problem-details';
import { replySchema } from '#contracts/reply-api';
import {
  alertViewSchema,
  answerSchema,
  dutySchema,
  feedMessageSchema,
  feedQuerySchema,
  feedSchema,
  fixesSchema,
  fixesTakenSchema,
  meSchema,
  progressSchema,
  receiptSchema,
} from '#contracts/responder-api';

/** Bytes a phone may send in one packet. */
export const SOCKET_PACKET_MAX_BYTES = 64 * 1024;

export const RESPONDER_NAMESPACE = '/responder';
export const CONTROL_NAMESPACE = '/control';

/** Every event is answered through its acknowledgement, with a value or a problem. */
export type Ack<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProblemDetails };

/** Phone to server: name, what it carries, what its acknowledgement carries. */
export const RESPONDER_EVENTS = {
  duty: { carries: dutySchema, answers: meSchema, summary: 'Switch on or off duty.' },
  fixes: { carries: fixesSchema, answers: fixesTakenSchema, summary: 'One position or a batch.' },
  receipt: {
    carries: receiptSchema,
    answers: alertViewSchema,
    summary: 'Alert delivered or seen.',
  },
  answer: { carries: answerSchema, answers: alertViewSchema, summary: 'Accept or decline.' },
  progress: { carries: progressSchema, answers: alertViewSchema, summary: 'A step on the way.' },
  'catch-up': { carries: feedQuerySchema, answers: feedSchema, summary: 'What was missed.' },
} as const;
export type ResponderEventName = keyof typeof RESPONDER_EVENTS;
export type ResponderEventCarries<N extends ResponderEventName> = z.infer<
  (typeof RESPONDER_EVENTS)[N]['carries']
>;
export type ResponderEventAnswers<N extends ResponderEventName> = z.infer<
  (typeof RESPONDER_EVENTS)[N]['answers']
>;

/** Server to phone. A phone connects with `auth: { token, lastSeq }` and is sent what it missed. */
export const RESPONDER_MESSAGES = {
  feed: { carries: feedMessageSchema, summary: 'The next numbered message.' },
} as const;

/** Server to control; on connect `auth: { key }`. */
export const CONTROL_MESSAGES = {
  incident: { carries: incidentViewSchema, summary: 'An incident as it now stands.' },
  fact: { carries: factMessageSchema, summary: 'A fact was added to an incident’s timeline.' },
  callout: { carries: calloutViewSchema, summary: 'A call-out as it now stands.' },
  reply: { carries: replySchema, summary: 'Somebody wrote back, or that was dealt with.' },
} as const;

export interface ResponderClientEvents {
  duty: (message: unknown, ack: (answer: Ack<ResponderEventAnswers<'duty'>>) => void) => void;
  fixes: (message: unknown, ack: (answer: Ack<ResponderEventAnswers<'fixes'>>) => void) => void;
  receipt: (message: unknown, ack: (answer: Ack<ResponderEventAnswers<'receipt'>>) => void) => void;
  answer: (message: unknown, ack: (answer: Ack<ResponderEventAnswers<'answer'>>) => void) => void;
  progress: (
    message: unknown,
    ack: (answer: Ack<ResponderEventAnswers<'progress'>>) => void,
  ) => void;
  'catch-up': (
    message: unknown,
    ack: (answer: Ack<ResponderEventAnswers<'catch-up'>>) => void,
  ) => void;
}

export interface ResponderServerEvents {
  feed: (message: z.infer<typeof feedMessageSchema>) => void;
}

export interface ControlServerEvents {
  incident: (view: z.infer<typeof incidentViewSchema>) => void;
  fact: (message: z.infer<typeof factMessageSchema>) => void;
  callout: (view: z.infer<typeof calloutViewSchema>) => void;
  reply: (view: z.infer<typeof replySchema>) => void;
}

/** What a push carries: enough to wake the app and say so, nothing about the patient or place. */
export interface PushPayload {
  readonly title: string;
  readonly body: string;
  readonly data: { readonly kind: PushKind; readonly alertId: string };
}

/** What a push is about: a question of one of three kinds, its end, or a change of it. */
export type PushKind = 'alert' | 'callout' | 'drill' | 'stood-down' | 'changed';
