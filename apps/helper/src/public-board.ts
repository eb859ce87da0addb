import type {
  BoardBadge,
  BoardEntryTaken,
  OwnBoardEntryView,
  PublicBoardEntryMessage,
  ShownBoardEntry,
} from '#contracts/board-api';
import { Deeds } from '#web/deeds';
import { request } from '#web/http';
import { t } from '#web/language';
import type { HelperListener } from './helper';

/** Offers and needs of an organisation, for anybody; what one puts up is proven by a code. */
export class PublicBoard extends Deeds<HelperListener> {
  shown: readonly ShownBoardEntry[] | null = null;
  /** An entry whose address is still to be proven. */
  toProve: BoardEntryTaken | null = null;
  /** What opens the entry that was just proven; shown this once. */
  badge: string | null = null;
  own: OwnBoardEntryView | null = null;

  constructor(
    private readonly organisation: string,
    listener: HelperListener,
  ) {
    super(listener);
  }

  async load(): Promise<void> {
    const page = request<{ readonly items: readonly ShownBoardEntry[] }>(this.path(''));
    await this.fetching(page, ({ items }) => {
      this.shown = items;
    });
  }

  putUp(body: PublicBoardEntryMessage): Promise<boolean> {
    return this.doing<BoardEntryTaken>(
      () => request(this.path('/entries'), { method: 'POST', body }),
      null,
      (taken) => {
        this.toProve = taken;
      },
    );
  }

  prove(code: string): Promise<boolean> {
    const body = { entryId: this.toProve?.entryId, code: code.replace(/\s/gu, '') };
    return this.doing<BoardBadge>(
      () => request(this.path('/confirm'), { method: 'POST', body }),
      t('Proven. Somebody looks at it, then others see it.'),
      async ({ badge }) => {
        this.toProve = null;
        this.badge = badge;
        await this.openOwn(badge);
      },
    );
  }

  async openOwn(badge: string): Promise<void> {
    const asked = request<OwnBoardEntryView>(this.path('/mine'), {
      method: 'POST',
      body: { badge },
    });
    await this.fetching(asked, (own) => {
      this.own = own;
      this.badge = badge;
    });
  }

  still(isStillSo: boolean): Promise<boolean> {
    const body = { badge: this.badge, isStillSo, outcome: 'done-by-others' };
    return this.doing<OwnBoardEntryView>(
      () => request(this.path('/still'), { method: 'POST', body }),
      isStillSo ? t('It stays up.') : t('It is taken down.'),
      (own) => {
        this.own = own;
      },
    );
  }

  report(entry: ShownBoardEntry): Promise<boolean> {
    const body = { entryId: entry.id, kind: 'wrong' };
    return this.doing(
      () => request(this.path('/report'), { method: 'POST', body }),
      t('Thank you: somebody looks at it.'),
    );
  }

  private path(rest: string): string {
    return `/v1/public-board/${encodeURIComponent(this.organisation)}${rest}`;
  }
}
