import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { serviceFigures } from '#core/service-figures';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { HOOK_AT_ONCE_MAX } from '#core/webhook-attempts';
import type { ServiceReportView } from '#contracts/service-api';
import type { DueWebhook, Webhook } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const PAGE = { cursor: null, limit: 10 };
const RAISED = 'app.closeby.incident.raised';

/** What every record promises of events for control rooms and of their way there, as tests. */
export function webhooksConformance(name: string, open: OpenStores): void {
  suite(`${name} as what control rooms are told`, open, (world) => {
    tellsInOrder(world);
    keepsWebhooks(world);
    takesInOrder(world);
    buriesAndReplays(world);
    tellsWeeks(world);
  });
}

function tellsInOrder(world: () => World): void {
  it('tells each fact that is told once, in its order, with how far the incident was', async () => {
    const { organisationId } = world();
    const { controlEvents } = world().stores;
    const { incident, alerts } = await world().raise(await world().responders(1));
    await tellAll(world());
    const taken = alerts[0] === undefined ? null : await world().take(alerts[0]);
    expect(taken?.ok).toBe(true);
    await tellAll(world());
    const all = await controlEvents.after(organisationId, { position: 0, limit: 10 });
    expect(all.map(({ type }) => type)).toEqual([
      ...[RAISED, 'app.closeby.incident.alerted', 'app.closeby.incident.accepted'],
    ]);
    expect(all.map(({ news }) => news?.progress)).toEqual([
      ...['alerting', 'alerting', 'resources-assigned'],
    ]);
    expect(all[0]).toMatchObject({
      ...{ organisationId, at: NOW, weekly: null },
      news: { controlRef: incident.controlRef, mode: 'actual', status: 'active' },
    });
    expect(all[0]?.news?.fact).toMatchObject({ seq: 1, kind: 'incident-raised' });
    const first = all[0]?.position ?? 0;
    const rest = await controlEvents.after(organisationId, { position: first, limit: 1 });
    expect(rest.map(({ id }) => id)).toEqual([all[1]?.id]);
    await expect(controlEvents.after(randomUUID(), { position: 0, limit: 10 })).resolves.toEqual(
      [],
    );
  });
}

function keepsWebhooks(world: () => World): void {
  it('keeps so many addresses, each of its organisation alone', async () => {
    const { webhooks } = world().stores;
    const { organisationId } = world();
    const hook = webhookOf(world());
    await expect(webhooks.addWebhook(hook, 1)).resolves.toBe(true);
    await expect(webhooks.addWebhook(webhookOf(world()), 1)).resolves.toBe(false);
    await expect(webhooks.webhooks(organisationId)).resolves.toEqual([hook]);
    await expect(webhooks.webhook(randomUUID(), hook.id)).resolves.toBeNull();
    await expect(webhooks.removeWebhook(randomUUID(), hook.id)).resolves.toBe(false);
    await expect(webhooks.removeWebhook(organisationId, hook.id)).resolves.toBe(true);
    await expect(webhooks.webhooks(organisationId)).resolves.toEqual([]);
  });

  it('lets the old secret sign beside the new one until it ends', async () => {
    const { webhooks } = world().stores;
    const { organisationId } = world();
    const hook = webhookOf(world());
    await webhooks.addWebhook(hook, 1);
    const rotate = async (createdAt: number) => {
      const secret = secretOf(createdAt);
      const of = { organisationId, webhookId: hook.id };
      await webhooks.rotateSecret(of, secret, createdAt + MINUTE_MS);
      return secret;
    };
    const second = await rotate(NOW);
    const [first] = hook.secrets;
    const pair = await webhooks.webhook(organisationId, hook.id);
    expect(pair?.secrets.map(({ id, endsAt }) => [id, endsAt])).toEqual([
      [second.id, null],
      [first?.id, NOW + MINUTE_MS],
    ]);
    const third = await rotate(NOW + MINUTE_MS);
    const later = await webhooks.webhook(organisationId, hook.id);
    expect(later?.secrets.map(({ id }) => id)).toEqual([third.id, second.id]);
  });
}

