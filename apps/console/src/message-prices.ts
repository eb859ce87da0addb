import type { MessagePricesMessage, MessagePricesView } from '#contracts/area-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/message-prices';

/** What messages cost, for the estimate before a call-out is sent. */
export class MessagePrices extends PageState {
  view: MessagePricesView | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<MessagePricesView>(PATH), (view) => {
      this.view = view;
    });
  }

  keep(body: MessagePricesMessage): Promise<boolean> {
    return this.doing<MessagePricesView>(
      () => this.listener.ask(PATH, { method: 'PUT', body }),
      t('The prices are kept.'),
      (view) => {
        this.view = view;
      },
    );
  }

  forget(): void {
    this.view = null;
    this.quieten();
  }
}
