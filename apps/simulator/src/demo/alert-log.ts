import type { Instant } from '#core/units';

/** One alert as a phone heard it, in real milliseconds of `performance.now()`. */
export interface HeardAlert {
  readonly via: 'socket' | 'poll';
  readonly heardMs: number;
  /** When the phone was told that it is over because control has ended the incident. */
  releasedMs: number | null;
  /** When its responder stood beside the patient with an AED; virtual. */
  aedAt: Instant | null;
  /** How often its responder was sent elsewhere or to another part after accepting. */
  rerouteCount: number;
}

/** What the phones of the demo have seen: the outside ledger that the server is held against. */
export class AlertLog {
  readonly heard = new Map<string, HeardAlert>();
  /** How often each refusal was given to a phone. */
  readonly refusals = new Map<string, number>();

  hear(alertId: string, via: 'socket' | 'poll'): void {
    if (this.heard.has(alertId)) return;
    const heardMs = performance.now();
    this.heard.set(alertId, { via, heardMs, releasedMs: null, aedAt: null, rerouteCount: 0 });
  }

  release(alertId: string): void {
    const heard = this.heard.get(alertId);
    if (heard !== undefined) heard.releasedMs ??= performance.now();
  }

  bringAed(alertId: string, at: Instant): void {
    const heard = this.heard.get(alertId);
    if (heard !== undefined) heard.aedAt ??= at;
  }

  reroute(alertId: string): void {
    const heard = this.heard.get(alertId);
    if (heard !== undefined) heard.rerouteCount += 1;
  }

  refuse(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}