function takesInOrder(world: () => World): void {
  it('sends only what is asked for, and to nobody who was put off', async () => {
    const all = await hooked(world());
    const some = await hooked(world(), { types: [RAISED] });
    const off = await hooked(world());
    const { webhooks } = world().stores;
    await webhooks.changeWebhook({ ...off, disabledAt: NOW, disabledReason: 'by hand' });
    await world().raise(await world().responders(2));
    await tellAll(world());
    const due = await takeAll(world());
    const typesTo = (hook: Webhook) =>
      due.filter(({ webhook }) => webhook.id === hook.id).map(({ event }) => event.type);
    expect([typesTo(all), typesTo(some), typesTo(off)]).toEqual([[RAISED], [RAISED], []]);
  });

  it('keeps the order of an incident until an attempt has failed twice', async () => {
    await hooked(world());
    await world().raise(await world().responders(1));
    await tellAll(world());
    const first = await takeOne(world());
    await expect(takeAll(world())).resolves.toEqual([]);
    const dueAt = NOW + SECOND_MS;
    await fail(world(), first, dueAt);
    await expect(takeAll(world())).resolves.toEqual([]);
    const again = await takeOne(world(), dueAt);
    expect(again).toMatchObject({ attempt: 2, event: { type: RAISED } });
    await fail(world(), again, dueAt + MINUTE_MS);
    const next = await takeOne(world(), dueAt);
    expect(next.event.type).toBe('app.closeby.incident.alerted');
  });

  it('has no more on the way to one address than it may, one alone while it fails', async () => {
    await hooked(world());
    for (let i = 0; i < HOOK_AT_ONCE_MAX + 2; i += 1) await world().raise([]);
    await tellAll(world());
    const due = await takeAll(world());
    expect(due).toHaveLength(HOOK_AT_ONCE_MAX);
    await expect(takeAll(world())).resolves.toEqual([]);
    for (const one of due) await fail(world(), one, NOW + MINUTE_MS);
    await expect(takeAll(world())).resolves.toHaveLength(1);
    const hook = await world().stores.webhooks.webhook(
      ...[world().organisationId, due[0]?.webhook.id ?? ''],
    );
    expect(hook?.failingSince).toBe(NOW);
    // Whoever took the others died: they are taken again when the lease has run out.
    await expect(takeAll(world(), NOW + MINUTE_MS)).resolves.toHaveLength(1);
  });
}

function buriesAndReplays(world: () => World): void {
  it('makes dead letters of what an ended address did not take, and sends them again', async () => {
    const hook = await hooked(world());
    const { organisationId } = world();
    const { webhooks } = world().stores;
    await world().raise([], {});
    await world().raise([], {});
    await tellAll(world());
    const [one, two] = await takeAll(world());
    if (one === undefined || two === undefined) throw new Error('two are due');
    await settleAs(world(), one, { status: 'delivered', httpStatus: 204 });
    const gone = { status: 'dead', reason: 'answered 410', httpStatus: 410 } as const;
    const at = { due: two, leaseId: LEASE, now: NOW };
    await webhooks.settle(at, gone, 'It is gone.');
    await world().raise([]);
    await tellAll(world());
    const { items } = await webhooks.dead(organisationId, PAGE);
    expect(items).toMatchObject([{ id: two.deliveryId, reason: 'answered 410', attempts: 1 }]);
    await expect(webhooks.dead(randomUUID(), PAGE)).resolves.toMatchObject({ items: [] });
    const ended = await webhooks.webhook(organisationId, hook.id);
    expect(ended).toMatchObject({ disabledAt: NOW, disabledReason: 'It is gone.' });

    await webhooks.changeWebhook({ ...hook, disabledAt: null, disabledReason: null });
    await expect(webhooks.resend(randomUUID(), two.deliveryId, NOW)).resolves.toBeNull();
    const again = await webhooks.resend(organisationId, two.deliveryId, NOW);
    expect(again).toMatchObject({ status: 'queued', attempts: 0, reason: null });
    await expect(webhooks.resend(organisationId, two.deliveryId, NOW)).resolves.toBeNull();
    // The one that came while it was put off was never on its way.
    const of = { organisationId, webhookId: hook.id };
    const replay = (delivered: boolean, since = NOW) =>
      webhooks.replay(of, since, { delivered, now: NOW });
    await expect(replay(false, NOW + 1)).resolves.toBe(0);
    await expect(replay(false)).resolves.toBe(1);
    await expect(replay(true)).resolves.toBe(1);
    await expect(takeAll(world())).resolves.toHaveLength(3);
  });

  it('writes nothing for whoever has lost the lease', async () => {
    await hooked(world());
    await world().raise([]);
    await tellAll(world());
    const due = await takeOne(world());
    const outcome = { status: 'delivered', httpStatus: 200 } as const;
    const at = { due, leaseId: randomUUID(), now: NOW };
    await world().stores.webhooks.settle(at, outcome, null);
    await expect(takeAll(world(), NOW + MINUTE_MS)).resolves.toHaveLength(1);
  });
}

