import { RecordingChannel } from '#adapters/memory/recorders';
import { replyCode } from '#core/reply-code';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { ReplyView } from '#contracts/reply-api';
import { noChange } from '#flow/incident-change';
import { ReceiveReply } from '#flow/receive-reply';
import type { ResponderCaller } from '#flow/ports';
import { MemoryService, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

const ANNA = '+15550000001';
const BEN = '+15550000002';

let service: MemoryService;
let sms: RecordingChannel;
let refs = 0;

beforeEach(async () => {
  sms = new RecordingChannel();
  service = await MemoryService.open('nearest-10', { sms });
  refs = 0;
});

function write(from: string, text: string, providerRef = `SM-${(refs += 1)}`): Promise<void> {
  return service.steps.replies.receive({ kind: 'reply', channel: 'sms', providerRef, from, text });
}

async function inbox(status?: ReplyView['status'], aboutId?: string): Promise<ReplyView[]> {
  const page = { cursor: null, limit: 200 };
  const { organisationId, steps } = service;
  return [...(await steps.replyDesk.list(organisationId, { status, aboutId }, page)).items];
}

/** The only reply there is. */
async function only(): Promise<ReplyView> {
  const [reply, ...others] = await inbox();
  if (reply === undefined || others.length > 0) throw new Error('there is one reply');
  return reply;
}

async function statusOf(person: ResponderCaller, alertId: string): Promise<string | undefined> {
  const { organisationId, responderId } = person;
  const { incidents, callouts } = service.store;
  const found =
    (await incidents.loadAlert(organisationId, alertId, responderId)) ??
    (await callouts.loadCalloutAlert(organisationId, alertId, responderId));
  return found?.alert.status;
}

/** Raises an incident of its own reference and waits until the SMS have gone. */
async function raise(controlRef = 'CAD-1', priority: 'life-threatening' | 'urgent' = 'urgent') {
  const raised = valueOf(await service.raise({ controlRef, priority }));
  await service.runUntil(service.clock.now() + 30 * SECOND_MS);
  return raised;
}

describe('an SMS in answer to an alert', () => {
  it('counts as the answer, proves that the alert was seen, and is on the timeline', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    await raise();
    const { alertId } = service.alertOf(anna);
    expect(sms.sent.map(({ text }) => text.body)).toEqual([
      expect.stringContaining(`YES ${replyCode(alertId)}`),
    ]);
    await write(ANNA, 'Yes, coming!');
    expect(await statusOf(anna, alertId)).toBe('accepted');
    const reply = await only();
    expect(reply).toMatchObject({
      ...{ status: 'understood', alertId, about: 'incident', text: 'Yes, coming!' },
      sentence: 'Said yes; counted as accepted.',
    });
    const kinds = await service.factKinds(reply.aboutId ?? '');
    expect(kinds).toEqual(expect.arrayContaining(['alert-seen', 'reply-received']));
    const told = service.live.toControl.flatMap(({ message }) =>
      message.event === 'reply' ? [message.view] : [],
    );
    expect(told).toEqual([reply]);
    const facts = await service.store.incidents.facts(service.organisationId, reply.aboutId ?? '');
    expect(JSON.stringify(facts)).not.toContain('coming!');
  });

  it('declines by no, and the place goes to somebody else', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    await raise();
    await write(ANNA, 'Sorry, can’t');
    expect(service.alertOf(anna).status).toBe('declined');
    expect(await only()).toMatchObject({ status: 'understood' });
    expect((await only()).sentence).toContain('Said no');
  });

  it(
    'is not taken for a yes by "in 2 hours": help is needed now, so a human reads ' + 'it',
    async () => {
      const anna = await service.person('anna', 100, { phone: ANNA });
      const { view } = await raise('CAD-1', 'life-threatening');
      await write(ANNA, 'yes in 2 hours');
      expect(service.alertOf(anna).status).toBe('sent');
      const [open] = await inbox('open', view.id);
      expect(open?.sentence).toMatch(/^Said yes in 120 min; not counted as accepted/);
    },
  );

  it('is a yes by "5 min", which is how long the way takes', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    await raise('CAD-1', 'life-threatening');
    await write(ANNA, 'yes, 5 min');
    expect(service.alertOf(anna).status).toBe('accepted');
  });

  it(
    'waits for a human where it is not understood, on the incident, until it is ' + 'handled',
    async () => {
      await service.person('anna', 100, { phone: ANNA });
      const { view } = await raise();
      await write(ANNA, 'the gate is locked, what is the number?');
      const [open] = await inbox('open', view.id);
      expect(open?.sentence).toContain('Not understood');
      const caller = { organisationId: service.organisationId, keyId: service.ids.id() };
      const { replyDesk } = service.steps;
      const handled = valueOf(await replyDesk.handle(caller, open?.id ?? '', { note: 'Told her' }));
      expect(handled).toMatchObject({ status: 'handled', note: 'Told her' });
      expect(await service.factKinds(view.id)).toContain('reply-handled');
      expect(await inbox('open')).toEqual([]);
      const again = await replyDesk.handle(caller, open?.id ?? '', {});
      expect(again).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    },
  );

  it('keeps why an answer was too late', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    const { view } = await raise();
    const { change } = service.steps;
    const end = { op: 'close', message: { version: 2 } } as const;
    valueOf(await change.end(service.organisationId, view.controlRef, end));
    await write(ANNA, 'yes');
    expect(service.alertOf(anna).status).toBe('withdrawn');
    expect(await only()).toMatchObject({ status: 'understood' });
    expect((await only()).sentence).toMatch(/^Said yes, which could not be taken: /);
  });

  it('does not quietly drop a no of somebody who has accepted', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    const { view } = await raise();
    valueOf(await service.answer(anna, 'accept'));
    await write(ANNA, 'not able to come');
    const [open] = await inbox('open', view.id);
    expect(open?.sentence).toContain('already answered');
  });

  it('comes once, however often the provider brings it', async () => {
    await service.person('anna', 100, { phone: ANNA });
    await raise();
    await Promise.all([write(ANNA, 'yes', 'SM-1'), write(ANNA, 'yes', 'SM-1')]);
    await write(ANNA, 'yes', 'SM-1');
    expect(await inbox()).toHaveLength(1);
  });

  it('is kept for the operator where nobody has that number', async () => {
    await write('+15559999999', 'yes', 'SM-9');
    expect(await inbox()).toEqual([]);
    expect([...service.store.replies.unplaced.values()]).toMatchObject([
      { from: '+15559999999', text: 'yes' },
    ]);
  });

  it('stays with the humans when carrying it out fails', async () => {
    await service.person('anna', 100, { phone: ANNA });
    await raise();
    const errors: unknown[] = [];
    const { store, live, clock, ids, steps } = service;
    const replies = new ReceiveReply({
      ...{ replies: store.replies, incidents: store.incidents, reach: store.reach },
      ...{ live, clock, ids, channels: {}, receipts: steps.receipts },
      words: { say: () => Promise.reject(new Error('never said')) },
      answers: { answer: () => Promise.reject(new Error('database gone')) },
      decide: { localTimeAt: () => Promise.reject(new Error('never asked')) },
      onError: (error) => errors.push(error),
    });
    const event = { kind: 'reply', channel: 'sms', providerRef: 'SM-1' } as const;
    await replies.receive({ ...event, from: ANNA, text: 'yes' });
    expect(errors).toHaveLength(1);
    expect(await only()).toMatchObject({ status: 'open' });
    expect((await only()).sentence).toContain('nothing was done');
  });
});

