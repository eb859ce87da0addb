import { z } from 'zod';
import type { Permission } from '#core/caller-roles';
import { factMessageSchema, incidentViewSchema } from '#contracts/incident-api';
import { bookingSchema } from '#contracts/booking-api';
import { calloutViewSchema } from '#contracts/callout-api';
import type { ProblemDetails } from '#contracts/problem-details';
import { overdueMessageSchema } from '#contracts/muster-api';
import { fieldReportSchema } from '#contracts/field-report-api';
import { fieldTaskSchema } from '#contracts/field-task-api';
import { noteViewSchema } from '#contracts/note-api';
import { replySchema } from '#contracts/reply-api';
import { instantSchema } from '#contracts/shapes';
import { watchPointSchema } from '#contracts/watch-point-api';
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

/** An event of a socket, as a route is one of HTTP: whoever sends it must have the permission. */
export interface SocketEvent {
  readonly carries: z.ZodType;
  readonly answers: z.ZodType;
  readonly summary: string;
  readonly permission: Permission;
}

/** Phone to server: name, what it carries, what its acknowledgement carries. */
export const RESPONDER_EVENTS = {
  duty: {
    carries: dutySchema,
    answers: meSchema,
    summary: 'Switch on or off duty.',
    permission: 'use-phone',
  },
  fixes: {
    carries: fixesSchema,
    answers: fixesTakenSchema,
    summary: 'One position or a batch.',
    permission: 'use-phone',
  },
  receipt: {
    carries: receiptSchema,
    answers: alertViewSchema,
    summary: 'Alert delivered or seen.',
    permission: 'use-phone',
  },
  answer: {
    carries: answerSchema,
    answers: alertViewSchema,
    summary: 'Accept or decline.',
    permission: 'use-phone',
  },
  progress: {
    carries: progressSchema,
    answers: alertViewSchema,
    summary: 'A step on the way.',
    permission: 'use-phone',
  },
  'catch-up': {
    carries: feedQuerySchema,
    answers: feedSchema,
    summary: 'What was missed.',
    permission: 'use-phone',
  },
} as const satisfies Record<string, SocketEvent>;
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
  note: { carries: noteViewSchema, summary: 'A text to this person that is no alert.' },
} as const;

const SECRET_LENGTH_MAX = 200;

/**
 * Control to server. A socket that was opened with an access token closes when that token ends,
 * unless the next one of the same session or key was given before by `renew`.
 */
export const CONTROL_EVENTS = {
  renew: {
    carries: z.strictObject({ key: z.string().min(1).max(SECRET_LENGTH_MAX) }),
    answers: z.object({ expiresAt: instantSchema.nullable() }),
    summary: 'The next access token of the same session or key; the socket stays open by it.',
    permission: 'read-callout',
  },
} as const satisfies Record<string, SocketEvent>;
export type ControlEventName = keyof typeof CONTROL_EVENTS;

/**
 * Server to control; on connect `auth: { key }`, a key or an access token. Each message reaches
 * those whose role has its permission.
 */
export const CONTROL_MESSAGES = {
  incident: {
    carries: incidentViewSchema,
    summary: 'An incident as it now stands.',
    permission: 'read-incident',
  },
  fact: {
    carries: factMessageSchema,
    summary: 'A fact was added to an incident’s timeline.',
    permission: 'read-incident',
  },
  callout: {
    carries: calloutViewSchema,
    summary: 'A call-out as it now stands.',
    permission: 'read-callout',
  },
  booking: {
    carries: bookingSchema,
    summary: 'A line of a roster as it now stands: moved, ended, or called away to an incident.',
    permission: 'read-callout',
  },
  overdue: {
    carries: overdueMessageSchema,
    summary: 'Somebody of a call-out should have checked out and cannot be reached, or was found.',
    permission: 'run-muster',
  },
  'field-task': {
    carries: fieldTaskSchema,
    summary: 'A task of a call-out as it now stands.',
    permission: 'run-muster',
  },
  'field-report': {
    carries: fieldReportSchema,
    summary: 'Somebody reported from the field, or that was looked at.',
    permission: 'read-callout',
  },
  'watch-point': {
    carries: watchPointSchema,
    summary: 'A watch point whose state changed, or that nobody reads although it is due.',
    permission: 'read-callout',
  },
  reply: {
    carries: replySchema,
    summary: 'Somebody wrote back, or that was dealt with.',
    permission: 'handle-reply',
  },
} as const satisfies Record<
  string,
  Readonly<Record<'carries', z.ZodType> & Record<'summary', string>> & {
    readonly permission: Permission;
  }
>;

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
  note: (note: z.infer<typeof noteViewSchema>) => void;
}

export interface ControlClientEvents {
  renew: (
    message: z.infer<(typeof CONTROL_EVENTS)['renew']['carries']>,
    ack: (answer: Ack<z.infer<(typeof CONTROL_EVENTS)['renew']['answers']>>) => void,
  ) => void;
}

export interface ControlServerEvents {
  incident: (view: z.infer<typeof incidentViewSchema>) => void;
  fact: (message: z.infer<typeof factMessageSchema>) => void;
  callout: (view: z.infer<typeof calloutViewSchema>) => void;
  overdue: (message: z.infer<typeof overdueMessageSchema>) => void;
  'field-task': (view: z.infer<typeof fieldTaskSchema>) => void;
  'field-report': (view: z.infer<typeof fieldReportSchema>) => void;
  'watch-point': (view: z.infer<typeof watchPointSchema>) => void;
  reply: (view: z.infer<typeof replySchema>) => void;
}

/** What a push carries: enough to wake the app and say so, nothing about the patient or place. */
export interface PushPayload {
  readonly title: string;
  readonly body: string;
  readonly data: PushData;
}

/** By its kind; all values are texts. */
export type PushData = { readonly kind: PushKind; readonly alertId: string } | PushNotice;

/** What a push is about: a question of one of three kinds, its end, or a change of it. */
export type PushKind = 'alert' | 'callout' | 'drill' | 'stood-down' | 'changed';

/**
 * A push about the phone itself. The app sends a challenge back at once
 * (`POST /v1/me/push-proof`, with the token of the phone that is signed in); others are only read.
 */
export type PushNotice =
  | { readonly kind: 'push-proof'; readonly challenge: string }
  | { readonly kind: 'phones-changed' | 'credential-ending' }
  | { readonly kind: 'note'; readonly noteId: string };
