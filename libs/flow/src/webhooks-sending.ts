import { SECOND_MS } from '#core/units';
import { afterHookAttempt, whyHookEnds } from '#core/webhook-attempts';
import type {
  Clock,
  ControlEvents,
  DueWebhook,
  Ids,
  Vault,
  WebhookSender,
  WebhookStore,
} from '#flow/ports';
import { openSecrets } from '#flow/webhooks';
import { renderEvent } from '#flow/webhooks-events';

/** Twice as long as a receiver may take: what is not settled by then was left by a dead worker. */
export const HOOK_LEASE_MS = 30 * SECOND_MS;
/** On the way at once from one worker, to all addresses together. */
export const HOOKS_AT_ONCE_MAX = 256;

/** Carries events to the addresses that asked for them, none waiting for another address. */
export class SendWebhooks {
  private readonly underWay = new Set<Promise<void>>();
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly ports: {
      readonly controlEvents: ControlEvents;
      readonly webhookStore: WebhookStore;
      readonly webhookSender: WebhookSender;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed here; what was not settled is tried again after its lease. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Puts what happened since on its way, for all organisations; one worker at a time does.
   *
   * @returns how many facts were looked at
   */
  relay(): Promise<number> {
    return this.ports.controlEvents.relay(this.ports.clock.now());
  }

  /**
   * Takes what is due and begins to send it; does not wait for the receivers. Any number of workers
   * may do this at once.
   *
   * @returns how many were begun
   */
  async round(): Promise<number> {
    const atMost = HOOKS_AT_ONCE_MAX - this.underWay.size;
    if (atMost <= 0) return 0;
    const { webhookStore, clock, ids } = this.ports;
    const [leaseId, now] = [ids.id(), clock.now()];
    const leasedUntil = now + clock.stretch(HOOK_LEASE_MS);
    const due = await webhookStore.take({ leaseId, now, leasedUntil, atMost });
    for (const one of due) {
      const sent: Promise<void> = this.send(one, leaseId)
        .catch(this.ports.onError)
        .finally(() => {
          this.underWay.delete(sent);
          for (const listener of this.listeners) listener();
        });
      this.underWay.add(sent);
    }
    return due.length;
  }

  /** Calls back whenever one has been settled: the next of its address may go. */
  onSettled(callback: () => void): void {
    this.listeners.push(callback);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async send(due: DueWebhook, leaseId: string): Promise<void> {
    const { webhookStore, webhookSender, clock, vault } = this.ports;
    const { webhook, event, attempt } = due;
    const answer = await webhookSender.send({
      ...{ url: webhook.url, id: event.id },
      secrets: openSecrets(vault, webhook, clock.now()),
      body: JSON.stringify(renderEvent(event)),
    });
    const now = clock.now();
    const outcome = afterHookAttempt(attempt, answer, now);
    const failingSince = outcome.status === 'delivered' ? null : webhook.failingSince;
    const ends = whyHookEnds(answer, failingSince, now);
    await webhookStore.settle({ due, leaseId, now }, outcome, ends);
  }
}
