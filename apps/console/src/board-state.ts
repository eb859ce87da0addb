import type {
  BoardDetailView,
  BoardEntryView,
  BoardMatchesView,
  StaffBoardEntryMessage,
} from '#contracts/board-api';
import type { BoardStatus } from '#core/board';
import { PageState } from './page-state';

const PATH = '/v1/board';

/** Offers and needs, as staff look after them. */
export class BoardState extends PageState {
  status: BoardStatus = 'pending-vetting';
  items: readonly BoardEntryView[] | null = null;
  opened: BoardDetailView | null = null;
  matches: BoardMatchesView['items'] = [];
  private openId: string | null = null;

  async load(): Promise<void> {
    const { status } = this;
    type Page = { readonly items: readonly BoardEntryView[] };
    await this.fetching(
      this.listener.ask<Page>(`${PATH}?status=${status}&limit=100`),
      ({ items }) => {
        if (this.status === status) this.items = items;
      },
    );
    if (this.openId !== null) await this.fetchOpened(this.openId);
  }

  async choose(status: BoardStatus): Promise<void> {
    this.status = status;
    this.items = null;
    this.shut();
    await this.load();
  }

  async open(entryId: string): Promise<void> {
    this.shut();
    this.openId = entryId;
    await this.fetchOpened(entryId);
  }

  shut(): void {
    this.openId = null;
    this.opened = null;
    this.matches = [];
    this.listener.onChange();
  }

  vet(entry: BoardEntryView, isShown: boolean, reason: string): Promise<boolean> {
    const news = isShown ? 'Others see it now.' : 'It is not shown; they read why.';
    return this.deed(`/${entry.id}/vet`, { isShown, reason }, news);
  }

  close(entry: BoardEntryView, outcome: string, reason: string): Promise<boolean> {
    return this.deed(`/${entry.id}/close`, { outcome, reason }, 'It is closed.');
  }

  /** Brings two sides together: one is claimed for the other. */
  claim(entryId: string, forEntryId: string, quantity: number): Promise<boolean> {
    const news = 'Both sides are told about each other.';
    return this.deed(`/${entryId}/claim`, { forEntryId, quantity, hours: null }, news);
  }

  putUp(body: StaffBoardEntryMessage): Promise<boolean> {
    return this.deed('', body, 'It is put up.');
  }

  forget(): void {
    this.items = null;
    this.openId = null;
    this.opened = null;
    this.matches = [];
    this.status = 'pending-vetting';
    this.quieten();
  }

  private async fetchOpened(entryId: string): Promise<void> {
    const [detail, matches] = await Promise.all([
      this.listener.ask<BoardDetailView>(`${PATH}/${entryId}`),
      this.listener.ask<BoardMatchesView>(`${PATH}/${entryId}/matches`),
    ]);
    if (this.openId !== entryId) return;
    this.matches = matches.ok ? matches.value.items : [];
    await this.fetching(Promise.resolve(detail), (opened) => {
      this.opened = opened;
    });
  }

  private deed(rest: string, body: unknown, news: string): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`${PATH}${rest}`, { method: 'POST', body }),
      news,
      () => this.load(),
    );
  }
}