describe('a key pressed in a call', () => {
  it('answers the alert that the call was about', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    await raise();
    const { alertId } = service.alertOf(anna);
    const event = { kind: 'reply', channel: 'voice', providerRef: 'CA-1', from: ANNA } as const;
    await service.steps.replies.receive({ ...event, text: '2' });
    expect(await statusOf(anna, alertId)).toBe('declined');
  });
});

describe('replies while more than one thing is open', () => {
  /** Anna is asked by SMS for two incidents; what decides does not do that by itself. */
  async function both(): Promise<{ anna: ResponderCaller; first: string; second: string }> {
    const anna = await service.person('anna', 100, { phone: ANNA });
    const { view } = await raise();
    const { organisationId, store, ids, clock } = service;
    const state = await store.incidents.load(organisationId, view.id);
    const [alert] = state?.alerts ?? [];
    if (state === null || alert === undefined) throw new Error('anna is asked');
    const now = clock.now();
    const incident = { ...state.incident, id: ids.id(), controlRef: 'CAD-2', revision: 0 };
    const another = { ...alert, id: ids.id(), incidentId: incident.id };
    const { policyName, policyVersion } = state;
    const { responderId } = anna;
    const delivery = { id: ids.id(), alertId: another.id, responderId, dueAt: now } as const;
    await store.incidents.save({
      ...noChange({ organisationId, incidentId: incident.id, now }),
      raised: { incident, policyName, policyVersion },
      newAlerts: [another],
      deliveries: [{ ...delivery, channel: 'sms', subject: 'alert', rank: 'urgent' }],
    });
    await service.runUntil(now + SECOND_MS);
    expect(sms.sent).toHaveLength(2);
    return { anna, first: alert.id, second: another.id };
  }

  it('land on the incident of each sender', async () => {
    const [anna, ben] = [
      await service.person('anna', 100, { phone: ANNA }),
      await service.person('ben', 200, { phone: BEN }),
    ];
    valueOf(await service.raise({ controlRef: 'CAD-1', wantedCount: 1 } as never));
    await service.runUntil(START + MINUTE_MS);
    const first = service.alertOf(anna).alertId;
    const second = service.alertOf(ben).alertId;
    await write(BEN, 'no');
    await write(ANNA, 'yes');
    expect(await statusOf(anna, first)).toBe('accepted');
    expect(await statusOf(ben, second)).toBe('declined');
  });

  it('land by their code, in whichever order they come', async () => {
    const { anna, first, second } = await both();
    await write(ANNA, `NO ${replyCode(first)}`);
    await write(ANNA, `${replyCode(second)} yes with a boat`);
    expect(await statusOf(anna, first)).toBe('declined');
    expect(await statusOf(anna, second)).toBe('accepted');
  });

  it('ask back with both codes where there is none, once, and wait for a human', async () => {
    const { anna, first, second } = await both();
    await write(ANNA, 'yes');
    await write(ANNA, 'yes!');
    expect(await statusOf(anna, first)).toBe('sent');
    expect(await statusOf(anna, second)).toBe('sent');
    expect((await inbox('open')).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('not clear to which alert'),
      expect.stringContaining('not clear to which alert'),
    ]);
    const asked = service.steps.sms.sent;
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ address: ANNA });
    for (const alertId of [first, second]) {
      expect(asked[0]?.text.body).toContain(replyCode(alertId));
    }
  });

  it('name a code that is none of theirs: a human finds out', async () => {
    const { anna, first, second } = await both();
    const taken = [first, second].map(replyCode);
    const stray = ['471', '472', '473'].find((code) => !taken.includes(code)) ?? '';
    await write(ANNA, `yes ${stray}`);
    expect((await only()).sentence).toContain(`code ${stray}, which is none of their alerts`);
    expect(await statusOf(anna, first)).toBe('sent');
  });
});

