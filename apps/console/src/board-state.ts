import type {
  BoardDetailView,
  BoardEntryView,
  BoardMatchesView,
  BoardSettingsView,
  StaffBoardEntryMessage,
} from '#contracts/board-api';
import type { BoardStatus } from '#core/board';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/board';
const SETTINGS = '/v1/board-settings';

/** Offers and needs, as staff look after them. */
export class BoardState extends PageState {
  status: BoardStatus = 'pending-vetting';
  items: readonly BoardEntryView[] | null = null;
  opened: BoardDetailView | null = null;
  matches: BoardMatchesView['items'] = [];
  /** Whether people without an account may use it; null while that is not known. */
  isPublic: boolean | null = null;
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
    if (this.isPublic === null) await this.loadSettings();
    if (this.openId !== null) await this.fetchOpened(this.openId);
  }

  setPublic(isPublic: boolean): Promise<boolean> {
    const news = isPublic
      ? t('People without an account may use the board now.')
      : t('People without an account may not use the board any more.');
    return this.doing<BoardSettingsView>(
      () => this.listener.ask(SETTINGS, { method: 'PUT', body: { isPublic } }),
      news,
      (settings) => {
        this.isPublic = settings.isPublic;
      },
    );
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
    const news = isShown ? t('Others see it now.') : t('It is not shown; they read why.');
    return this.deed(`/${entry.id}/vet`, { isShown, reason }, news);
  }

  close(entry: BoardEntryView, outcome: string, reason: string): Promise<boolean> {
    return this.deed(`/${entry.id}/close`, { outcome, reason }, t('It is closed.'));
  }

  /** Brings two sides together: one is claimed for the other. */
  claim(entryId: string, forEntryId: string, quantity: number): Promise<boolean> {
    const news = t('Both sides are told about each other.');
    return this.deed(`/${entryId}/claim`, { forEntryId, quantity, hours: null }, news);
  }

  putUp(body: StaffBoardEntryMessage): Promise<boolean> {
    return this.deed('', body, t('It is put up.'));
  }

  forget(): void {
    this.items = null;
    this.openId = null;
    this.opened = null;
    this.matches = [];
    this.isPublic = null;
    this.status = 'pending-vetting';
    this.quieten();
  }

  private async loadSettings(): Promise<void> {
    await this.fetching(this.listener.ask<BoardSettingsView>(SETTINGS), ({ isPublic }) => {
      this.isPublic = isPublic;
    });
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
