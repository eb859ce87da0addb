import { SECOND_MS } from '#core/units';
import type { IncidentView } from '#contracts/incident-api';
import type { HandDeed } from '#flow/hand-deed';
import type { ResponderCaller } from '#flow/ports';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

const METRES_PER_DEGREE_LAT = 111_195;
const KINDS = ['more-asked', 'people-stood-down', 'control-message', 'incident-moved'];

const north = (metres: number) => ({ ...SCENE, lat: SCENE.lat + metres / METRES_PER_DEGREE_LAT });
const point = ({ lat, lon }: { readonly lat: number; readonly lon: number }) => ({
  type: 'Point' as const,
  coordinates: [lon, lat] as [number, number],
});

let counted = 0;

/** A deed of its own, unless an id is given. */
function deed(service: MemoryService, incidentId: string, deedId?: string): HandDeed {
  counted += 1;
  const { organisationId } = service;
  const own = { deedId: deedId ?? `deed-${counted}`, by: 'key-1', reason: 'as told' };
  return { organisationId, incidentId, ...own };
}

async function arrest(
  service: MemoryService,
  ...metres: readonly number[]
): Promise<{ readonly people: readonly ResponderCaller[]; readonly view: IncidentView }> {
  const people: ResponderCaller[] = [];
  for (const each of metres) people.push(await service.person(`p${each}`, each));
  const { view } = valueOf(await service.raise({ version: 1 }));
  return { people, view };
}

async function accept(service: MemoryService, person: ResponderCaller): Promise<void> {
  const [alert] = await service.steps.feed.openAlerts(person);
  valueOf(
    await service.steps.answer.answer(person, {
      alertId: alert?.alertId ?? '',
      answer: 'accept',
    }),
  );
}

const statusOf = (view: IncidentView, { responderId }: ResponderCaller) => {
  const mine = view.responders.find((one) => one.responderId === responderId);
  return mine?.assignmentStatus ?? mine?.alertStatus;
};

describe('a deed by hand', () => {
  it('counts once however often it comes, and stands on the timeline with why', async () => {
    const service = await MemoryService.open();
    const { view } = await arrest(service, ...Array.from({ length: 14 }, (_, n) => 50 + n * 10));
    expect(view.alertedCount).toBe(10);
    const { direct, read } = service.steps;
    const more = deed(service, view.id);
    const both = await Promise.all([
      direct.addResponders(more, 2),
      direct.addResponders(more, 2),
      direct.addResponders(more, 2),
    ]);
    expect(both.map((one) => valueOf(one).alertedCount)).toEqual([12, 12, 12]);
    expect(valueOf(both[0]).wantedCount).toBe(view.wantedCount + 2);
    const { facts } = valueOf(await read.timeline(service.organisationId, view.id));
    const said = facts.filter(({ kind }) => kind === 'more-asked');
    expect(said).toMatchObject([
      { actor: 'dispatcher', detail: { count: 2, found: 2, by: 'key-1', reason: 'as told' } },
    ]);
    const plan = valueOf(await read.plan(service.organisationId, view.id));
    expect(plan.decisions.at(-1)?.trigger).toBe('by-dispatcher');
    const other = await direct.standDown({ ...more }, null);
    expect(codeOf(other)).toBe('reference-conflict');
  });

  it('changes nothing where it is refused: over, unknown, or changed meanwhile', async () => {
    const service = await MemoryService.open();
    const { view, people } = await arrest(service, 100);
    const { direct, change } = service.steps;
    const [anna] = people;
    const nowhere = deed(service, service.organisationId);
    expect(codeOf(await direct.addResponders(nowhere, 1))).toBe('not-found');
    const elsewhere = { op: 'relocate', facts: { place: north(500) } } as const;
    const seen = { ...elsewhere, seenPlace: north(40) };
    expect(codeOf(await change.byHand(deed(service, view.id), seen))).toBe('changed-meanwhile');
    const to = { responderId: anna?.responderId ?? '' };
    valueOf(await direct.standDown(deed(service, view.id), to.responderId));
    const again = await direct.standDown(deed(service, view.id), to.responderId);
    expect(codeOf(again)).toBe('changed-meanwhile');
    const unheard = await direct.tell(deed(service, view.id), { to, text: 'Hello' });
    expect(codeOf(unheard)).toBe('changed-meanwhile');
    const closing = deed(service, view.id);
    const closed = valueOf(await change.byHand(closing, { op: 'close' }));
    expect(closed).toMatchObject({ status: 'closed', disposition: 'as told' });
    for (const refused of [
      await direct.addResponders(deed(service, view.id), 1),
      await direct.standDown(deed(service, view.id), null),
      await direct.tell(deed(service, view.id), { to: 'all', text: 'Hello' }),
      await change.byHand(deed(service, view.id), { ...elsewhere, seenPlace: null }),
      await change.byHand(deed(service, view.id), { op: 'close' }),
    ]) {
      expect(codeOf(refused)).toBe('incident-over');
    }
    expect(valueOf(await change.byHand(closing, { op: 'close' })).status).toBe('closed');
    const kinds = await service.factKinds(view.id);
    expect(kinds.filter((kind) => KINDS.includes(kind))).toEqual(['people-stood-down']);
  });
});

