import type { FeedMessage, ReceiptMessage } from '#contracts/responder-api';
import type { Reply } from '#web/http';

/** News that is neither a question nor its end. */
const CHANGES: readonly FeedMessage['kind'][] = [
  ...(['incident-changed', 'assignment-changed', 'control-message'] as const),
];

/** What this phone has confirmed, once each; what did not get through is told again later. */
export class Receipts {
  private readonly told = new Set<string>();
  private readonly waiting = new Map<string, ReceiptMessage>();

  constructor(private readonly send: (message: ReceiptMessage) => Promise<Reply<unknown>>) {}

  /**
   * Confirms that something has arrived or was seen.
   *
   * @param nth tells several changes of one alert apart
   * @returns false where it was confirmed before
   */
  confirm(message: ReceiptMessage, nth = 0): boolean {
    const key = `${message.alertId} ${message.subject} ${message.kind} ${nth}`;
    if (this.told.has(key)) return false;
    this.told.add(key);
    this.waiting.set(key, message);
    void this.tell(key, message);
    return true;
  }

  /** Confirms an alert that waits for an answer; true where it is the first word on it. */
  alert(alertId: string, facts: { readonly live: boolean; readonly isSeen: boolean }): boolean {
    const by = facts.live ? { channel: 'live' as const } : {};
    const receipt = { alertId, subject: 'alert', ...by } as const;
    const first = this.confirm({ ...receipt, kind: 'delivered' });
    if (facts.isSeen) this.confirm({ ...receipt, kind: 'seen' });
    return first;
  }

  /** The end of an alert and a change of it are confirmed as the alert itself is. */
  news({ kind, alert: { alertId }, seq }: FeedMessage, isSeen: boolean): void {
    const ends = kind === 'stood-down' || kind === 'alert-withdrawn';
    const changes = CHANGES.includes(kind);
    if (!ends && !changes) return;
    const subject = ends ? 'stood-down' : 'changed';
    const nth = ends ? 0 : seq;
    this.confirm({ alertId, kind: 'delivered', subject, channel: 'live' }, nth);
    if (changes && isSeen) this.confirm({ alertId, kind: 'seen', subject }, nth);
  }

  /** Tells again what did not get through. */
  flush(): void {
    for (const [key, message] of this.waiting) void this.tell(key, message);
  }

  forget(): void {
    this.told.clear();
    this.waiting.clear();
  }

  private async tell(key: string, message: ReceiptMessage): Promise<void> {
    const reply = await this.send(message);
    if (reply.ok || reply.problem.code !== 'unavailable') this.waiting.delete(key);
  }
}
