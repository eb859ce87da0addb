import type { BookingView } from '#contracts/booking-api';
import type { PassGivenView } from '#contracts/pass-api';
import { t } from '#web/language';
import { CalloutPartState } from './callout-part';

const PAGE_MAX = 200;
/** Sheets that nobody carries any more. */
const PRINTED_MAX = 5_000;
const PASS_USES = 200;

/** What goes on paper: everybody who has said yes, and a pass for those who read the notice. */
export class CalloutPrint extends CalloutPartState {
  people: readonly BookingView[] | null = null;
  isCut = false;
  pass: PassGivenView | null = null;

  override async load(): Promise<void> {
    const all: BookingView[] = [];
    let cursor: string | null = null;
    const of = this.calloutId;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const reply: Awaited<ReturnType<typeof this.page>> = await this.page(after);
      if (this.calloutId !== of) return;
      if (!reply.ok) {
        await this.fetching(Promise.resolve(reply), () => undefined);
        return;
      }
      all.push(...reply.value.items);
      cursor = reply.value.nextCursor;
    } while (cursor !== null && all.length < PRINTED_MAX);
    this.people = all;
    this.isCut = cursor !== null;
    this.listener.onChange();
  }

  /** A pass whose code stands on the notice; it is shown this once. */
  makePass(validUntil: string): Promise<boolean> {
    const body = { label: t('Notice on paper'), usesMax: PASS_USES, validUntil, musterKey: null };
    return this.deed<PassGivenView>('/passes', {
      ...{ body, news: t('The pass stands on the notice. It is shown only now: print it.') },
      after: (pass) => {
        this.pass = pass;
      },
    });
  }

  protected override clear(): void {
    this.people = null;
    this.isCut = false;
    this.pass = null;
  }

  private page(after: string) {
    type Page = { readonly items: readonly BookingView[]; readonly nextCursor: string | null };
    return this.get<Page>(`/bookings?limit=${PAGE_MAX}${after}`);
  }
}