function tellsWeeks(world: () => World): void {
  it('lets one worker send the card of a week, once, and tells it as an event', async () => {
    const { reportCards, controlEvents } = world().stores;
    const { organisationId } = world();
    await expect(reportCards.card(organisationId)).resolves.toEqual({ emails: [], language: 'en' });
    const card = { emails: ['head@example.org'], language: 'fr' } as const;
    await reportCards.putCard(organisationId, card);
    await expect(reportCards.card(organisationId)).resolves.toEqual(card);
    const known = (await reportCards.organisations()).find(({ id }) => id === organisationId);
    expect(known?.timeZone).toBe('America/New_York');

    await hooked(world(), { types: ['app.closeby.report.weekly'] });
    const of = { organisationId, week: '2026-04-20' };
    const claim = (now: number) => reportCards.claim(of, { now, until: now + MINUTE_MS });
    await expect(Promise.all([claim(NOW), claim(NOW)])).resolves.toContain(false);
    await expect(claim(NOW + 1)).resolves.toBe(false);
    await expect(claim(NOW + MINUTE_MS)).resolves.toBe(true);
    await expect(reportCards.lastSent(organisationId)).resolves.toBeNull();
    const weekly = { week: REPORT, before: REPORT };
    await reportCards.sent(of, weekly, NOW);
    await reportCards.sent(of, weekly, NOW);
    await expect(claim(NOW + 2 * MINUTE_MS)).resolves.toBe(false);
    const last = { week: '2026-04-20', at: NOW };
    await expect(reportCards.lastSent(organisationId)).resolves.toEqual(last);
    const events = await controlEvents.after(organisationId, { position: 0, limit: 10 });
    expect(events).toMatchObject([{ type: 'app.closeby.report.weekly', news: null, weekly }]);
    await expect(takeOne(world())).resolves.toMatchObject({ event: { weekly } });
  });
}

const REPORT: ServiceReportView = {
  ...{ from: '2026-04-20T04:00:00.000Z', to: '2026-04-27T04:00:00.000Z' },
  ...{ timeZone: 'America/New_York', total: serviceFigures([]), months: [], more: false },
};

const LEASE = randomUUID();

function secretOf(createdAt = NOW) {
  return { id: randomUUID(), sealed: Buffer.from('sealed'), createdAt, endsAt: null };
}

function webhookOf(world: World, fields: Partial<Webhook> = {}): Webhook {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, label: 'CAD', types: [] },
    ...{ url: 'https://control.example/hooks', createdAt: NOW, failingSince: null },
    ...{ disabledAt: null, disabledReason: null, secrets: [secretOf()] },
    ...fields,
  };
}

async function hooked(world: World, fields: Partial<Webhook> = {}): Promise<Webhook> {
  const hook = webhookOf(world, fields);
  await world.stores.webhooks.addWebhook(hook, 10);
  return hook;
}

/** Until nothing new is found: another suite may be writing beside this one. */
async function tellAll(world: World): Promise<void> {
  const { stores, organisationId } = world;
  const newest = async (): Promise<number> => {
    const all = await stores.controlEvents.after(organisationId, { position: 0, limit: 200 });
    return all.length;
  };
  for (let before = -1; before !== (await newest());) {
    before = await newest();
    await stores.controlEvents.relay(NOW);
    await stores.controlEvents.relay(NOW);
  }
}

/** What is due of this organisation; the rest is taken as well. */
async function takeAll(world: World, now = NOW): Promise<readonly DueWebhook[]> {
  const lease = { leaseId: LEASE, now, leasedUntil: now + MINUTE_MS, atMost: 100 };
  const due = await world.stores.webhooks.take(lease);
  return due.filter(({ webhook }) => webhook.organisationId === world.organisationId);
}

async function takeOne(world: World, now = NOW): Promise<DueWebhook> {
  const [due, ...others] = await takeAll(world, now);
  if (due === undefined || others.length > 0) throw new Error('one is due');
  return due;
}

function settleAs(
  world: World,
  due: DueWebhook,
  outcome: { readonly status: 'delivered'; readonly httpStatus: number },
): Promise<void> {
  return world.stores.webhooks.settle({ due, leaseId: LEASE, now: NOW }, outcome, null);
}

function fail(world: World, due: DueWebhook, dueAt: number): Promise<void> {
  const outcome = { status: 'queued', dueAt, reason: 'answered 500', httpStatus: 500 } as const;
  return world.stores.webhooks.settle({ due, leaseId: LEASE, now: NOW }, outcome, null);
}
