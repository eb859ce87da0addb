import type { Instant } from '#core/units';
import { HOOK_AT_ONCE_MAX, type HookOutcome } from '#core/webhook-attempts';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { ControlEvent, Webhook, WebhookDelivery, WebhookStore } from '#flow/ports';
import type { EventRow, MemoryControlEvents } from './control-events';
import { settle } from './tables';

interface DeliveryRow {
  readonly id: string;
  readonly webhookId: string;
  readonly event: ControlEvent;
  status: HookOutcome['status'];
  attempts: number;
  dueAt: Instant;
  leaseId: string | null;
  leasedUntil: Instant | null;
  reason: string | null;
  httpStatus: number | null;
  settledAt: Instant | null;
}

/** Addresses of control rooms, in memory. */
export class MemoryWebhookStore implements WebhookStore {
  private readonly hooks = new Map<string, Webhook>();
  private readonly deliveries: DeliveryRow[] = [];
  private count = 0;

  constructor(private readonly events: MemoryControlEvents) {
    events.onEvent((row) => {
      for (const hook of this.hooks.values()) {
        if (hook.disabledAt === null && isFor(hook, row)) this.queue(hook, row, row.recordedAt);
      }
    });
  }

  webhooks: WebhookStore['webhooks'] = (organisationId) =>
    settle(() =>
      [...this.hooks.values()]
        .filter((hook) => hook.organisationId === organisationId)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    );

  webhook: WebhookStore['webhook'] = (organisationId, webhookId) =>
    settle(() => this.find(organisationId, webhookId));

  addWebhook: WebhookStore['addWebhook'] = async (webhook, atMost) => {
    const all = await this.webhooks(webhook.organisationId);
    if (all.length >= atMost) return false;
    this.hooks.set(webhook.id, webhook);
    return true;
  };

  changeWebhook: WebhookStore['changeWebhook'] = (change) =>
    settle(() => {
      const known = this.find(change.organisationId, change.id);
      if (known === null) return false;
      this.hooks.set(known.id, { ...known, ...change, failingSince: null });
      if (change.disabledAt !== null) this.bury(known.id, change.disabledReason, change.disabledAt);
      return true;
    });

  removeWebhook: WebhookStore['removeWebhook'] = (organisationId, webhookId) =>
    settle(() => {
      if (this.find(organisationId, webhookId) === null) return false;
      this.hooks.delete(webhookId);
      const kept = this.deliveries.filter((row) => row.webhookId !== webhookId);
      this.deliveries.splice(0, this.deliveries.length, ...kept);
      return true;
    });

  rotateSecret: WebhookStore['rotateSecret'] = (of, secret, oldEndsAt) =>
    settle(() => {
      const known = this.find(of.organisationId, of.webhookId);
      if (known === null) return;
      const older = known.secrets
        .filter(({ endsAt }) => endsAt === null || endsAt > secret.createdAt)
        .map((one) => ({ ...one, endsAt: one.endsAt ?? oldEndsAt }));
      this.hooks.set(known.id, { ...known, secrets: [secret, ...older] });
    });

  take: WebhookStore['take'] = ({ leaseId, now, leasedUntil, atMost }) =>
    settle(() => {
      const chosen = [...this.hooks.values()]
        .filter(({ disabledAt }) => disabledAt === null)
        .flatMap((hook) => this.dueOf(hook, now).map((row) => ({ hook, row })))
        .slice(0, atMost);
      for (const { row } of chosen) {
        Object.assign(row, { attempts: row.attempts + 1, leaseId, leasedUntil });
      }
      return chosen
        .map(({ hook: webhook, row }) => {
          const { id: deliveryId, attempts: attempt, event } = row;
          return { deliveryId, attempt, webhook, event };
        })
        .sort((a, b) => a.event.position - b.event.position);
    });

  settle: WebhookStore['settle'] = ({ due, leaseId, now }, outcome, ends) =>
    settle(() => {
      const row = this.deliveries.find(({ id }) => id === due.deliveryId);
      if (row?.leaseId !== leaseId) return;
      const isTaken = outcome.status === 'delivered';
      const isQueued = outcome.status === 'queued';
      Object.assign(row, {
        ...{ status: outcome.status, httpStatus: outcome.httpStatus },
        reason: isTaken ? null : outcome.reason,
        dueAt: isQueued ? outcome.dueAt : row.dueAt,
        ...{ leaseId: null, leasedUntil: null, settledAt: isQueued ? null : now },
      });
      const hook = this.hooks.get(due.webhook.id);
      if (hook === undefined) return;
      const failingSince = isTaken ? null : (hook.failingSince ?? now);
      const ended = ends === null ? {} : { disabledAt: now, disabledReason: ends };
      this.hooks.set(hook.id, { ...hook, failingSince, ...ended });
      if (ends !== null) this.bury(hook.id, ends, now);
    });

