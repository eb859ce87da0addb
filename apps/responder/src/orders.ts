import type { AlertView } from '#contracts/responder-api';
import type { TaskAedView } from '#contracts/task-shapes';
import type { AedReport } from '#core/aed';
import { orderNews, type OrderNews } from './order-news';

/** The AED this person said they hold; the order does not name it any more. */
export type HeldAed = Pick<TaskAedView, 'aedId' | 'name'>;

/** What this phone knows of its person's order beyond the order itself. */
export class Orders {
  /** An order other than the one before, until it has been read. */
  news: OrderNews | null = null;
  private held: (HeldAed & { readonly alertId: string }) | null = null;
  /** A report that is on its way: what it brings may come by the live line before its answer. */
  private reporting: AedReport | null = null;

  /** Takes the newest word on an alert; true when it brings another order. */
  heard(before: AlertView | undefined, now: AlertView): boolean {
    const isBound = now.status === 'accepted' && now.order !== null;
    if (!isBound && this.news?.alertId === now.alertId) this.news = null;
    if (!isBound && this.held?.alertId === now.alertId) this.held = null;
    if (this.reporting === 'collected') return false;
    const news = orderNews(before, now, this.reporting !== null);
    if (news === null) return false;
    // Of two changes that came before either was read, the first one's before is what they know.
    const unread = this.news?.alertId === news.alertId ? this.news : null;
    this.news = unread === null ? news : { ...news, before: unread.before };
    return true;
  }

  /** The AED in hand during this alert's incident; null while there is none. */
  heldIn(alert: AlertView): HeldAed | null {
    const aed = alert.order?.aed ?? null;
    if (aed !== null) return aed.collectedAt === null ? null : aed;
    return this.held?.alertId === alert.alertId ? this.held : null;
  }

  /** Makes a report by `send`, which resolves true once the server has taken it. */
  async report(
    what: AedReport,
    about: HeldAed & { readonly alertId: string },
    send: () => Promise<boolean>,
  ): Promise<void> {
    this.reporting = what;
    const taken = await send();
    this.reporting = null;
    if (taken) this.held = what === 'collected' ? about : null;
  }

  understood(): void {
    this.news = null;
  }

  forget(): void {
    this.news = null;
    this.held = null;
  }
}
