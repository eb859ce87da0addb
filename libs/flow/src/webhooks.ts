import { ok, refuse, type Result } from '#core/problem';
import { OLD_SECRET_SIGNS_FOR_MS } from '#core/webhook-attempts';
import { toInstant, toIso } from '#contracts/shapes';
import {
  WEBHOOKS_MAX,
  type AddWebhook,
  type PutWebhook,
  type ReplayWebhook,
  type WebhookDeliveryView,
  type WebhookSecretView,
  type WebhookTestView,
  type WebhookView,
} from '#contracts/webhook-api';
import type {
  Clock,
  Ids,
  Page,
  PageRequest,
  Vault,
  Webhook,
  WebhookDelivery,
  WebhookSecret,
  WebhookSender,
  WebhookStore,
} from '#flow/ports';
import { renderTest } from '#flow/webhooks-events';

/** Marks secrets in the form of Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';
const NO_WEBHOOK = refuse('not-found', 'There is no such web-hook.');
const PUT_OFF = refuse('illegal-step', 'It is sent nothing: take it up again first.');

/** Addresses that events are sent to: named, changed, tried out, sent again what they missed. */
export class Webhooks {
  constructor(
    private readonly ports: {
      readonly webhookStore: WebhookStore;
      readonly webhookSender: WebhookSender;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** All of the organisation, the oldest first. */
  async list(organisationId: string): Promise<readonly WebhookView[]> {
    const now = this.ports.clock.now();
    const found = await this.ports.webhookStore.webhooks(organisationId);
    return found.map((hook) => render(hook, now));
  }

  /**
   * Names an address; its secret is in the answer and nowhere else from then on.
   *
   * @returns refusals `invalid-field` for an address that is not talked to; `illegal-step` for one
   *   too many
   */
  async add(organisationId: string, message: AddWebhook): Promise<Result<WebhookSecretView>> {
    const { webhookStore, webhookSender, clock, ids } = this.ports;
    const fault = webhookSender.fault(message.url);
    if (fault !== null) return refuse('invalid-field', fault, 'url');
    const now = clock.now();
    const { plain, secret } = this.newSecret(now);
    const webhook = {
      ...{ ...message, id: ids.id(), organisationId, createdAt: now, failingSince: null },
      ...{ disabledAt: null, disabledReason: null, secrets: [secret] },
    };
    const isAdded = await webhookStore.addWebhook(webhook, WEBHOOKS_MAX);
    if (!isAdded) return refuse('illegal-step', `There are ${WEBHOOKS_MAX} already.`);
    return ok({ webhook: render(webhook, now), secret: plain });
  }

  /**
   * Changes an address and what is sent to it, puts it off or takes it up again. What waits for one
   * that is put off becomes dead letters.
   *
   * @returns refusals `not-found`; `invalid-field` for an address that is not talked to
   */
  async change(
    organisationId: string,
    webhookId: string,
    put: PutWebhook,
  ): Promise<Result<WebhookView>> {
    const { webhookStore, webhookSender, clock } = this.ports;
    const fault = webhookSender.fault(put.url);
    if (fault !== null) return refuse('invalid-field', fault, 'url');
    const known = await webhookStore.webhook(organisationId, webhookId);
    if (known === null) return NO_WEBHOOK;
    const { label, url, types, disabled } = put;
    const now = clock.now();
    await webhookStore.changeWebhook({
      ...{ organisationId, id: webhookId, label, url, types },
      disabledAt: disabled ? (known.disabledAt ?? now) : null,
      disabledReason: disabled ? (known.disabledReason ?? 'Put off by hand.') : null,
    });
    const changed = await webhookStore.webhook(organisationId, webhookId);
    return changed === null ? NO_WEBHOOK : ok(render(changed, now));
  }

  /** Forgets an address and what was not delivered to it. Refusal `not-found`. */
  async remove(organisationId: string, webhookId: string): Promise<Result<null>> {
    const isGone = await this.ports.webhookStore.removeWebhook(organisationId, webhookId);
    return isGone ? ok(null) : NO_WEBHOOK;
  }

  /** Makes a new secret; for an hour the old one signs as well. Refusal `not-found`. */
  async rotate(organisationId: string, webhookId: string): Promise<Result<WebhookSecretView>> {
    const { webhookStore, clock } = this.ports;
    if ((await webhookStore.webhook(organisationId, webhookId)) === null) return NO_WEBHOOK;
    const now = clock.now();
    const { plain, secret } = this.newSecret(now);
    const oldEndsAt = now + clock.stretch(OLD_SECRET_SIGNS_FOR_MS);
    await webhookStore.rotateSecret({ organisationId, webhookId }, secret, oldEndsAt);
    const webhook = await webhookStore.webhook(organisationId, webhookId);
    return webhook === null ? NO_WEBHOOK : ok({ webhook: render(webhook, now), secret: plain });
  }

  /** Sends one test event now, also to an address that is put off. Refusal `not-found`. */
  async test(organisationId: string, webhookId: string): Promise<Result<WebhookTestView>> {
    const { webhookStore, webhookSender, clock, ids, vault } = this.ports;
    const webhook = await webhookStore.webhook(organisationId, webhookId);
    if (webhook === null) return NO_WEBHOOK;
    const now = clock.now();
    const id = ids.id();
    const answer = await webhookSender.send({
      ...{ url: webhook.url, id, secrets: openSecrets(vault, webhook, now) },
      body: JSON.stringify(renderTest(organisationId, id, now)),
    });
    if (answer.kind === 'no-answer') {
      return ok({ taken: false, httpStatus: null, says: answer.says });
    }
    const { status: httpStatus } = answer;
    const taken = httpStatus >= 200 && httpStatus < 300;
    return ok({ taken, httpStatus, says: `answered ${httpStatus}` });
  }

  /** Dead letters: what addresses did not take, newest first. */
  async dead(organisationId: string, page: PageRequest): Promise<Page<WebhookDeliveryView>> {
    const found = await this.ports.webhookStore.dead(organisationId, page);
    return { ...found, items: found.items.map(renderDelivery) };
  }

  /**
   * Sends one dead letter again, by the whole schedule.
   *
   * @returns refusals `not-found`; `illegal-step` where its address is put off
   */
  async resend(organisationId: string, deliveryId: string): Promise<Result<WebhookDeliveryView>> {
    const { webhookStore, clock } = this.ports;
    const again = await webhookStore.resend(organisationId, deliveryId, clock.now());
    if (again === null) return refuse('not-found', 'There is no such dead letter.');
    return ok(renderDelivery(again));
  }

  /**
   * Sends again what an address did not take since a moment, and what came while it was put off.
   *
   * @returns refusals `not-found`; `illegal-step` for one that is put off
   */
  async replay(
    organisationId: string,
    webhookId: string,
    message: ReplayWebhook,
  ): Promise<Result<{ readonly count: number }>> {
    const { webhookStore, clock } = this.ports;
    const webhook = await webhookStore.webhook(organisationId, webhookId);
    if (webhook === null) return NO_WEBHOOK;
    if (webhook.disabledAt !== null) return PUT_OFF;
    const { since, delivered } = message;
    const of = { organisationId, webhookId };
    const options = { delivered, now: clock.now() };
    return ok({ count: await webhookStore.replay(of, toInstant(since), options) });
  }

  private newSecret(now: number): { readonly plain: string; readonly secret: WebhookSecret } {
    const { ids, vault } = this.ports;
    const id = ids.id();
    const plain = `${SECRET_PREFIX}${base64Of(ids.secret())}`;
    const sealed = vault.seal(new TextEncoder().encode(plain), aboutSecret(id));
    return { plain, secret: { id, sealed, createdAt: now, endsAt: null } };
  }
}

/** The secrets that sign for an address at a moment, the one in use first. */
export function openSecrets(vault: Vault, webhook: Webhook, now: number): readonly string[] {
  return webhook.secrets
    .filter(({ endsAt }) => endsAt === null || endsAt > now)
    .map(({ id, sealed }) => new TextDecoder().decode(vault.open(sealed, aboutSecret(id))));
}

/** Under this the vault knows a secret. */
function aboutSecret(secretId: string): string {
  return `webhook-secret ${secretId}`;
}

/** Base64 with the standard's own letters and padding, of base64url without. */
function base64Of(base64url: string): string {
  const text = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function render(hook: Webhook, now: number): WebhookView {
  const { id, label, url, types, createdAt, failingSince, disabledAt, disabledReason } = hook;
  const signing = hook.secrets.filter(({ endsAt }) => endsAt === null || endsAt > now);
  return {
    ...{ id, label, url, types: [...types], createdAt: toIso(createdAt), disabledReason },
    secrets: signing.map((one) => ({
      createdAt: toIso(one.createdAt),
      endsAt: toIso(one.endsAt),
    })),
    failingSince: toIso(failingSince),
    disabledAt: toIso(disabledAt),
  };
}

function renderDelivery(delivery: WebhookDelivery): WebhookDeliveryView {
  const { id, webhookId, eventId, type, incidentId, status, attempts } = delivery;
  const { dueAt, reason, httpStatus, settledAt } = delivery;
  return {
    ...{ id, webhookId, eventId, type, subject: incidentId, status, attempts },
    dueAt: status === 'queued' ? toIso(dueAt) : null,
    ...{ reason, httpStatus, settledAt: toIso(settledAt) },
  };
}
