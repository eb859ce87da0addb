import type { OwnHistoryItemView } from '#contracts/own-history-api';
import { OwnPart } from './own-part';

const PAGE = 20;

interface HistoryPage {
  readonly items: readonly OwnHistoryItemView[];
  readonly nextCursor: string | null;
}

/** What this person was asked and did, and what they were not chosen for; page by page. */
export class History extends OwnPart {
  items: readonly OwnHistoryItemView[] | null = null;
  private nextCursor: string | null = null;

  get hasMore(): boolean {
    return this.nextCursor !== null;
  }

  async load(): Promise<void> {
    await this.fetching(this.page(null), (page) => {
      this.items = page.items;
      this.nextCursor = page.nextCursor;
    });
  }

  async more(): Promise<void> {
    await this.doing(
      () => this.page(this.nextCursor),
      null,
      (page) => {
        const known = new Set(this.items?.map(({ id }) => id));
        this.items = [...(this.items ?? []), ...page.items.filter(({ id }) => !known.has(id))];
        this.nextCursor = page.nextCursor;
      },
    );
  }

  forget(): void {
    this.items = null;
    this.nextCursor = null;
    this.quieten();
  }

  private page(cursor: string | null) {
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return this.listener.ask<HistoryPage>(`/v1/me/history?limit=${PAGE}${after}`);
  }
}
