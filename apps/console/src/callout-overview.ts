import type { CalloutAreaChangedView } from '#contracts/area-api';
import type { CalloutView } from '#contracts/callout-api';
import type { PutCalloutNeedsMessage } from '#contracts/callout-asked-api';
import type { HeadcountView, OverdueView } from '#contracts/muster-api';
import { CalloutPartState } from './callout-part';

/** What every page of an opened call-out shows: how full it is, who is there, who is overdue. */
export class CalloutOverview extends CalloutPartState {
  view: CalloutView | null = null;
  headcount: HeadcountView | null = null;
  overdue: readonly OverdueView[] = [];
  /** What became of a change of the area, one sentence. */
  told: string | null = null;

  override async load(): Promise<void> {
    await Promise.all([
      this.taking(this.get<CalloutView>(''), (view) => {
        this.view = view;
      }),
      this.loadPeople(),
    ]);
  }

  /** Who is there changes without a word of the call-out itself. */
  async loadPeople(): Promise<void> {
    const overdue = this.listener.may('run-muster')
      ? this.taking(this.get<{ items: readonly OverdueView[] }>('/overdue'), ({ items }) => {
          this.overdue = items;
        })
      : null;
    await Promise.all([
      overdue,
      this.taking(this.get<HeadcountView>('/headcount'), (view) => {
        this.headcount = view;
      }),
    ]);
  }

  /** The newest word on it, from the live line. */
  heard(view: CalloutView): void {
    if (view.id === this.calloutId) this.view = view;
  }

  changeNeeds(body: PutCalloutNeedsMessage): Promise<boolean> {
    return this.deed('/needs', { body, news: 'The needs are changed.', method: 'PUT' });
  }

  changeArea(body: { readonly exclusions: unknown; readonly reason: string }): Promise<boolean> {
    return this.deed<CalloutAreaChangedView>('/area', {
      ...{ body, news: 'The area is changed.', method: 'PUT' },
      after: ({ heldCount, letGoOnCount }) => {
        this.told = `${heldCount} held or turned back, ${letGoOnCount} told that they may go on.`;
      },
    });
  }

  stopComing(reason: string): Promise<boolean> {
    const news = 'Everybody on the way is told to stop coming.';
    return this.deed('/stop-coming', { body: { reason }, news });
  }

  comingAgain(reason: string): Promise<boolean> {
    const news = 'They are told that they may come again.';
    return this.deed('/coming-again', { body: { reason }, news });
  }

  end(outcome: 'closed' | 'cancelled'): Promise<boolean> {
    const news = outcome === 'closed' ? 'The call-out is closed.' : 'The call-out is cancelled.';
    return this.deed('/end', { body: { outcome }, news });
  }

  /** Somebody overdue was found, or is being looked for. */
  found(person: OverdueView, found: boolean, note: string): Promise<boolean> {
    const news = found ? `${person.displayName} is found.` : 'It is noted; the alarm stays.';
    const rest = `/overdue/${encodeURIComponent(person.bookingId)}`;
    return this.deed(rest, { body: { found, note }, news });
  }

  override quieten(): void {
    super.quieten();
    this.told = null;
  }

  protected override clear(): void {
    this.view = null;
    this.headcount = null;
    this.overdue = [];
  }
}