  dead: WebhookStore['dead'] = (organisationId, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const found = this.deliveries
        .map(shown)
        .filter((one) => one.organisationId === organisationId && one.status === 'dead')
        .sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1))
        .filter((one) => {
          if (after === null) return true;
          const at = timeOf(one);
          return at < after.at || (at === after.at && one.id < after.id);
        });
      const items = found.slice(0, page.limit);
      const last = items.at(-1);
      const more = found.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(timeOf(last)), last.id]) : null };
    });

  resend: WebhookStore['resend'] = (organisationId, deliveryId, now) =>
    settle(() => {
      const row = this.deliveries.find(({ id }) => id === deliveryId);
      if (row?.event.organisationId !== organisationId || row.status !== 'dead') return null;
      Object.assign(row, asNew(now));
      return shown(row);
    });

  replay: WebhookStore['replay'] = (of, since, { delivered, now }) =>
    settle(() => {
      const hook = this.find(of.organisationId, of.webhookId);
      if (hook === null) return 0;
      let count = 0;
      for (const row of this.events.rows) {
        if (row.recordedAt < since || !isFor(hook, row)) continue;
        const known = this.deliveries.find(
          (one) => one.webhookId === hook.id && one.event === row.event,
        );
        const isAgain = known?.status === 'dead' || (delivered && known?.status === 'delivered');
        if (known !== undefined && !isAgain) continue;
        if (known === undefined) this.queue(hook, row, now);
        else Object.assign(known, asNew(now));
        count += 1;
      }
      return count;
    });

  private find(organisationId: string, webhookId: string): Webhook | null {
    const hook = this.hooks.get(webhookId);
    return hook?.organisationId === organisationId ? hook : null;
  }

  private queue(hook: Webhook, { event }: EventRow, now: Instant): void {
    this.count += 1;
    const id = `00000000-0000-4000-8000-${this.count.toString(16).padStart(12, '0')}`;
    this.deliveries.push({ id, webhookId: hook.id, event, ...asNew(now) });
  }

  private dueOf(hook: Webhook, now: Instant): DeliveryRow[] {
    const waiting = this.deliveries.filter(
      (row) => row.webhookId === hook.id && row.status === 'queued',
    );
    const isLeased = (row: DeliveryRow): boolean => (row.leasedUntil ?? 0) > now;
    const most = hook.failingSince === null ? HOOK_AT_ONCE_MAX : 1;
    return waiting
      .filter((row) => row.dueAt <= now && !isLeased(row))
      .filter((row) => !waiting.some((other) => goesBefore(other.event, row.event, other.attempts)))
      .sort((a, b) => a.dueAt - b.dueAt || a.event.position - b.event.position)
      .slice(0, Math.max(0, most - waiting.filter(isLeased).length));
  }

  private bury(webhookId: string, reason: string | null, settledAt: Instant): void {
    for (const row of this.deliveries) {
      if (row.webhookId !== webhookId || row.status !== 'queued') continue;
      const gone = { status: 'dead', leaseId: null, leasedUntil: null, settledAt };
      Object.assign(row, gone, { reason: row.reason ?? reason });
    }
  }
}

function isFor({ organisationId, types }: Webhook, { event }: EventRow): boolean {
  const isAsked = types.length === 0 || types.includes(event.type);
  return isAsked && event.organisationId === organisationId;
}

function goesBefore(other: ControlEvent, event: ControlEvent, attempts: number): boolean {
  const isSame = event.news !== null && other.news?.incidentId === event.news.incidentId;
  return isSame && other.position < event.position && attempts <= 1;
}

function asNew(dueAt: Instant): Omit<DeliveryRow, 'id' | 'webhookId' | 'event'> {
  return {
    ...{ status: 'queued', attempts: 0, dueAt, leaseId: null, leasedUntil: null },
    ...{ reason: null, httpStatus: null, settledAt: null },
  };
}

function timeOf({ settledAt }: WebhookDelivery): number {
  return settledAt ?? 0;
}

function shown(row: DeliveryRow): WebhookDelivery {
  const { id, webhookId, event, status, attempts, dueAt, reason, httpStatus, settledAt } = row;
  return {
    ...{ id, organisationId: event.organisationId, webhookId, eventId: event.id },
    ...{ type: event.type, incidentId: event.news?.incidentId ?? null, status, attempts, dueAt },
    ...{ reason, httpStatus, settledAt },
  };
}
