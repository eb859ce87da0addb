import type { BookingView, EndBookingMessage } from '#contracts/booking-api';
import type { GroupView } from '#contracts/group-api';
import type { BookingStatus } from '#core/callout-booking';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { CalloutPartState } from './callout-part';

const PAGE_MAX = 100;

export interface RosterFilter {
  readonly status: BookingStatus | '';
  readonly need: string;
  readonly muster: string;
  readonly group: string;
}

const EVERYBODY: RosterFilter = { status: '', need: '', muster: '', group: '' };
/** Names are sealed where they are kept: whoever looks for one looks through the pages here. */
const SOUGHT_PAGES_MAX = 50;

/** Everybody who said yes to a call-out, page by page, and what may be done about them. */
export class CalloutRoster extends CalloutPartState {
  bookings: readonly BookingView[] | null = null;
  hasMore = false;
  filter: RosterFilter = EVERYBODY;
  /** The line that is opened to be moved or ended. */
  openId: string | null = null;
  /** Part of a name or a note; looked for among all, however many pages they are. */
  sought = '';
  onlyOverdue = false;
  groups: readonly GroupView[] = [];
  private next: string | null = null;

  override async load(): Promise<void> {
    if (this.groups.length === 0 && this.listener.may('read-groups')) void this.loadGroups();
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

  /** Looks for a name or a note among everybody. */
  async seek(sought: string): Promise<void> {
    this.sought = sought;
    this.listener.onChange();
    for (let page = 0; page < SOUGHT_PAGES_MAX && this.hasMore; page += 1) {
      if (this.sought !== sought || sought === '') return;
      await this.more();
    }
  }

  showOverdue(only: boolean): void {
    this.onlyOverdue = only;
    this.listener.onChange();
    if (only && this.hasMore) void this.seek(this.sought === '' ? ' ' : this.sought);
  }

  /** Those of the pages fetched so far whom every filter lets through. */
  shown(overdueIds: ReadonlySet<string>): readonly BookingView[] | null {
    const words = this.sought.trim().toLocaleLowerCase();
    const fits = ({ displayName, conditions }: BookingView): boolean =>
      [displayName, conditions.note ?? ''].some((text) => text.toLocaleLowerCase().includes(words));
    return (
      this.bookings?.filter(
        (one) => (!this.onlyOverdue || overdueIds.has(one.bookingId)) && fits(one),
      ) ?? null
    );
  }

  /** Opens one line, or closes it. */
  toggle(bookingId: string): void {
    this.openId = this.openId === bookingId ? null : bookingId;
    this.quieten();
    this.listener.onChange();
  }

  move(booking: BookingView, to: { needKey?: string; musterKey?: string }): Promise<boolean> {
    const news = t('{{displayName}} is moved and told.', { displayName: booking.displayName });
    return this.deed(`/bookings/${booking.bookingId}/move`, { body: to, news });
  }

  end(booking: BookingView, body: EndBookingMessage): Promise<boolean> {
    const news = t('{{displayName}} has no place any more.', { displayName: booking.displayName });
    return this.deed(`/bookings/${booking.bookingId}/end`, { body, news });
  }

  check(booking: BookingView, kind: 'in' | 'out'): Promise<boolean> {
    const { displayName } = booking;
    const news =
      kind === 'in'
        ? t('{{displayName}} is checked in.', { displayName })
        : t('{{displayName}} is checked out.', { displayName });
    return this.deed(`/bookings/${booking.bookingId}/check`, { body: { kind }, news });
  }

  /** The headcount as a file that survives a power cut. */
  async save(kind: 'csv' | 'html'): Promise<void> {
    await this.doing<Blob>(
      () => this.listener.askFile(this.path(`/headcount.${kind}`)),
      kind === 'csv'
        ? t('The list is saved.')
        : t('The list to print is saved: open and print it.'),
      (file) => saveFile(file, `headcount.${kind}`),
    );
  }

  protected override clear(): void {
    this.bookings = null;
    this.hasMore = false;
    this.filter = EVERYBODY;
    this.openId = null;
    this.next = null;
    this.sought = '';
    this.onlyOverdue = false;
  }

  private async loadGroups(): Promise<void> {
    const list = this.listener.ask<{ readonly items: readonly GroupView[] }>('/v1/groups');
    await this.fetching(list, ({ items }) => {
      this.groups = items;
    });
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