describe('an SMS in answer to a call-out', () => {
  it('accepts with its condition, and keeps it', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    valueOf(await service.steps.callouts.open(service.organisationId, SANDBAGS));
    await service.runUntil(START + 3 * MINUTE_MS);
    await write(ANNA, 'Yes from 16:30, two of us with a boat');
    expect(service.alertOf(anna).status).toBe('accepted');
    expect(await only()).toMatchObject({
      status: 'understood',
      sentence: 'Said yes from 16:30, 2 people, with boat; counted as accepted.',
    });
  });
});

describe('STOP and START', () => {
  it('end and bring back SMS, and nothing else', async () => {
    const anna = await service.person('anna', 100, { phone: ANNA });
    await raise();
    const { responderId, organisationId } = anna;
    const declined = async () =>
      (await service.store.reach.reachOf(organisationId, responderId))?.declined;
    await write(ANNA, 'STOP');
    expect(await declined()).toEqual(['sms']);
    await write(ANNA, 'stop');
    expect(await declined()).toEqual(['sms']);
    expect(service.alertOf(anna).status).toBe('sent');
    await write(ANNA, 'START');
    expect(await declined()).toEqual([]);
    expect((await inbox()).map(({ status }) => status)).toEqual(Array(3).fill('understood'));
  });
});

describe('a number of two people', () => {
  it('is told apart by the code, and else comes to the inbox of each', async () => {
    const [anna, ben] = [
      await service.person('anna', 100, { phone: ANNA }),
      await service.person('ben', 200, { phone: ANNA }),
    ];
    await raise();
    const mine = service.alertOf(ben).alertId;
    await write(ANNA, 'yes');
    expect(await inbox('open')).toHaveLength(2);
    await write(ANNA, `yes ${replyCode(mine)}`);
    expect(await statusOf(ben, mine)).toBe('accepted');
    expect(service.alertOf(anna).status).toBe('sent');
    expect(await inbox()).toHaveLength(3);
  });
});
