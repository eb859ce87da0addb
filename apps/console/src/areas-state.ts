import type { AreaImportReportView, AreaPutView, StoredAreaSummaryView } from '#contracts/area-api';
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

  async load(): Promise<void> {
    type Page = { items: readonly StoredAreaSummaryView[]; nextCursor: string | null };
    await this.fetching(this.listener.ask<Page>(`${PATH}?limit=200`), (page) => {
      this.items = page.items;
      this.hasMore = page.nextCursor !== null;
    });
  }

  keep(ref: string, body: unknown): Promise<boolean> {
    return this.doing<AreaPutView>(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(ref)}`, { method: 'PUT', body }),
      'The area is kept.',
      async (put) => {
        this.lastPut = put;
        await this.load();
      },
    );
  }

  remove(ref: string): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(ref)}`, { method: 'DELETE' }),
      'The area is removed.',
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
    this.quieten();
  }
}
