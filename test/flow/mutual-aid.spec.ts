import { AID_VALID_MAX_MS } from '#core/mutual-aid';
import { MINUTE_MS } from '#core/units';
import { fromPlace } from '#contracts/shapes';
import { MutualAid } from '#flow/mutual-aid';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

const SUPERVISOR = { role: 'supervisor', id: '00000000-0000-4000-8000-00000000000a' } as const;
const FAR = { lat: 51.5, lon: 0 };

/** A service with people, and beside it one without any that asks it for help. */
async function open() {
  const service = await MemoryService.open();
  const { store, clock, ids, steps, organisationId: partnerId } = service;
  const askerId = ids.id();
  const described = { slug: 'next', name: 'Next county', timeZone: 'UTC', area: null };
  await store.people.addOrganisation({ id: askerId, ...described, policyName: 'nearest-10' });
  const errors: unknown[] = [];
  const aid = new MutualAid({
    ...{ aid: store.aid, incidents: store.incidents, people: store.people, clock, ids },
    ...{ auditLog: store.auditLog, raise: steps.raise, changeIncident: steps.change },
    onError: (error) => void errors.push(error),
  });
  const raise = async (place = SCENE) => {
    const message = service.message({
      ...{ controlRef: 'CAD-1', version: 3, place: fromPlace(place) },
      ...{ address: '1 Secret Street', notesForResponders: 'Key under the pot' },
    });
    const raised = await steps.raise.raise(askerId, message, clock.now());
    return valueOf(raised).view.id;
  };
  const agree = async (validUntil = START + AID_VALID_MAX_MS) => {
    const { id } = valueOf(await aid.propose(askerId, 'test', validUntil));
    valueOf(await aid.move(partnerId, id, 'accepted'));
    return id;
  };
  const ask = (incidentId: string, agreementId: string) =>
    aid.ask({ organisationId: askerId, actor: SUPERVISOR }, incidentId, {
      ...{ agreementId, reason: 'All of ours are bound' },
    });
  return { service, store, steps, aid, askerId, partnerId, raise, agree, ask, errors };
}

describe('an agreement between two organisations', () => {
  it('stands on both sides, holds once the other accepted, and ends for both at once', async () => {
    const { aid, askerId, partnerId } = await open();
    const { id } = valueOf(await aid.propose(askerId, 'test', START + MINUTE_MS));
    const both = async () =>
      [await aid.list(askerId), await aid.list(partnerId)].map(({ items }) => items[0]);
    await expect(both()).resolves.toMatchObject([
      { id, status: 'proposed', proposedByUs: true, partner: { slug: 'test' } },
      { id, status: 'proposed', proposedByUs: false, partner: { slug: 'next' } },
    ]);
    expect(codeOf(await aid.move(askerId, id, 'accepted'))).toBe('illegal-step');
    valueOf(await aid.move(partnerId, id, 'accepted'));
    await expect(both()).resolves.toMatchObject([{ status: 'in-force' }, { status: 'in-force' }]);
    valueOf(await aid.move(askerId, id, 'ended'));
    await expect(both()).resolves.toMatchObject([{ status: 'ended' }, { status: 'ended' }]);
    expect(codeOf(await aid.move(partnerId, id, 'ended'))).toBe('illegal-step');
  });

  it('is made with another organisation that there is, for a year at most', async () => {
    const { aid, askerId } = await open();
    const until = START + MINUTE_MS;
    expect(codeOf(await aid.propose(askerId, 'nobody', until))).toBe('not-found');
    expect(codeOf(await aid.propose(askerId, 'next', until))).toBe('invalid-field');
    const late = START + AID_VALID_MAX_MS + 1;
    expect(codeOf(await aid.propose(askerId, 'test', late))).toBe('invalid-field');
  });
});

