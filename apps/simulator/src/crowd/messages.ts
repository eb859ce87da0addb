import type { FeedKind } from '#contracts/responder-api';

/** What a phone does when it is asked. */
export interface AnswerRule {
  /**
   * `silent` says only that it rang, `mute` not even that; of `accept-first` the first of each
   * scene accepts and the others decline.
   */
  readonly how: 'silent' | 'mute' | 'accept' | 'decline' | 'accept-first';
  /** From the ring to the answer, real milliseconds; at once where left out. */
  readonly afterMs?: number;
}

/** One phone of the crowd. */
export interface CrowdPhone {
  readonly index: number;
  readonly token: string;
  readonly place: { readonly lat: number; readonly lon: number };
  /** The first of its scene. */
  readonly isFirst: boolean;
}

/** What a phone noticed or did; `atMs` by the machine's monotonic clock, common to processes. */
export interface PhoneFact {
  readonly atMs: number;
  readonly phone: number;
  readonly what:
    | 'connected'
    | 'disconnected'
    | 'refused'
    | 'fixed'
    | 'feed'
    | 'feed-again'
    | 'gap'
    | 'alert-heard'
    | 'alert-heard-again'
    | 'alert-ended'
    | 'receipt-sent'
    | 'receipt-acked'
    | 'receipt-failed'
    | 'answer-sent'
    | 'answer-acked'
    | 'answer-failed';
  readonly alertId?: string;
  readonly seq?: number;
  readonly kind?: FeedKind;
  readonly via?: 'live' | 'push' | 'catch-up';
  readonly status?: string;
  readonly assignment?: string | null;
  readonly answer?: 'accept' | 'decline';
  readonly detail?: string;
}

/** To a process of the crowd. `indexes` left out means all its phones. */
export type CrowdOrder =
  | {
      readonly do: 'start';
      readonly url: string;
      readonly phones: readonly CrowdPhone[];
      readonly rule: AnswerRule;
      readonly reconnectMs: readonly [number, number];
      /** How often each says where it is; null: once. */
      readonly fixEveryMs: number | null;
    }
  | { readonly do: 'connect'; readonly call: number; readonly indexes?: readonly number[] }
  /** Hangs up and stays away, as a phone without network. */
  | { readonly do: 'leave'; readonly indexes?: readonly number[] }
  | { readonly do: 'rule'; readonly rule: AnswerRule; readonly indexes?: readonly number[] }
  | { readonly do: 'push'; readonly index: number; readonly alertId: string; readonly kind: string }
  /** Each asks over HTTP for what it missed. */
  | { readonly do: 'catch-up'; readonly call: number; readonly indexes?: readonly number[] }
  | { readonly do: 'stop' };

/** From a process of the crowd. */
export type CrowdReport =
  | { readonly ready: true }
  | { readonly facts: readonly PhoneFact[] }
  /** `failed` of the phones could not do what the call asked. */
  | { readonly called: number; readonly failed: number };

/** Monotonic milliseconds that processes of one machine have in common. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
