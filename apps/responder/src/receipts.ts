import type { ReceiptMessage } from '#contracts/responder-api';
import type { Reply } from '#web/http';

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