describe('moved by hand', () => {
  it('counts over all that control said before, and less than what it says later', async () => {
    const service = await MemoryService.open();
    const { view } = await arrest(service, 100);
    const { change } = service.steps;
    const { organisationId } = service;
    const at = (metres: number, address: string) =>
      ({ op: 'relocate', facts: { place: north(metres), address }, seenPlace: null }) as const;
    valueOf(await change.update(organisationId, 'CAD-1', { version: 4, address: 'fourth' }));
    valueOf(await change.byHand(deed(service, view.id), at(300, 'first by hand')));
    const moved = valueOf(await change.byHand(deed(service, view.id), at(600, 'second by hand')));
    expect(moved).toMatchObject({ address: 'second by hand', place: point(north(600)) });
    const late = { version: 3, address: 'third', place: point(north(900)) };
    const after = valueOf(await change.update(organisationId, 'CAD-1', late));
    expect(after).toMatchObject({ address: 'second by hand', place: point(north(600)) });
    const fifth = valueOf(
      await change.update(organisationId, 'CAD-1', { version: 5, address: 'fifth' }),
    );
    expect(fifth).toMatchObject({ address: 'fifth', place: point(north(600)) });
  });

  it('stands between the messages of a control that orders by time', async () => {
    const service = await MemoryService.open();
    const person = await service.person('anna', 100);
    const sentAt = new Date(START).toISOString();
    const { view } = valueOf(await service.raise({ sentAt }));
    service.clock.advanceTo(START + 60 * SECOND_MS);
    const { change } = service.steps;
    const facts = { address: 'by hand' };
    valueOf(
      await change.byHand(deed(service, view.id), { op: 'relocate', facts, seenPlace: null }),
    );
    const tell = async (afterMs: number, address: string) =>
      valueOf(
        await change.update(service.organisationId, 'CAD-1', {
          sentAt: new Date(START + afterMs).toISOString(),
          address,
        }),
      );
    expect(await tell(30_000, 'sent before')).toMatchObject({ address: 'by hand' });
    expect(await tell(90_000, 'sent after')).toMatchObject({ address: 'sent after' });
    expect(service.heard(person).at(-1)?.kind).toBe('incident-changed');
  });
});

describe('people stood down by hand', () => {
  it('one: the alert is withdrawn or the person stood down, and is not asked again', async () => {
    const service = await MemoryService.open('replace-7');
    const { view, people } = await arrest(service, 100, 200);
    const [anna, ben] = people;
    if (anna === undefined || ben === undefined) throw new Error('there are two');
    await accept(service, anna);
    const { direct } = service.steps;
    valueOf(await direct.standDown(deed(service, view.id), anna.responderId));
    const after = valueOf(await direct.standDown(deed(service, view.id), ben.responderId));
    expect([statusOf(after, anna), statusOf(after, ben)]).toEqual(['stood-down', 'withdrawn']);
    expect(after.acceptedCount).toBe(0);
    expect(service.heard(anna).at(-1)?.kind).toBe('stood-down');
    expect(service.heard(ben).at(-1)?.kind).toBe('alert-withdrawn');
    await service.runUntil(START + 90 * SECOND_MS);
    const later = valueOf(await service.steps.read.byId(service.organisationId, view.id));
    expect(later.alertedCount).toBe(2);
  });

  it('all: nobody new is asked until more are asked for', async () => {
    const service = await MemoryService.open('replace-7');
    const metres = Array.from({ length: 9 }, (_, n) => 100 + n * 50);
    const { view, people } = await arrest(service, ...metres);
    const [anna] = people;
    if (anna === undefined) throw new Error('there are nine');
    await accept(service, anna);
    const { direct, read } = service.steps;
    const stopped = valueOf(await direct.standDown(deed(service, view.id), null));
    expect(stopped.responders.some(({ alertStatus }) => alertStatus === 'sent')).toBe(false);
    expect(stopped).toMatchObject({ acceptedCount: 0, orders: { isStopped: true } });
    const before = stopped.alertedCount;
    await service.runUntil(START + 120 * SECOND_MS);
    const quiet = valueOf(await read.byId(service.organisationId, view.id));
    expect(quiet.alertedCount).toBe(before);
    const more = valueOf(await direct.addResponders(deed(service, view.id), 2));
    const asked = more.responders.filter(({ alertStatus }) => alertStatus === 'sent');
    // The seven of the plan and two more; whoever had accepted and was stood down is left alone.
    expect(asked).toHaveLength(8);
    expect(asked.some(({ responderId }) => responderId === anna.responderId)).toBe(false);
  });
});

describe('said by a dispatcher', () => {
  it('reaches whom it is for, in the app, and no longer than their part in it', async () => {
    const service = await MemoryService.open();
    const { view, people } = await arrest(service, 100, 200);
    const [anna, ben] = people;
    if (anna === undefined || ben === undefined) throw new Error('there are two');
    await accept(service, anna);
    const { direct, feed } = service.steps;
    const text = 'Use the side entrance.';
    const said = valueOf(await direct.tell(deed(service, view.id), { to: 'accepted', text }));
    expect(said.orders?.words).toMatchObject([{ text, recipientCount: 1 }]);
    expect(service.heard(anna).at(-1)).toMatchObject({
      kind: 'control-message',
      alert: { words: [{ text }] },
    });
    expect(service.heard(ben).some(({ kind }) => kind === 'control-message')).toBe(false);
    valueOf(await direct.tell(deed(service, view.id), { to: 'all', text: 'Two' }));
    const [open] = await feed.openAlerts(ben);
    expect(open?.words?.map((one) => one.text)).toEqual(['Two']);
    const { facts } = valueOf(await service.steps.read.timeline(service.organisationId, view.id));
    expect(JSON.stringify(facts)).not.toContain(text);
    valueOf(await direct.standDown(deed(service, view.id), ben.responderId));
    expect(service.heard(ben).at(-1)?.alert.words).toBeUndefined();
  });
});
