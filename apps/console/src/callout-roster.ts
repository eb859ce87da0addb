import type { BookingView, EndBookingMessage } from '#contracts/booking-api';
import type { BookingStatus } from '#core/callout-booking';
import { saveFile } from '#web/save-file';
import { CalloutPartState } from './callout-part';

const PAGE_MAX = 100;

export interface RosterFilter {
  readonly status: BookingStatus | '';
  readonly need: string;
  readonly muster: string;
}

const EVERYBODY: RosterFilter = { status: '', need: '', muster: '' };

/** Everybody who said yes to a call-out, page by page, and what may be done about them. */
export class CalloutRoster extends CalloutPartState {
  bookings: readonly BookingView[] | null = null;
  hasMore = false;
  filter: RosterFilter = EVERYBODY;
  /** The line that is opened to be moved or ended. */
  openId: string | null = null;
  private next: string | null = null;

  override async load(): Promise<void> {
    const held = Math.max(PAGE_MAX, Math.min(this.bookings?.length ?? 0, 2 * PAGE_MAX));
    await this.fetchPage(`${this.query(held)}`, false);
  }

  async more(): Promise<void> {
    const query = this.query(PAGE_MAX);
    query.set('cursor', this.next ?? '');
    await this.fetchPage(`${query}`, true);
  }

  async choose(change: Partial<RosterFilter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    this.bookings = null;
    this.listener.onChange();
    await this.load();
  }

  /** Opens one line, or closes it. */
  toggle(bookingId: string): void {
    this.openId = this.openId === bookingId ? null : bookingId;
    this.quieten();
    this.listener.onChange();
  }

  move(booking: BookingView, to: { needKey?: string; musterKey?: string }): Promise<boolean> {
    const news = `${booking.displayName} is moved and told.`;
    return this.deed(`/bookings/${booking.bookingId}/move`, { body: to, news });
  }

  end(booking: BookingView, body: EndBookingMessage): Promise<boolean> {
    const news = `${booking.displayName} has no place any more.`;
    return this.deed(`/bookings/${booking.bookingId}/end`, { body, news });
  }

  check(booking: BookingView, kind: 'in' | 'out'): Promise<boolean> {
    const news = `${booking.displayName} is checked ${kind}.`;
    return this.deed(`/bookings/${booking.bookingId}/check`, { body: { kind }, news });
  }

  /** The headcount as a file that survives a power cut. */
  async save(kind: 'csv' | 'html'): Promise<void> {
    await this.doing<Blob>(
      () => this.listener.askFile(this.path(`/headcount.${kind}`)),
      kind === 'csv' ? 'The list is saved.' : 'The list to print is saved: open and print it.',
      (file) => saveFile(file, `headcount.${kind}`),
    );
  }

  protected override clear(): void {
    this.bookings = null;
    this.hasMore = false;
    this.filter = EVERYBODY;
    this.openId = null;
    this.next = null;
  }

  private query(limit: number): URLSearchParams {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of Object.entries(this.filter)) {
      if (value !== '') query.set(name, String(value));
    }
    return query;
  }

  private async fetchPage(query: string, more: boolean): Promise<void> {
    const { filter } = this;
    type Page = { readonly items: readonly BookingView[]; readonly nextCursor: string | null };
    await this.taking(this.get<Page>(`/bookings?${query}`), (page) => {
      if (filter !== this.filter) return;
      this.bookings = more ? [...(this.bookings ?? []), ...page.items] : page.items;
      this.next = page.nextCursor;
      this.hasMore = page.nextCursor !== null;
    });
  }
}