describe('help that is asked for', () => {
  it('raises an incident of the partner, whose people go; the asker sees counts', async () => {
    const { service, aid, askerId, partnerId, store, raise, agree, ask } = await open();
    const person = await service.person('near', 100);
    const [incidentId, agreementId] = [await raise(), await agree()];
    const { isNew, view } = valueOf(await ask(incidentId, agreementId));
    expect(isNew).toBe(true);
    expect(view.incident).toEqual({
      ...{ status: 'active', alertedCount: 1, acceptedCount: 0, onSceneCount: 0 },
    });
    expect(JSON.stringify(view)).not.toContain(person.responderId);
    const { state } = await store.incidents.loadByRef(partnerId, 'aid/next/CAD-1');
    expect(state?.incident).toMatchObject({ kind: 'cardiac-arrest', address: null });
    expect(state?.incident.notesForResponders).toBeNull();
    const kinds = async (organisationId: string, id: string) =>
      (await store.incidents.facts(organisationId, id)).map((fact) => fact.kind);
    await expect(kinds(askerId, incidentId)).resolves.toContain('aid-asked');
    await expect(kinds(partnerId, state?.incident.id ?? '')).resolves.toContain('raised-for-aid');
    expect(valueOf(await ask(incidentId, agreementId)).isNew).toBe(false);
    expect(valueOf(await aid.read(askerId, incidentId)).items).toHaveLength(1);
    expect(codeOf(await aid.read(partnerId, incidentId))).toBe('not-found');
  });

  it('is refused without agreement, after its end, and outside the partner’s area', async () => {
    const { service, aid, partnerId, askerId, raise, agree, ask } = await open();
    const incidentId = await raise();
    const proposed = valueOf(await aid.propose(askerId, 'test', START + MINUTE_MS));
    expect(codeOf(await ask(incidentId, proposed.id))).toBe('aid-not-agreed');
    const ended = await agree();
    valueOf(await aid.move(partnerId, ended, 'ended'));
    expect(codeOf(await ask(incidentId, ended))).toBe('aid-not-agreed');
    const short = await agree(START + MINUTE_MS);
    await service.runUntil(START + MINUTE_MS);
    expect(codeOf(await ask(incidentId, short))).toBe('aid-not-agreed');
    expect(codeOf(await ask(service.ids.id(), short))).toBe('not-found');
  });

  it('is not asked on by whoever was asked, neither back nor to others', async () => {
    const { aid, partnerId, store, raise, agree, ask } = await open();
    const [incidentId, agreementId] = [await raise(), await agree()];
    valueOf(await ask(incidentId, agreementId));
    const { state } = await store.incidents.loadByRef(partnerId, 'aid/next/CAD-1');
    const back = aid.ask(
      { organisationId: partnerId, actor: SUPERVISOR },
      state?.incident.id ?? '',
      { agreementId, reason: 'Ours are bound as well' },
    );
    expect(codeOf(await back)).toBe('aid-not-agreed');
  });

  it('is refused outside the partner’s area', async () => {
    const { raise, agree, ask } = await open();
    expect(codeOf(await ask(await raise(FAR), await agree()))).toBe('place-outside-area');
  });

  it('follows what control says: changes while agreed, its end in any case', async () => {
    const { aid, askerId, partnerId, store, raise, agree, ask, errors } = await open();
    const [incidentId, agreementId] = [await raise(), await agree()];
    valueOf(await ask(incidentId, agreementId));
    const theirs = async () =>
      (await store.incidents.loadByRef(partnerId, 'aid/next/CAD-1')).state?.incident;
    const update = (version: number, hazards: 'fire'[]) =>
      aid.follow(askerId, incidentId, {
        op: 'update',
        message: { version, hazards, address: '2 Secret Street' },
      });
    await update(2, ['fire']);
    await expect(theirs()).resolves.toMatchObject({ hazards: [] });
    await update(4, ['fire']);
    await expect(theirs()).resolves.toMatchObject({ hazards: ['fire'], address: null });
    valueOf(await aid.move(partnerId, agreementId, 'ended'));
    await update(5, []);
    await expect(theirs()).resolves.toMatchObject({ hazards: ['fire'] });
    const seen = valueOf(await aid.read(askerId, incidentId));
    expect(seen.items).toMatchObject([{ incident: null }]);
    const message = { version: 6, reason: 'Mr Doe was handed over' };
    await aid.follow(askerId, incidentId, { op: 'close', message });
    await expect(theirs()).resolves.toMatchObject({ status: 'closed' });
    expect(JSON.stringify(await theirs())).not.toContain('Doe');
    expect(errors).toEqual([]);
  });
});
