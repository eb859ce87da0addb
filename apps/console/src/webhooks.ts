import type { PutReportCard, ReportCardView } from '#contracts/report-card-api';
import type {
  AddWebhook,
  PutWebhook,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookTestView,
  WebhookView,
} from '#contracts/webhook-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/webhooks';
const LETTERS = '/v1/webhook-deliveries';
const CARD = '/v1/report-card';

interface Letters {
  readonly items: readonly WebhookDeliveryView[];
  readonly nextCursor: string | null;
}

/** Addresses that events are sent to, what they did not take, and who gets the week's figures. */
export class Webhooks extends PageState {
  webhooks: readonly WebhookView[] | null = null;
  letters: readonly WebhookDeliveryView[] | null = null;
  /** There are more dead letters than are shown. */
  more = false;
  card: ReportCardView | null = null;
  /** What is shown once: of which address, and its secret. */
  shownOnce: { readonly label: string; readonly secret: string } | null = null;
  /** The address that somebody is about to remove, and has not confirmed yet. */
  pendingId: string | null = null;

  async load(): Promise<void> {
    const { listener } = this;
    await Promise.all([
      this.fetching(listener.ask<{ webhooks: WebhookView[] }>(PATH), ({ webhooks }) => {
        this.webhooks = webhooks;
      }),
      this.fetching(listener.ask<Letters>(LETTERS), ({ items, nextCursor }) => {
        this.letters = items;
        this.more = nextCursor !== null;
      }),
      this.fetching(listener.ask<ReportCardView>(CARD), (card) => {
        this.card = card;
      }),
    ]);
  }

  async add(body: AddWebhook): Promise<boolean> {
    return this.doing<WebhookSecretView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      (added) => this.show(added),
    );
  }

  async rotate(webhook: WebhookView): Promise<void> {
    await this.doing<WebhookSecretView>(
      () => this.listener.ask(`${pathOf(webhook)}/secret`, { method: 'POST' }),
      null,
      (made) => this.show(made),
    );
  }

  async test(webhook: WebhookView): Promise<void> {
    const { label } = webhook;
    let came: WebhookTestView | null = null as WebhookTestView | null;
    await this.doing<WebhookTestView>(
      () => this.listener.ask(`${pathOf(webhook)}/test`, { method: 'POST' }),
      null,
      (answer) => {
        came = answer;
      },
    );
    if (came === null) return;
    const { taken, says } = came;
    if (taken) this.news = t('“{{label}}” took the test event.', { label });
    else {
      this.problem = t('“{{label}}” did not take the test event: {{says}}.', { label, says });
    }
    this.listener.onChange();
  }

  /** Puts an address off, or takes it up again. */
  async putOff(webhook: WebhookView, disabled: boolean): Promise<void> {
    const { label, url, types } = webhook;
    const body: PutWebhook = { label, url, types, disabled };
    await this.doing(
      () => this.listener.ask(pathOf(webhook), { method: 'PUT', body }),
      disabled
        ? t('“{{label}}” is sent nothing more.', { label })
        : t('“{{label}}” is sent events again.', { label }),
      () => this.load(),
    );
  }

  /** Asks for a second touch before an address is forgotten. */
  propose(webhookId: string | null): void {
    this.pendingId = webhookId;
    this.quieten();
    this.listener.onChange();
  }

  async remove(webhook: WebhookView): Promise<void> {
    this.pendingId = null;
    await this.doing(
      () => this.listener.ask(pathOf(webhook), { method: 'DELETE' }),
      t('“{{label}}” is removed.', { label: webhook.label }),
      () => this.load(),
    );
  }

  async resend(letter: WebhookDeliveryView): Promise<void> {
    const path = `${LETTERS}/${encodeURIComponent(letter.id)}/resend`;
    await this.doing(
      () => this.listener.ask(path, { method: 'POST' }),
      t('It is on its way again.'),
      () => this.load(),
    );
  }

  /** Sends again what an address did not take since a moment; with what it took, where asked. */
  async replay(webhookId: string, since: string, delivered: boolean): Promise<void> {
    const path = `${PATH}/${encodeURIComponent(webhookId)}/replay`;
    let number: number | null = null as number | null;
    await this.doing<{ count: number }>(
      () => this.listener.ask(path, { method: 'POST', body: { since, delivered } }),
      null,
      async ({ count }) => {
        number = count;
        await this.load();
      },
    );
    if (number === null) return;
    this.news = t('Events on their way again: {{number}}', { number });
    this.listener.onChange();
  }

  async putCard(body: PutReportCard): Promise<void> {
    await this.doing<ReportCardView>(
      () => this.listener.ask(CARD, { method: 'PUT', body }),
      t('Kept.'),
      (card) => {
        this.card = card;
      },
    );
  }

  hide(): void {
    this.shownOnce = null;
    this.pendingId = null;
    this.quieten();
  }

  forget(): void {
    this.hide();
    this.webhooks = null;
    this.letters = null;
    this.card = null;
  }

  private async show({ webhook, secret }: WebhookSecretView): Promise<void> {
    this.shownOnce = { label: webhook.label, secret };
    await this.load();
  }
}

function pathOf({ id }: Pick<WebhookView, 'id'>): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
