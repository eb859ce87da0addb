import type { DeliverySubject } from '#core/delivery';
import type { Instant } from '#core/units';

/** By which way an app heard of an alert. */
export type HeardVia = 'socket' | 'push' | 'web-push' | 'opened';

/** One alert as a phone's app heard it, in real milliseconds of `performance.now()`. */
export interface HeardAlert {
  readonly via: HeardVia;
  readonly heardMs: number;
  /** False where the app stayed quiet, as an SMS or a call had rung before it was woken. */
  readonly rang: boolean;
  /** When the phone was told that it is over because control has ended the incident. */
  releasedMs: number | null;
  /** When its responder stood beside the patient with an AED; virtual. */
  aedAt: Instant | null;
  /** How often its responder was sent elsewhere or to another part after accepting. */
  rerouteCount: number;
}

/** An SMS or a call as a person got it; what it names is all they know of the alert. */
export interface OutsideMessage {
  readonly responderId: string;
  readonly by: 'sms' | 'voice';
  readonly subject: DeliverySubject;
  /** The three digits of the text; null where it has none. */
  readonly code: string | null;
  readonly heardMs: number;
}

/** What the phones of the demo have seen: the outside ledger that the server is held against. */
export class AlertLog {
  readonly heard = new Map<string, HeardAlert>();
  /** SMS and calls, in the order they came. */
  readonly outside: OutsideMessage[] = [];
  /** When a phone first heard that it is no longer needed, by alert. */
  readonly standDownMs = new Map<string, number>();
  /** How often each refusal was given to a phone. */
  readonly refusals = new Map<string, number>();
  private readonly confirmed = new Set<string>();
  private readonly listeners = new Set<() => void>();

  /** Calls back after whatever a phone heard or confirmed; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  hear(alertId: string, via: HeardVia, rang = true): void {
    if (this.heard.has(alertId)) return;
    const heardMs = performance.now();
    const open = { releasedMs: null, aedAt: null, rerouteCount: 0 };
    this.heard.set(alertId, { via, heardMs, rang, ...open });
    this.tell();
  }

  hearOutside(message: Omit<OutsideMessage, 'heardMs'>): void {
    this.outside.push({ ...message, heardMs: performance.now() });
    this.tell();
  }

  hearStandDown(alertId: string): void {
    if (this.standDownMs.has(alertId)) return;
    this.standDownMs.set(alertId, performance.now());
    this.tell();
  }

  /** The server has taken this phone's receipt for something. */
  confirm(alertId: string, subject: DeliverySubject): void {
    this.confirmed.add(`${subject}/${alertId}`);
    this.tell();
  }

  hasConfirmed(alertId: string, subject: DeliverySubject): boolean {
    return this.confirmed.has(`${subject}/${alertId}`);
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

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
