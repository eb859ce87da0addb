import { DEFAULT_CALLOUT_POLICY } from '#core/callout';
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
    expect(asked()).toHaveLength(Math.ceil(2 / DEFAULT_CALLOUT_POLICY.acceptShare));
    expect(service.heard(outside)).toHaveLength(0);

    const [one, two, three] = asked();
    if (!one || !two || !three) throw new Error('six are asked');
    valueOf(await service.answer(three, 'decline'));
    await service.runUntil(START + 4 * MINUTE_MS);
    const before = asked().length;
    expect(before).toBeGreaterThan(6);

    expect(valueOf(await service.answer(one, 'accept')).callout).toMatchObject({
      musterPoints: [{ place: { type: 'Point', coordinates: [-76, 36.86] } }],
    });
    valueOf(await service.answer(two, 'accept'));
    await service.runUntil(START + 30 * MINUTE_MS);
    expect(asked()).toHaveLength(before);
    const filled = valueOf(await service.steps.callouts.byId(service.organisationId, view.id));
    expect(filled).toMatchObject({ status: 'filled', acceptedCount: 2 });

    const late = asked().find((person) => ![one, two, three].includes(person));
    if (!late) throw new Error('somebody has not answered');
    expect(service.alertOf(late)).toMatchObject({ endedReason: 'callout-filled' });
    expect(codeOf(await service.answer(late, 'accept'))).toBe('places-taken');
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
    valueOf(await callouts.end(service.organisationId, view.id, 'closed'));
    for (const person of people) {
      expect(service.alertOf(person)).toMatchObject({ endedReason: 'callout-closed' });
    }
    expect(codeOf(await callouts.end(service.organisationId, view.id, 'cancelled'))).toBe(
      'callout-over',
    );
  });
});
