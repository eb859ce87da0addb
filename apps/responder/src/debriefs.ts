import type { DebriefAnswerMessage, OwnDebriefView } from '#contracts/message-api';
import { t } from '#web/language';
import { OwnPart } from './own-part';

/** What this person is asked about call-outs they were at. */
export class Debriefs extends OwnPart {
  asked: readonly OwnDebriefView[] | null = null;

  /** Those that still wait for an answer. */
  open(): readonly OwnDebriefView[] {
    return this.asked?.filter(({ answeredAt }) => answeredAt === null) ?? [];
  }

  async load(): Promise<void> {
    type List = { readonly items: readonly OwnDebriefView[] };
    await this.fetching(this.listener.ask<List>('/v1/me/debriefs'), ({ items }) => {
      this.asked = items;
    });
  }

  answer({ bookingId }: OwnDebriefView, body: DebriefAnswerMessage): Promise<boolean> {
    const path = `/v1/me/bookings/${bookingId}/debrief`;
    return this.doing(
      () => this.listener.ask(path, { method: 'POST', body }),
      body.callBack ? t('Thank you. Somebody will call you.') : t('Thank you for telling us.'),
      () => this.load(),
    );
  }

  forget(): void {
    this.asked = null;
    this.quieten();
  }
}
