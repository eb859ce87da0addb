import { Controller, Inject } from '@nestjs/common';
import type { ReportCardView } from '#contracts/report-card-api';
import type {
  EventsPageView,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookTestView,
  WebhookView,
} from '#contracts/webhook-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

type Used = 'webhooks' | 'readEvents' | 'sendReportCards';

/** How control rooms hear what happens, and supervisors what came of a week. */
@Controller()
export class WebhookController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, Used>) {}

  @Serves('readEvents')
  events(@Call('readEvents') { caller, query }: CallOf<'readEvents'>): Promise<EventsPageView> {
    const from = { position: Number(query.after), limit: query.limit };
    return this.flow.readEvents.after(caller.organisationId, from);
  }

  @Serves('listWebhooks')
  async list(
    @Call('listWebhooks') { caller }: CallOf<'listWebhooks'>,
  ): Promise<{ readonly webhooks: readonly WebhookView[] }> {
    return { webhooks: await this.flow.webhooks.list(caller.organisationId) };
  }

  @Serves('addWebhook')
  async add(
    @Call('addWebhook') { caller, body }: CallOf<'addWebhook'>,
  ): Promise<WebhookSecretView> {
    return unwrap(await this.flow.webhooks.add(caller.organisationId, body));
  }

  @Serves('putWebhook')
  async put(@Call('putWebhook') call: CallOf<'putWebhook'>): Promise<WebhookView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.webhooks.change(caller.organisationId, params.webhookId, body));
  }

  @Serves('removeWebhook')
  async remove(@Call('removeWebhook') { caller, params }: CallOf<'removeWebhook'>): Promise<void> {
    unwrap(await this.flow.webhooks.remove(caller.organisationId, params.webhookId));
  }

  @Serves('rotateWebhookSecret')
  async rotate(
    @Call('rotateWebhookSecret') { caller, params }: CallOf<'rotateWebhookSecret'>,
  ): Promise<WebhookSecretView> {
    return unwrap(await this.flow.webhooks.rotate(caller.organisationId, params.webhookId));
  }

  @Serves('testWebhook')
  async test(
    @Call('testWebhook') { caller, params }: CallOf<'testWebhook'>,
  ): Promise<WebhookTestView> {
    return unwrap(await this.flow.webhooks.test(caller.organisationId, params.webhookId));
  }

  @Serves('listWebhookDeliveries')
  dead(
    @Call('listWebhookDeliveries') { caller, query }: CallOf<'listWebhookDeliveries'>,
  ): Promise<Page<WebhookDeliveryView>> {
    return this.flow.webhooks.dead(caller.organisationId, pageOf(query));
  }

  @Serves('resendWebhookDelivery')
  async resend(
    @Call('resendWebhookDelivery') { caller, params }: CallOf<'resendWebhookDelivery'>,
  ): Promise<WebhookDeliveryView> {
    return unwrap(await this.flow.webhooks.resend(caller.organisationId, params.deliveryId));
  }

  @Serves('replayWebhook')
  async replay(
    @Call('replayWebhook') { caller, params, body }: CallOf<'replayWebhook'>,
  ): Promise<{ readonly count: number }> {
    return unwrap(await this.flow.webhooks.replay(caller.organisationId, params.webhookId, body));
  }

  @Serves('readReportCard')
  card(@Call('readReportCard') { caller }: CallOf<'readReportCard'>): Promise<ReportCardView> {
    return this.flow.sendReportCards.read(caller.organisationId);
  }

  @Serves('putReportCard')
  putCard(
    @Call('putReportCard') { caller, body }: CallOf<'putReportCard'>,
  ): Promise<ReportCardView> {
    return this.flow.sendReportCards.put(caller.organisationId, body);
  }
}
