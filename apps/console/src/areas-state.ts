import type {
  AreaImportReportView,
  AreaPutView,
  StoredAreaSummaryView,
  StoredAreaView,
} from '#contracts/area-api';
import { t } from '#web/language';
import type { AreaGeometry } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { emptyDraft, type CalloutDraft } from './callout-draft';
import { countBody } from './count-body';
import { LiveCount } from './live-count';
import { PageState } from './page-state';

const PATH = '/v1/areas';
const GEO_JSON = 'application/geo+json';

/** The areas that an organisation keeps. */
export class AreasState extends PageState {
  items: readonly StoredAreaSummaryView[] | null = null;
  hasMore = false;
  /** The last one that was kept, with what was put right about it. */
  lastPut: AreaPutView | null = null;
  imported: AreaImportReportView | null = null;
  /** The one that is looked at or changed; null while a new one is drawn. */
  opened: StoredAreaView | null = null;
  drawn: AreaGeometry | null = null;
  readonly tools: AreaTools;
  readonly count: LiveCount;

  constructor(listener: PageListener) {
    super(listener);
    this.tools = new AreaTools(listener.secret, listener.onChange);
    this.count = new LiveCount(listener);
  }

  async load(): Promise<void> {
    type Page = { items: readonly StoredAreaSummaryView[]; nextCursor: string | null };
    await this.fetching(this.listener.ask<Page>(`${PATH}?limit=200`), (page) => {
      this.items = page.items;
      this.hasMore = page.nextCursor !== null;
    });
  }

  /** What is wrong with what was typed, one sentence. */
  say(sentence: string): void {
    this.quieten();
    this.problem = sentence;
    this.listener.onChange();
  }

  async open(ref: string | null): Promise<void> {
    this.tools.choose(null);
    if (ref === null) {
      this.opened = null;
      this.draw(null);
      return;
    }
    const path = `${PATH}/${encodeURIComponent(ref)}`;
    await this.fetching(this.listener.ask<StoredAreaView>(path), (area) => {
      this.opened = area;
      this.draw(area.area);
    });
  }

  /** What stands on the map now, counted anew. */
  draw(area: AreaGeometry | null): void {
    this.drawn = area;
    const draft: CalloutDraft = {
      ...{ ...emptyDraft(), areaWay: 'geojson', geojson: JSON.stringify(area) },
      presence: { now: true, entering: true, living: true },
    };
    const mayCount = area !== null && this.listener.may('open-callout');
    this.count.follow(mayCount ? countBody(draft, Date.now()) : null);
    this.listener.onChange();
  }

  keep(ref: string, body: unknown): Promise<boolean> {
    return this.doing<AreaPutView>(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(ref)}`, { method: 'PUT', body }),
      t('The area is kept.'),
      async (put) => {
        this.lastPut = put;
        await this.open(null);
        await this.load();
      },
    );
  }

  remove(ref: string): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(ref)}`, { method: 'DELETE' }),
      t('The area is removed.'),
      () => this.load(),
    );
  }

  importFile(file: File, dryRun: boolean): Promise<boolean> {
    const body = new Blob([file], { type: GEO_JSON });
    return this.doing<AreaImportReportView>(
      () => this.listener.ask(`${PATH}/import?dryRun=${String(dryRun)}`, { method: 'POST', body }),
      null,
      async (imported) => {
        this.imported = imported;
        await this.load();
      },
    );
  }

  override quieten(): void {
    super.quieten();
    this.lastPut = null;
    this.imported = null;
  }

  forget(): void {
    this.items = null;
    this.opened = null;
    this.drawn = null;
    this.tools.forget();
    this.count.forget();
    this.quieten();
  }
}
