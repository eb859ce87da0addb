import type { AlertView } from '#contracts/responder-api';

/** The bell does not outlast the time to answer by more than this. */
const RING_GRACE_MS = 30_000;

interface Arrival {
  readonly atMs: number;
  readonly live: boolean;
  /** Another phone, or this one before the page was opened, has rung for it already. */
  readonly hadRung: boolean;
  rang: boolean;
}

/** How each alert came to this page, and whether the page is to ring for it. */
export class Arrivals {
  private readonly byAlert = new Map<string, Arrival>();
  private readonly hushed = new Set<string>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  /** Takes the first word on an alert; later ones change nothing. */
  note(alert: AlertView, live: boolean): void {
    if (this.byAlert.has(alert.alertId)) return;
    const hadRung = alert.deliveredAt !== null;
    this.byAlert.set(alert.alertId, { atMs: this.now(), live, hadRung, rang: false });
  }

  /** Whether it came by the live line. */
  cameLive(alertId: string): boolean {
    return this.byAlert.get(alertId)?.live === true;
  }

  /**
   * Whether the page may ring for this alert now: not for one that had rung before it came here,
   * and not long after its time. Counted from arrival, so that a phone whose clock is wrong rings
   * all the same.
   */
  mayRing(alert: AlertView): boolean {
    const { alertId } = alert;
    const arrival = this.byAlert.get(alertId);
    if (arrival === undefined || arrival.hadRung || this.hushed.has(alertId)) return false;
    const wholeMs = Date.parse(alert.expiresAt) - Date.parse(alert.sentAt);
    return this.now() - arrival.atMs < wholeMs + RING_GRACE_MS;
  }

  /** Notes that the page rings for it; true the first time. */
  rangNow(alertId: string): boolean {
    const arrival = this.byAlert.get(alertId);
    if (arrival === undefined || arrival.rang) return false;
    arrival.rang = true;
    return true;
  }

  /** Its person has heard it: it rings no more. */
  hush(alertId: string): void {
    this.hushed.add(alertId);
  }

  forget(alertId: string): void {
    this.byAlert.delete(alertId);
  }

  clear(): void {
    this.byAlert.clear();
    this.hushed.clear();
  }
}
