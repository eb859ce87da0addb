import { MINUTE_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';
import { calloutMessage } from '../support/callout-message';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const area = {
  type: 'Polygon',
  coordinates: [
    [
      [-76.1, 36.8],
      [-75.9, 36.8],
      [-75.9, 36.9],
      [-76.1, 36.9],
      [-76.1, 36.8],
    ],
  ],
};
const MESSAGE = calloutMessage({ area, credentialKind: 'boat-handling' });

async function crowd(service: MemoryService, size: number): Promise<ResponderCaller[]> {
  const people: ResponderCaller[] = [];
  for (let index = 0; index < size; index += 1) {
    people.push(await service.person(`p${String(index).padStart(2, '0')}`, index * 100));
  }
  return people;
}

describe('a plain call-out', () => {
  it('asks in batches, stops when filled, lets the rest go and thanks a late yes', async () => {
    const service = await MemoryService.open();
    const people = await crowd(service, 20);
    const outside = await service.person('outside', 30_000);
    const { view } = valueOf(await service.steps.callouts.open(service.organisationId, MESSAGE));
    await service.runUntil(START + 1_000);
    const asked = () => people.filter((person) => service.heard(person).length > 0);
    // Of a crowd that nobody knows anything of, no more than there are places.
    expect(asked()).toHaveLength(2);
    expect(service.heard(outside)).toHaveLength(0);
    for (const person of asked()) valueOf(await service.answer(person, 'decline'));
    await service.runUntil(START + 10 * MINUTE_MS);
    const before = asked().length;
    expect(before).toBeGreaterThan(4);
    const waiting = asked().filter((person) => service.alertOf(person).status === 'sent');
    const [one, two, three] = waiting;
    if (!one || !two || !three) throw new Error('three wait for an answer');
    expect(valueOf(await service.answer(one, 'accept')).callout).toMatchObject({
      musterPoints: [{ place: { type: 'Point', coordinates: [-76, 36.86] } }],
    });
    valueOf(await service.answer(two, 'accept'));
    await service.runUntil(START + 30 * MINUTE_MS);
    expect(asked()).toHaveLength(before);
    const filled = valueOf(await service.steps.callouts.byId(service.organisationId, view.id));
    expect(filled).toMatchObject({ status: 'filled', acceptedCount: 2 });

    const late = three;
    expect(service.alertOf(late)).toMatchObject({ endedReason: 'callout-filled' });
    valueOf(await service.answer(late, 'accept'));
    const thanked = (await service.steps.feed.after(late, 0)).messages.at(-1);
    expect(thanked?.alert.callout?.thanks).toMatch(/Thank you/);
    expect(thanked?.alert.callout?.musterPoints).toMatchObject([{ place: null }]);
  });

  it('is opened once by one reference, and refuses the reference for another one', async () => {
    const service = await MemoryService.open();
    const { callouts } = service.steps;
    const first = valueOf(await callouts.open(service.organisationId, MESSAGE));
    const again = valueOf(await callouts.open(service.organisationId, MESSAGE));
    expect([first.created, again.created]).toEqual([true, false]);
    expect(again.view.id).toBe(first.view.id);
    const other = await callouts.open(service.organisationId, {
      ...calloutMessage({ area, wantedCount: 3 }),
    });
    expect(codeOf(other)).toBe('reference-conflict');
  });

  it('leaves out who is bound to an incident; a yes to it binds to no incident', async () => {
    const service = await MemoryService.open();
    const [bound, free] = await crowd(service, 2);
    if (!bound || !free) throw new Error('two people');
    valueOf(await service.raise());
    valueOf(await service.answer(bound, 'accept'));
    valueOf(await service.answer(free, 'decline'));
    valueOf(await service.steps.callouts.open(service.organisationId, MESSAGE));
    await service.runUntil(START + 1_000);
    expect(service.alertOf(bound).about).toBe('incident');
    expect(service.alertOf(free).about).toBe('callout');
    valueOf(await service.answer(free, 'accept'));
    valueOf(await service.raise({ controlRef: 'CAD-2' }));
    expect(service.alertOf(free).about).toBe('incident');
  });

  it('closing it lets everyone asked go', async () => {
    const service = await MemoryService.open();
    const people = await crowd(service, 4);
    const { view } = valueOf(await service.steps.callouts.open(service.organisationId, MESSAGE));
    await service.runUntil(START + 1_000);
    const { callouts } = service.steps;
    const asked = people.filter((person) => service.heard(person).length > 0);
    expect(asked).toHaveLength(2);
    valueOf(await callouts.end(service.organisationId, view.id, 'closed'));
    await service.runUntil(START + 2_000);
    for (const person of asked) {
      expect(service.alertOf(person)).toMatchObject({ endedReason: 'callout-closed' });
    }
    expect(codeOf(await callouts.end(service.organisationId, view.id, 'cancelled'))).toBe(
      'callout-over',
    );
  });
});

describe('a crowd', () => {
  it('is kept whole, each with the reason, and told by counts alone', async () => {
    const service = await MemoryService.open();
    await crowd(service, 4);
    const off = await service.person('exercise', 50, { testPhone: true });
    const { view } = valueOf(await service.steps.callouts.open(service.organisationId, MESSAGE));
    await service.runUntil(START + 1_000);
    const { organisationId } = service;
    const of = { organisationId, calloutId: view.id };
    const page = { cursor: null, limit: 50 };
    const all = valueOf(await service.steps.crowd.considered(of, null, page)).items;
    expect(all.map(({ reason }) => reason).sort()).toEqual([
      ...['asked', 'asked', 'not-yet', 'not-yet', 'test-phone'],
    ]);
    const now = valueOf(await service.steps.callouts.byId(organisationId, view.id));
    expect(now).toMatchObject({ askedCount: 2, openCount: 2, declinedCount: 0 });
    const { items } = valueOf(await service.steps.crowd.timeline(organisationId, view.id, page));
    expect(items.map(({ kind }) => kind)).toEqual(['callout-opened', 'callout-asked']);
    expect(items[1]?.detail).toMatchObject({ askedCount: 2, needKey: 'hands', wave: 1 });
    const fair = valueOf(await service.steps.crowd.fairness(organisationId, view.id));
    expect(fair).toMatchObject({ peopleCount: 4, asked: { gini: 0.5 } });
    const own = await service.steps.crowd.ownCallouts(off);
    expect(own.callouts).toMatchObject([
      {
        calloutId: view.id,
        reason: 'test-phone',
        alertId: null,
      },
    ]);
  });

  it('is asked on by another worker where one was killed at any page', async () => {
    const service = await MemoryService.open();
    const people = await crowd(service, 6);
    const everyone = { order: 'all-at-once' as const };
    const message = calloutMessage({
      ...{ area, credentialKind: 'boat-handling', wantedCount: 6 },
      policy: { ...MESSAGE.policy, ...everyone },
    });
    valueOf(await service.steps.callouts.open(service.organisationId, message));
    service.restart();
    await service.runUntil(START + 1_000);
    service.restart();
    await service.runUntil(START + 2_000);
    for (const person of people) {
      const ids = service.heard(person).map(({ alert }) => alert.alertId);
      expect(new Set(ids).size).toBe(1);
    }
  });

  it('that enters the area is asked, and nobody in an exclusion is', async () => {
    const service = await MemoryService.open();
    const cordoned = await service.person('cordoned', 100);
    const exclusions = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [-76.01, 36.8505],
          [-75.99, 36.8505],
          [-75.99, 36.852],
          [-76.01, 36.852],
          [-76.01, 36.8505],
        ] as [number, number][],
      ],
    };
    const message = calloutMessage({ area, credentialKind: 'boat-handling', exclusions });
    valueOf(await service.steps.callouts.open(service.organisationId, message));
    await service.runUntil(START + 1_000);
    await service.runUntil(START + MINUTE_MS);
    const late = await service.person('late', 10);
    await service.runUntil(START + 4 * MINUTE_MS);
    expect(service.alertOf(late)).toMatchObject({ about: 'callout', status: 'sent' });
    expect(service.heard(cordoned)).toHaveLength(0);
  });

  it('is asked again where more is needed, and not where less is', async () => {
    const service = await MemoryService.open();
    await crowd(service, 8);
    const { organisationId } = service;
    const { callouts } = service.steps;
    const { view } = valueOf(await callouts.open(organisationId, MESSAGE));
    await service.runUntil(START + 1_000);
    const [need] = MESSAGE.needs;
    if (need === undefined) throw new Error('one need');
    const more = { needs: [{ ...need, wantedCount: 5 }], reason: 'A second street.' };
    const raised = valueOf(await callouts.putNeeds({ organisationId, calloutId: view.id }, more));
    expect(raised).toMatchObject({ wantedCount: 5, status: 'open' });
    await service.runUntil(START + 2_000);
    const now = valueOf(await callouts.byId(organisationId, view.id));
    expect(now.askedCount).toBe(5);
  });

  it('is not asked by a call-out that makes no sense', async () => {
    const service = await MemoryService.open();
    const [need] = MESSAGE.needs;
    if (need === undefined) throw new Error('one need');
    const needs = [{ ...need, shiftKey: 'night' }];
    const opened = await service.steps.callouts.open(service.organisationId, { ...MESSAGE, needs });
    expect(opened).toMatchObject({
      problem: { code: 'invalid-field', field: 'needs.0.shiftKey' },
    });
  });
});
