import { randomInt, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Responder } from '#core/responder';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { StoredReply } from '#flow/ports';
import { suite } from './suite';
import { delivery, NOW, World, type OpenStores } from './world';

/** What every inbox of replies promises, as tests. */
export function repliesConformance(name: string, open: OpenStores): void {
  suite(`${name} as inbox of replies`, open, (world) => {
    findsSenders(world);
    namesAlerts(world);
    tellsWhatWasAsked(world);
    keepsOnce(world);
    settles(world);
    lists(world);
    handles(world);
  });
}

function aNumber(): string {
  return `+1555${String(randomInt(10_000_000)).padStart(7, '0')}`;
}

/** Somebody with that number. */
async function withPhone(world: World, phone: string, name = 'Robin'): Promise<Responder> {
  const person = await world.responder(name);
  const { organisationId, stores } = world;
  const change = { phone, language: 'fr' } as const;
  await stores.reach.setReach({ organisationId, responderId: person.id, change, now: NOW });
  return person;
}

function replyOf(world: World, responderId: string, fields: Partial<StoredReply> = {}) {
  return {
    id: randomUUID(),
    organisationId: world.organisationId,
    responderId,
    alertId: null,
    channel: 'sms',
    providerRef: randomUUID(),
    text: 'Ja, komme 🚑',
    meaning: null,
    status: 'open',
    receivedAt: NOW,
    handledAt: null,
    handledBy: null,
    note: null,
    ...fields,
  } satisfies StoredReply;
}

function findsSenders(world: () => World): void {
  it('finds everybody with a number, of any organisation, and nobody with none', async () => {
    const other = await World.make(world().stores);
    const phone = aNumber();
    const people = [
      await withPhone(world(), phone),
      await withPhone(world(), phone),
      await withPhone(other, phone),
    ];
    const found = await world().stores.replies.senders(phone, NOW);
    expect(found.map((sender) => sender.responderId)).toEqual(people.map(({ id }) => id).sort());
    expect(new Set(found.map((sender) => sender.organisationId))).toEqual(
      new Set([world().organisationId, other.organisationId]),
    );
    expect(found.map(({ language, alerts }) => ({ language, alerts }))).toEqual(
      people.map(() => ({ language: 'fr', alerts: [] })),
    );
    expect(await world().stores.replies.senders(aNumber(), NOW)).toEqual([]);
  });
}

function namesAlerts(world: () => World): void {
  it('names alerts that are open, and those of less than a day ago, newest first', async () => {
    const phone = aNumber();
    const person = await withPhone(world(), phone);
    const { stores } = world();
    const made = [];
    const cases = [
      { sentAt: NOW - 3 * DAY_MS, status: 'sent' },
      { sentAt: NOW - 2 * DAY_MS, status: 'declined' },
      { sentAt: NOW - 2 * HOUR_MS, status: 'declined' },
      { sentAt: NOW - HOUR_MS, status: 'sent' },
    ] as const;
    for (const { sentAt, status } of cases) {
      const incident = world().incident();
      const alert = world().alert({ incidentId: incident.id }, person.id, { sentAt });
      await stores.incidents.save(world().raising(incident, [alert]));
      made.push(alert);
      if (status === 'sent') continue;
      const move = { alertId: alert.id, to: status, at: sentAt + 1, endedReason: null };
      const change = { ...world().change(incident, 0), alertMoves: [move] };
      expect((await stores.incidents.save(change)).outcome).toBe('saved');
    }
    const [sender] = await stores.replies.senders(phone, NOW);
    expect(sender?.alerts.map(({ alertId, status }) => [alertId, status])).toEqual([
      [made[3]?.id, 'sent'],
      [made[2]?.id, 'declined'],
      [made[0]?.id, 'sent'],
    ]);
    expect(sender?.alerts[0]).toEqual({
      alertId: made[3]?.id,
      about: 'incident',
      aboutId: made[3]?.incidentId,
      priority: 'life-threatening',
      status: 'sent',
      sentAt: NOW - HOUR_MS,
      expiresAt: made[3]?.expiresAt,
      wasAskedOutsideApp: false,
      providerRefs: [],
    });
  });

  it('names call-outs too, which have no priority', async () => {
    const phone = aNumber();
    const person = await withPhone(world(), phone);
    const { callout } = await world().open([person]);
    const [sender] = await world().stores.replies.senders(phone, NOW);
    expect(sender?.alerts).toMatchObject([
      { about: 'callout', aboutId: callout.id, priority: null },
    ]);
  });
}

function tellsWhatWasAsked(world: () => World): void {
  it('knows which alert was asked by SMS, and under which name the provider took it', async () => {
    const phone = aNumber();
    const person = await withPhone(world(), phone);
    const { stores } = world();
    const incident = world().incident();
    const alert = world().alert({ incidentId: incident.id }, person.id);
    const sms = { ...delivery(alert, { channel: 'sms' }), id: randomUUID() };
    await stores.incidents.save({ ...world().raising(incident, [alert]), deliveries: [sms] });
    const before = await stores.replies.senders(phone, NOW);
    expect(before[0]?.alerts[0]).toMatchObject({ wasAskedOutsideApp: false, providerRefs: [] });
    const leaseId = randomUUID();
    const lease = { leaseId, now: NOW, leaseMs: 2_000, max: 1_000 };
    const due = await stores.queue.takeDeliveries({ ...lease, channel: 'sms' });
    const providerRef = `SM-${sms.id}`;
    const attempt = { deviceId: null, handedOverAt: NOW, answeredAt: NOW, error: null };
    await stores.queue.finishDeliveries(
      leaseId,
      due.map(({ id }) => ({
        deliveryId: id,
        outcome: { status: 'handed-over', providerRef: `SM-${id}` },
        attempts: [{ ...attempt, outcome: 'taken', providerRef: `SM-${id}` }],
      })),
      NOW,
    );
    const after = await stores.replies.senders(phone, NOW);
    expect(after[0]?.alerts[0]).toMatchObject({
      wasAskedOutsideApp: true,
      providerRefs: [providerRef],
    });
  });
}

