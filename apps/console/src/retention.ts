import type { RetentionView } from '#contracts/privacy-api';
import { PageState } from './page-state';

const PATH = '/v1/retention';

/** What is kept for how long, and what last went. */
export class Retention extends PageState {
  rules: RetentionView['items'] | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<RetentionView>(PATH), ({ items }) => {
      this.rules = items;
    });
  }

  forget(): void {
    this.rules = null;
    this.quieten();
  }
}
