import { NOTE_SEEN_WITHIN_MS } from '#core/note';
import { MINUTE_MS } from '#core/units';
import { MemoryService, START, valueOf } from './memory-service';
import { book, musterSteps, openCallout } from './muster-steps';

const NOTE = { bookingId: null, calloutId: null, kind: 'task', text: 'Go to the mill.' } as const;

describe('a text to one person', () => {
  it('goes to the app, and by SMS to whoever has not seen it within two minutes', async () => {
    const service = await MemoryService.open();
    const { notes, send, channels } = musterSteps(service);
    const { organisationId } = service;
    const robin = await service.person('robin', 100, { pushToken: 'p1', phone: '+17575550101' });
    const sam = await service.person('sam', 100, { pushToken: 'p2', phone: '+17575550102' });
    const about = { ...NOTE, organisationId, isExercise: false };
    await notes.tell([robin, sam].map(({ responderId }) => ({ ...about, responderId })));
    expect(await send.round()).toBe(2);
    expect(channels.push.sent.map(({ text }) => text.body)).toEqual([NOTE.text, NOTE.text]);
    expect(service.live.notes).toHaveLength(2);
    const [note] = (await notes.own(sam, { cursor: null, limit: 5 })).items;
    valueOf(await notes.seen(sam, note?.noteId ?? ''));
    service.clock.advanceTo(START + NOTE_SEEN_WITHIN_MS);
    expect(await send.round()).toBe(1);
    expect(channels.sms.sent.map(({ address }) => address)).toEqual(['+17575550101']);
    expect(channels.sms.sent[0]?.text.body).toBe('CLOSEBY: Your task. Go to the mill.');
    service.clock.advanceTo(START + 60 * MINUTE_MS);
    expect(await send.round()).toBe(0);
    const [of] = (await notes.own(robin, { cursor: null, limit: 5 })).items;
    expect(of?.by).toEqual(expect.arrayContaining(['live', 'push', 'sms']));
  });

  it('is nobody else’s to be seen', async () => {
    const service = await MemoryService.open();
    const { notes } = musterSteps(service);
    const robin = await service.person('robin', 100);
    const sam = await service.person('sam', 100);
    const { organisationId } = service;
    await notes.tell([
      { ...NOTE, organisationId, isExercise: false, responderId: robin.responderId },
    ]);
    const [note] = (await notes.own(robin, { cursor: null, limit: 5 })).items;
    expect(await notes.seen(sam, note?.noteId ?? '')).toMatchObject({
      problem: { code: 'not-found' },
    });
    expect((await notes.own(sam, { cursor: null, limit: 5 })).items).toEqual([]);
  });

  it('reaches nobody real in an exercise, and says what it is to those it reaches', async () => {
    const service = await MemoryService.open();
    const steps = musterSteps(service);
    const { organisationId, calloutId } = await openCallout(service, { mode: 'exercise' });
    const real = await service.person('real', 100, { pushToken: 'p1' });
    const test = await service.person('test', 100, { pushToken: 'p2', testPhone: true });
    await book(service, calloutId, real);
    await book(service, calloutId, test);
    await book(service, calloutId, { name: 'Kim', phone: '+17575550103' });
    const to = { statuses: ['expected' as const], musterKey: null, needKey: null, groupId: null };
    const by = { role: 'coordinator', id: null };
    const of = { organisationId, calloutId };
    const sent = valueOf(await steps.talk.send(of, { to, text: 'Park at the school.', by }));
    expect(sent.recipientCount).toBe(3);
    await steps.send.round();
    expect(steps.channels.sms.sent).toEqual([]);
    expect(steps.channels.push.sent.map(({ address, text }) => [address, text.body])).toEqual([
      ['p2', 'EXERCISE. Park at the school.'],
    ]);
    const page = valueOf(
      await steps.talk.recipients({ ...of, messageId: sent.messageId }, { cursor: null, limit: 9 }),
    );
    expect(page.items.filter(({ spared }) => spared === 'real-person-in-exercise')).toHaveLength(2);
  });

  it('reaches whoever is booked though they are off duty, and nobody else off duty', async () => {
    const service = await MemoryService.open();
    const { notes, send, channels } = musterSteps(service);
    const { organisationId, calloutId } = await openCallout(service);
    const bound = await service.person('bound', 100, { pushToken: 'p1', onDuty: false });
    const other = await service.person('other', 100, { pushToken: 'p2', onDuty: false });
    await book(service, calloutId, bound);
    const about = { ...NOTE, kind: 'callout-message', organisationId, calloutId } as const;
    await notes.tell(
      [bound, other].map(({ responderId }) => ({ ...about, isExercise: false, responderId })),
    );
    await send.round();
    expect(channels.push.sent.map(({ address }) => address)).toEqual(['p1']);
  });
});