function keepsOnce(world: () => World): void {
  it('keeps a reply once, however often and however close together it comes', async () => {
    const person = await world().responder();
    const { replies } = world().stores;
    const reply = replyOf(world(), person.id);
    const again = Array.from({ length: 5 }, () => replies.keep({ ...reply, id: randomUUID() }));
    const outcomes = await Promise.all(again);
    expect(outcomes.filter((outcome) => outcome === 'kept')).toHaveLength(1);
    const filter = { status: null, aboutId: null };
    const page = await replies.replies(world().organisationId, filter, { cursor: null, limit: 9 });
    expect(page.items).toHaveLength(1);
    // The same text of two people on one number is two replies.
    const friend = await world().responder();
    const theirs = { ...reply, id: randomUUID(), responderId: friend.id };
    expect(await replies.keep(theirs)).toBe('kept');
  });

  it('keeps what comes from a number nobody has, and takes a repeat', async () => {
    const { replies } = world().stores;
    const stray = {
      channel: 'sms',
      providerRef: randomUUID(),
      from: '+15550000000',
      text: 'Who?',
      now: NOW,
    } as const;
    await replies.keepUnplaced(stray);
    await expect(replies.keepUnplaced(stray)).resolves.toBeUndefined();
  });
}

function settles(world: () => World): void {
  it('notes what was made of a reply, with whom and what it is about', async () => {
    const person = await world().responder('Ada');
    const { alerts, incident } = await world().raise([person]);
    const alertId = alerts[0]?.id ?? '';
    const { replies } = world().stores;
    const { organisationId } = world();
    const reply = replyOf(world(), person.id);
    await replies.keep(reply);
    const meaning = { answer: 'yes', equipment: ['boat'] };
    const change = { organisationId, replyId: reply.id, alertId, meaning };
    const settled = await replies.settle({ ...change, status: 'understood' });
    const wanted = { ...reply, alertId, meaning, status: 'understood', displayName: 'Ada' };
    expect(settled).toEqual({ ...wanted, about: 'incident', aboutId: incident.id });
    expect(await replies.settle({ ...change, status: 'open' })).toBeNull();
  });
}

function lists(world: () => World): void {
  it('lists by status and by what they are about, newest first, page by page', async () => {
    const person = await world().responder();
    const { callout, alerts } = await world().open([person]);
    const { organisationId, stores } = world();
    const made: StoredReply[] = [];
    for (let i = 0; i < 5; i += 1) {
      const alertId = i % 2 === 0 ? (alerts[0]?.id ?? null) : null;
      const status = i === 4 ? 'understood' : 'open';
      const reply = replyOf(world(), person.id, { alertId, status, receivedAt: NOW + i });
      await stores.replies.keep(reply);
      made.unshift(reply);
    }
    const all = { status: null, aboutId: null };
    const first = await stores.replies.replies(organisationId, all, { cursor: null, limit: 3 });
    const { nextCursor: cursor } = first;
    const rest = await stores.replies.replies(organisationId, all, { cursor, limit: 3 });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(rest.nextCursor).toBeNull();
    const page = { cursor: null, limit: 9 };
    const about = { status: 'open', aboutId: callout.id } as const;
    const found = await stores.replies.replies(organisationId, about, page);
    expect(found.items.map(({ id }) => id)).toEqual([made[2]?.id, made[4]?.id]);
    expect(found.items[0]).toMatchObject({ about: 'callout', aboutId: callout.id });
    const other = await World.make(stores);
    const none = await stores.replies.replies(other.organisationId, all, page);
    expect(none.items).toEqual([]);
  });
}

function handles(world: () => World): void {
  it('is handled once, by its own organisation, and never after it was understood', async () => {
    const person = await world().responder();
    const { organisationId, stores } = world();
    const reply = replyOf(world(), person.id);
    await stores.replies.keep(reply);
    const by = randomUUID();
    const what = { organisationId, replyId: reply.id, by, note: 'Rang her', now: NOW + 1 };
    const foreign = { ...what, organisationId: (await World.make(stores)).organisationId };
    expect(await stores.replies.handle(foreign)).toBeNull();
    expect(await stores.replies.handle(what)).toMatchObject({
      ...{ status: 'handled', handledAt: NOW + 1, handledBy: by, note: 'Rang her' },
      ...{ displayName: 'Robin', about: null, aboutId: null },
    });
    expect(await stores.replies.handle(what)).toBeNull();
    const clear = replyOf(world(), person.id, { status: 'understood' });
    await stores.replies.keep(clear);
    expect(await stores.replies.handle({ ...what, replyId: clear.id })).toBeNull();
  });
}
