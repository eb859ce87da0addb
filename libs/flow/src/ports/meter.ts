import type { ActorKind } from '#core/timeline';

export interface Meter {
  incidentRaised(): void;
  alertsSent(count: number): void;
  receiptAfter(ms: number): void;
  decisionTook(ms: number): void;
  degraded(what: 'live-index' | 'decision'): void;
}

/** Who did it, for the timeline. */
export interface Actor {
  readonly kind: ActorKind;
  readonly id: string;
}
