import type {
  BoardAskMessage,
  OwnBoardEntryView,
  OwnBoardView,
  OwnClaimView,
  ShownBoardEntry,
  StillSoMessage,
} from '#contracts/board-api';
import { t } from '#web/language';
import { OwnPart } from './own-part';

/** Offers and needs: one's own, what one has taken, and what others have put up. */
export class Board extends OwnPart {
  view: OwnBoardView | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<OwnBoardView>('/v1/me/board'), (view) => {
      this.view = view;
    });
  }

  putUp(body: BoardAskMessage): Promise<boolean> {
    const news = t('Somebody of your organisation looks at it; then others see it.');
    return this.deed('', body, news);
  }

  claim({ id }: ShownBoardEntry, quantity: number): Promise<boolean> {
    const news = t('It is yours for now: call them, and say here what became of it.');
    return this.deed(`/${id}/claim`, { quantity, hours: null }, news);
  }

  release({ id, entryId }: OwnClaimView): Promise<boolean> {
    return this.deed(`/${entryId}/release`, { claimId: id }, t('Others can take it now.'));
  }

  done({ id, entryId }: Pick<OwnClaimView, 'id' | 'entryId'>): Promise<boolean> {
    return this.deed(`/${entryId}/done`, { claimId: id }, t('Done. Thank you.'));
  }

  still({ id }: OwnBoardEntryView, body: StillSoMessage): Promise<boolean> {
    const news = body.isStillSo ? t('It stays up.') : t('It is taken down.');
    return this.deed(`/${id}/still`, body, news);
  }

  forget(): void {
    this.view = null;
    this.quieten();
  }

  private deed(rest: string, body: unknown, news: string): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`/v1/me/board${rest}`, { method: 'POST', body }),
      news,
      () => this.load(),
    );
  }
}
