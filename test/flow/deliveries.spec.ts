import { RecordingChannel } from '#adapters/memory/recorders';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { Channels, ChannelMessage, HandOver, ResponderCaller } from '#flow/ports';
import { MemoryService, START, valueOf } from './memory-service';

const PHONE = '+15550100';
const ref = (message: ChannelMessage): string => `ref/${message.deliveryId}`;
const QUOTA: HandOver = { outcome: 'try-again', error: 'QUOTA_EXCEEDED', retryAfterMs: 60_000 };

/** A service whose providers keep what they are handed; each may answer in its own way. */
async function serviceWith(
  answers: { readonly push?: (message: ChannelMessage) => HandOver | Promise<HandOver> } = {},
) {
  const taken = (message: ChannelMessage): HandOver => {
    return { outcome: 'taken', providerRef: ref(message) };
  };
  const push = new RecordingChannel(answers.push ?? taken);
  const sms = new RecordingChannel(taken);
  const voice = new RecordingChannel(taken);
  const channels = { push, sms, voice } satisfies Channels;
  const service = await MemoryService.open('nearest-10', channels);
  const sent = (): Record<keyof typeof channels, number> => {
    return { push: push.sent.length, sms: sms.sent.length, voice: voice.sent.length };
  };
  return { service, push, sms, voice, sent };
}

async function receipt(
  service: MemoryService,
  person: ResponderCaller,
  subject: 'alert' | 'stood-down' | 'changed' = 'alert',
): Promise<void> {
  const { alertId } = service.alertOf(person);
  const message = { alertId, kind: 'delivered', subject, channel: 'live' } as const;
  valueOf(await service.steps.receipts.record(person, message));
}

