import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import { PageState } from './page-state';

const PATH = '/v1/audit';
const PAGE_SIZE = 50;

/** What is looked for; an empty word looks for nothing. */
export interface AuditSearch {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

const EVERYTHING: AuditSearch = { actor: '', action: '', subject: '', from: '', to: '' };

/** Who looked at what and did what; each search is in the audit itself. */
export class Audit extends PageState {
  rows: readonly AuditRowView[] | null = null;
  search: AuditSearch = EVERYTHING;
  private cursor: string | null = null;

  get more(): boolean {
    return this.cursor !== null;
  }

  async look(search: AuditSearch = this.search): Promise<void> {
    this.search = search;
    await this.fetch(null);
  }

  async older(): Promise<void> {
    if (this.cursor !== null) await this.fetch(this.cursor);
  }

  forget(): void {
    this.rows = null;
    this.cursor = null;
    this.search = EVERYTHING;
    this.quieten();
  }

  private async fetch(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    for (const [name, value] of Object.entries(this.search) as [string, string][]) {
      const isMoment = name === 'from' || name === 'to';
      if (value !== '') query.set(name, isMoment ? new Date(value).toISOString() : value);
    }
    if (cursor !== null) query.set('cursor', cursor);
    await this.doing<AuditPageView>(
      () => this.listener.ask(`${PATH}?${query.toString()}`),
      null,
      ({ items, nextCursor }) => {
        this.rows = cursor === null ? items : [...(this.rows ?? []), ...items];
        this.cursor = nextCursor;
      },
    );
  }
}
