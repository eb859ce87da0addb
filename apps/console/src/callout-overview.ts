import type { CalloutAreaChangedView } from '#contracts/area-api';
import type { CalloutView } from '#contracts/callout-api';
import type { putCalloutNeedsSchema } from '#contracts/callout-asked-api';
import type { HeadcountView, OverdueView } from '#contracts/muster-api';
import { t } from '#web/language';
import type { AreaGeometry } from '#web/map/map-kinds';
import { AreaDrawing } from './area-drawing';
import type { DrawnPart } from './area-tools';
import type { PageListener } from './asker';
import type { NeedDraft } from './callout-draft';
import { CalloutPartState } from './callout-part';

type PutNeeds = (typeof putCalloutNeedsSchema)['_zod']['input'];

/** What every page of an opened call-out shows: how full it is, who is there, who is overdue. */
export class CalloutOverview extends CalloutPartState {
  view: CalloutView | null = null;
  headcount: HeadcountView | null = null;
  overdue: readonly OverdueView[] = [];
  /** What became of a change of the area, one sentence. */
  told: string | null = null;
  /** Needs that are being changed; null while they are as they were. */
  needs: readonly NeedDraft[] | null = null;
  readonly drawing: AreaDrawing;

  constructor(listener: PageListener) {
    super(listener);
    this.drawing = new AreaDrawing(listener);
  }

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

  writeNeeds(needs: readonly NeedDraft[] | null): void {
    this.needs = needs;
    this.listener.onChange();
  }

  /** What is wrong with what was typed, one sentence. */
  say(sentence: string): void {
    this.quieten();
    this.problem = sentence;
    this.listener.onChange();
  }

  changeNeeds(body: PutNeeds): Promise<boolean> {
    const news = t('The needs are changed.');
    const after = (): void => this.writeNeeds(null);
    return this.deed('/needs', { body, news, method: 'PUT', after });
  }

  openDrawing(isOpen: boolean): void {
    if (this.drawing.isOpen === isOpen) return;
    this.drawing.isOpen = isOpen;
    this.listener.onChange();
  }

  draw(part: DrawnPart, geometry: AreaGeometry | null): void {
    if (this.view !== null) this.drawing.draw(this.view, part, geometry);
    this.listener.onChange();
  }

  changeArea(body: {
    readonly area?: AreaGeometry;
    readonly exclusions: unknown;
    readonly reason: string;
  }): Promise<boolean> {
    return this.deed<CalloutAreaChangedView>('/area', {
      ...{ body, news: t('The area is changed.'), method: 'PUT' },
      after: ({ heldCount, letGoOnCount }) => {
        this.drawing.forget();
        this.drawing.isOpen = true;
        this.told = t(
          '{{heldCount}} held or turned back, {{letGoOnCount}} told that they may go on.',
          { heldCount, letGoOnCount },
        );
      },
    });
  }

  stopComing(reason: string): Promise<boolean> {
    const news = t('Everybody on the way is told to stop coming.');
    return this.deed('/stop-coming', { body: { reason }, news });
  }

  comingAgain(reason: string): Promise<boolean> {
    const news = t('They are told that they may come again.');
    return this.deed('/coming-again', { body: { reason }, news });
  }

  end(outcome: 'closed' | 'cancelled'): Promise<boolean> {
    const news =
      outcome === 'closed' ? t('The call-out is closed.') : t('The call-out is cancelled.');
    return this.deed('/end', { body: { outcome }, news });
  }

  /** Somebody overdue was found, or is being looked for. */
  found(person: OverdueView, found: boolean, note: string): Promise<boolean> {
    const news = found
      ? t('{{displayName}} is found.', { displayName: person.displayName })
      : t('It is noted; the alarm stays.');
    const rest = `/overdue/${encodeURIComponent(person.bookingId)}`;
    return this.deed(rest, { body: { found, note }, news });
  }

  override quieten(): void {
    super.quieten();
    this.told = null;
  }

  protected override clear(): void {
    this.view = null;
    this.needs = null;
    this.drawing.forget();
    this.headcount = null;
    this.overdue = [];
  }
}