/** Whatever has begun goes on until it waits for somebody. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function ledgerOf(service: MemoryService, incidentId: string) {
  return valueOf(await service.steps.ledger.ofIncident(service.organisationId, incidentId));
}

describe('the ladder of a life-threatening alert', () => {
  it('socket and push at once, SMS after five silent seconds, a call after fifteen', async () => {
    const { service, sent } = await serviceWith();
    const anna = await service.person('anna', 200, { pushToken: 'token', phone: PHONE });
    valueOf(await service.raise());
    expect(service.heard(anna)).toHaveLength(1);
    await service.runUntil(START + 4.9 * SECOND_MS);
    expect(sent()).toEqual({ push: 1, sms: 0, voice: 0 });
    await service.runUntil(START + 14.9 * SECOND_MS);
    expect(sent()).toEqual({ push: 1, sms: 1, voice: 0 });
    await service.runUntil(START + MINUTE_MS);
    expect(sent()).toEqual({ push: 1, sms: 1, voice: 1 });
    expect(service.heard(anna).map((message) => message.kind)).toEqual([
      'alert-sent',
      'alert-sent',
    ]);
  });

  it('ends with the first receipt', async () => {
    const { service, sent } = await serviceWith();
    const anna = await service.person('anna', 200, { pushToken: 'token', phone: PHONE });
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + 2 * SECOND_MS);
    await receipt(service, anna);
    await service.runUntil(START + MINUTE_MS);
    expect(sent()).toEqual({ push: 1, sms: 0, voice: 0 });
    const ledger = await ledgerOf(service, view.id);
    expect(ledger.summary).toBe('1 rang');
    const sms = ledger.lines.find((line) => line.channel === 'sms');
    expect(sms).toMatchObject({ status: 'not-needed', spared: 'confirmed' });
  });

  it('goes on at once where a channel fails, and a dead token is never pushed again', async () => {
    const gone: HandOver = { outcome: 'address-gone', error: 'UNREGISTERED' };
    const { service, sent } = await serviceWith({ push: () => gone });
    const options = { pushToken: 'token', phone: PHONE, socket: false };
    const anna = await service.person('anna', 200, options);
    valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    expect(sent()).toEqual({ push: 1, sms: 1, voice: 0 });
    const reach = await service.store.reach.reachOf(service.organisationId, anna.responderId);
    expect(reach?.devices[0]).toMatchObject({ hasPushAddress: false, pushGoneAt: START });
    valueOf(await service.raise({ controlRef: 'CAD-2' }));
    await service.runUntil(START + 2 * SECOND_MS);
    expect(sent().push).toBe(1);
  });

  it('a refused message costs nobody their token', async () => {
    const refused: HandOver = { outcome: 'refused', error: 'INVALID_ARGUMENT' };
    const { service, sent } = await serviceWith({ push: () => refused });
    const anna = await service.person('anna', 200, { pushToken: 'token', socket: false });
    valueOf(await service.raise());
    await service.runUntil(START + MINUTE_MS);
    expect(sent().push).toBe(1);
    const reach = await service.store.reach.reachOf(service.organisationId, anna.responderId);
    expect(reach?.devices[0]).toMatchObject({ hasPushAddress: true, pushGoneAt: null });
  });
});

describe('a provider over its quota', () => {
  it('is not hammered, and those with a telephone get an SMS at once', async () => {
    const { service, push, sms } = await serviceWith({ push: () => QUOTA });
    for (let index = 0; index < 10; index += 1) {
      const phone = `${PHONE}${index}`;
      await service.person(`p${index}`, 100 + index, { pushToken: `t${index}`, phone });
    }
    service.live.onSocket.clear();
    valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    expect(sms.sent).toHaveLength(10);
    const first = push.sent.length;
    await service.runUntil(START + 59 * SECOND_MS);
    expect(push.sent).toHaveLength(first);
  });

  it('is asked again as soon as it allows where push is all there is', async () => {
    let open = false;
    const { service, push } = await serviceWith({
      push: (message) => (open ? { outcome: 'taken', providerRef: ref(message) } : QUOTA),
    });
    await service.person('anna', 200, { pushToken: 'token', socket: false });
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + 59 * SECOND_MS);
    expect(push.sent).toHaveLength(1);
    open = true;
    await service.runUntil(START + 61 * SECOND_MS);
    expect(push.sent).toHaveLength(2);
    const kinds = await service.factKinds(view.id);
    expect(kinds).toContain('alert-handed-over');
    expect(kinds).not.toContain('alert-failed');
  });
});

describe('a provider that does not answer', () => {
  it('holds up nobody on other channels, nor those it does answer for', async () => {
    const waiting: (() => void)[] = [];
    const { service, push, sms } = await serviceWith({
      push: (message) =>
        message.address === 'slow'
          ? new Promise((resolve) => {
              waiting.push(() => resolve({ outcome: 'no-answer', error: 'deadline' }));
            })
          : { outcome: 'taken', providerRef: ref(message) },
    });
    await service.person('slow', 200, { pushToken: 'slow', phone: PHONE, socket: false });
    await service.person('quick', 300, { pushToken: 'quick', socket: false });
    valueOf(await service.raise());
    const { carry } = service.steps;
    expect((await carry.round('push')).count).toBe(2);
    await turn();
    expect(push.sent.map((message) => message.address).sort()).toEqual(['quick', 'slow']);
    service.clock.advanceTo(START + 5 * SECOND_MS);
    await service.person('late', 400, { pushToken: 'late', socket: false });
    valueOf(await service.raise({ controlRef: 'CAD-2' }));
    await carry.round('push');
    await carry.round('sms');
    await carry.idle('sms');
    await turn();
    expect(push.sent.map((message) => message.address)).toContain('late');
    expect(sms.sent).toHaveLength(1);
    for (const end of waiting) end();
    await carry.idle();
  });

  it('is not asked the same twice by a worker whose lease has run out meanwhile', async () => {
    let answer: (answer: HandOver) => void = () => undefined;
    const { service, push } = await serviceWith({
      push: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await service.person('anna', 200, { pushToken: 'token', socket: false });
    const { view } = valueOf(await service.raise());
    const { carry } = service.steps;
    await carry.round('push');
    await turn();
    service.clock.advanceBy(30 * SECOND_MS);
    expect((await carry.round('push')).count).toBe(0);
    answer({ outcome: 'taken', providerRef: 'late' });
    await carry.idle();
    await service.runUntil(START + 4 * MINUTE_MS);
    expect(push.sent).toHaveLength(1);
    const ledger = await ledgerOf(service, view.id);
    const line = ledger.lines.find((one) => one.channel === 'push');
    expect(line).toMatchObject({ status: 'handed-over', attempts: [{ outcome: 'taken' }] });
  });
});

describe('whoever may not be disturbed any more', () => {
  it('gets no SMS after muting, nor after going off duty; the ledger says why', async () => {
    const { service, sent } = await serviceWith();
    const options = { pushToken: 'token', phone: PHONE };
    const anna = await service.person('anna', 200, options);
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    await service.store.reach.setReach({
      organisationId: service.organisationId,
      responderId: anna.responderId,
      change: {
        availability: { schedule: null, quietHours: null, mutedUntil: START + HOUR_MS },
      },
      now: service.clock.now(),
    });
    await service.runUntil(START + MINUTE_MS);
    expect(sent().sms).toBe(0);
    const ledger = await ledgerOf(service, view.id);
    expect(ledger.lines.find((line) => line.channel === 'sms' && line.subject === 'alert')).toEqual(
      expect.objectContaining({ status: 'not-needed', spared: 'muted' }),
    );
  });
});

describe('a stand-down', () => {
  it('goes before alerts that wait', async () => {
    const { service, push } = await serviceWith();
    const anna = await service.person('anna', 200, { pushToken: 'anna', socket: false });
    valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    await service.person('ben', 5_000, { pushToken: 'ben', socket: false });
    await service.fix(anna, 200);
    const { raise, change } = service.steps;
    const now = service.clock.now();
    const place = { type: 'Point' as const, coordinates: [-76, 36.895] as [number, number] };
    const second = service.message({ controlRef: 'CAD-2', place });
    valueOf(await raise.raise(service.organisationId, second, now));
    const end = { op: 'close', message: { version: 9 } } as const;
    valueOf(await change.end(service.organisationId, 'CAD-1', end));
    await service.runUntil(now + SECOND_MS);
    expect(push.sent.slice(1).map(({ address, subject }) => [address, subject])).toEqual([
      ['anna', 'stood-down'],
      ['ben', 'alert'],
    ]);
  });

  it('is on the list of those who have not confirmed it until their phone has', async () => {
    const { service, sms } = await serviceWith();
    const anna = await service.person('anna', 200, { pushToken: 'anna', phone: PHONE });
    const ben = await service.person('ben', 300, { pushToken: 'ben', phone: `${PHONE}1` });
    const { view } = valueOf(await service.raise());
    await receipt(service, anna);
    await receipt(service, ben);
    valueOf(await service.answer(anna, 'accept'));
    await service.runUntil(START + SECOND_MS);
    const end = { op: 'close', message: { version: 9 } } as const;
    valueOf(await service.steps.change.end(service.organisationId, 'CAD-1', end));
    const unconfirmed = async (): Promise<readonly string[]> => {
      return (await ledgerOf(service, view.id)).unconfirmed.map((one) => one.displayName).sort();
    };
    expect(await unconfirmed()).toEqual(['anna', 'ben']);
    await receipt(service, ben, 'stood-down');
    expect(await unconfirmed()).toEqual(['anna']);
    await service.runUntil(START + 7 * SECOND_MS);
    // Anna was under way, so that she hears it by SMS too; Ben was never rung outside the app.
    expect(sms.sent.map(({ subject, address }) => [subject, address])).toEqual([
      ['stood-down', PHONE],
    ]);
    await receipt(service, anna, 'stood-down');
    expect(await unconfirmed()).toEqual([]);
    expect(await service.factKinds(view.id)).toContain('stand-down-delivered');
  });
});

describe('what a provider reports later', () => {
  async function asked() {
    const { service, sms, voice, sent } = await serviceWith();
    await service.person('anna', 200, { phone: PHONE, socket: false });
    const { view } = valueOf(await service.raise());
    await service.runUntil(START + SECOND_MS);
    const [message] = sms.sent;
    if (message === undefined) throw new Error('an SMS goes out where nothing else leads to them');
    const report = { kind: 'report', channel: 'sms', providerRef: ref(message) } as const;
    return { service, voice, sent, report, incidentId: view.id };
  }

  it('delivered means that the telephone rang: nobody is called after it', async () => {
    const { service, sent, report, incidentId } = await asked();
    const delivered = { ...report, status: 'delivered', error: null } as const;
    expect(await service.steps.reports.take(delivered)).toBe(true);
    expect(await service.steps.reports.take(delivered)).toBe(true);
    await service.runUntil(START + MINUTE_MS);
    expect(sent().voice).toBe(0);
    const ledger = await ledgerOf(service, incidentId);
    expect(ledger).toMatchObject({ summary: '1 rang, 1 by SMS', people: [{ by: 'sms' }] });
    const kinds = await service.factKinds(incidentId);
    expect(kinds.filter((kind) => kind === 'alert-delivered')).toHaveLength(1);
  });

  it('failed calls them at once', async () => {
    const { service, sent, report } = await asked();
    const failed = { ...report, status: 'failed', error: 'unreachable' } as const;
    expect(await service.steps.reports.take(failed)).toBe(true);
    await service.runUntil(START + 2 * SECOND_MS);
    expect(sent().voice).toBe(1);
  });

  it('of a message nobody sent is unknown', async () => {
    const { service, report } = await asked();
    const strange = { ...report, providerRef: 'never', status: 'failed', error: null } as const;
    expect(await service.steps.reports.take(strange)).toBe(false);
  });
});
