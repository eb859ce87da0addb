import { expect, it } from '@jest/globals';
import { AED_CHECK_AFTER_MS } from '#core/aed-gaps';
import { DAY_MS } from '#core/units';
import type { AedFilter, AedInput, ManyPut } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores, type World } from './world';

const ANY: AedFilter = { words: null, status: null, gap: null, now: NOW };
const ALL = { cursor: null, limit: 100 };

/** What every record promises to whoever keeps the registers and reads the reports, as tests. */
export function registersConformance(name: string, open: OpenStores): void {
  suite(`${name} as registers`, open, (world) => {
    listsAeds(world);
    putsMany(world);
    changesOrganisations(world);
    countsTheService(world);
  });
}

function aedOf(externalRef: string, fields: Partial<AedInput> = {}): AedInput {
  return {
    ...{ externalRef, name: 'Pier 3', place: { lat: 36.85, lon: -75.97 }, access: 'public' },
    ...{ locationDetail: 'By the flag', openingHours: '24/7', hours: { state: 'always' } },
    ...{ lastCheckedAt: NOW - DAY_MS, floor: null, contradictions: [] },
    ...fields,
  };
}

function listsAeds(world: () => World): void {
  it('lists AEDs by reference, page by page, narrowed down as the core sees them', async () => {
    const { organisationId, stores } = world();
    const put = (input: AedInput) => stores.aeds.putAed(organisationId, input, NOW);
    await put(aedOf('b', { cabinetCode: '4711', name: 'Gym' }));
    await put(aedOf('a', { hours: { state: 'unknown' }, locationDetail: null }));
    await put(aedOf('C', { lastCheckedAt: NOW - AED_CHECK_AFTER_MS - 1, access: 'unknown' }));
    const refs = async (filter: Partial<AedFilter>): Promise<string[]> => {
      const { items } = await stores.aeds.aedPage(organisationId, { ...ANY, ...filter }, ALL);
      return items.map(({ aed }) => aed.externalRef);
    };
    expect(await refs({})).toEqual(['C', 'a', 'b']);
    expect(await refs({ words: 'gYm' })).toEqual(['b']);
    expect(await refs({ words: '%' })).toEqual([]);
    expect(await refs({ gap: 'hours' })).toEqual(['a']);
    expect(await refs({ gap: 'detail' })).toEqual(['a']);
    expect(await refs({ gap: 'check' })).toEqual(['C']);
    expect(await refs({ gap: 'access' })).toEqual(['C']);
    expect(await refs({ status: 'available' })).toEqual([]);
    const two = { ...ALL, limit: 2 };
    const first = await stores.aeds.aedPage(organisationId, ANY, two);
    const rest = { ...two, cursor: first.nextCursor };
    const second = await stores.aeds.aedPage(organisationId, ANY, rest);
    expect(second.items.map(({ aed }) => aed.externalRef)).toEqual(['b']);
    expect(second.nextCursor).toBeNull();
  });

  it('counts AEDs by status and by what is missing; keeps a code left out', async () => {
    const { organisationId, stores } = world();
    const { aed } = await stores.aeds.putAed(organisationId, aedOf('b', { cabinetCode: '9' }), NOW);
    const again = await stores.aeds.putAed(organisationId, aedOf('b'), NOW);
    expect(again).toMatchObject({ change: 'unchanged', aed: { cabinetCode: '9' } });
    await stores.aeds.reportAed({ organisationId, aedId: aed.id, report: 'flat', now: NOW });
    await stores.aeds.putAed(organisationId, aedOf('a', { locationDetail: null }), NOW);
    await expect(stores.aeds.aedCounts(organisationId, NOW)).resolves.toEqual({
      byStatus: { unverified: 1, available: 0, 'out-of-service': 1, retired: 0 },
      gaps: { report: 1, hours: 0, check: 0, detail: 1, access: 0 },
    });
  });
}

function personOf(externalRef: string, displayName: string): ManyPut {
  const standing = { testPhone: false, disabled: false, credentials: [] };
  return {
    externalRef,
    inputOf: (old) => ({
      ...{ externalRef, displayName, ...standing },
      ...{ travelMode: old?.travelMode ?? 'car', tier: 'home', language: 'en' },
      equipment: ['boat'],
    }),
  };
}

function putsMany(world: () => World): void {
  it('puts many people, or none of them where whoever asked does not agree', async () => {
    const { organisationId, stores } = world();
    const { people } = stores;
    const many = [personOf('m-1', 'Ada'), personOf('m-2', 'Ben')];
    const seen = await people.putResponders(organisationId, many, { now: NOW, keep: () => false });
    expect(seen.map(({ old, change }) => [old, change])).toEqual([
      [null, 'added'],
      [null, 'added'],
    ]);
    await expect(people.responderByRef(organisationId, 'm-1')).resolves.toBeNull();
    const yes = { now: NOW, keep: () => true };
    await people.putResponders(organisationId, many, yes);
    const kept = await people.responderByRef(organisationId, 'm-2');
    expect(kept).toMatchObject({ displayName: 'Ben', travelMode: 'car', equipment: ['boat'] });
    const again = await people.putResponders(organisationId, [personOf('m-2', 'Benno')], yes);
    expect(again).toMatchObject([{ change: 'changed', old: { displayName: 'Ben' } }]);
  });
}

function changesOrganisations(world: () => World): void {
  it('changes an organisation, and has hours read anew in another zone', async () => {
    const { organisationId, stores } = world();
    const compiled = { compiledFrom: NOW, compiledUntil: NOW + DAY_MS };
    const hours = { state: 'intervals', intervals: [], ...compiled } as const;
    const { aed } = await stores.aeds.putAed(organisationId, aedOf('h', { hours }), NOW);
    const isDue = async (): Promise<boolean> =>
      (await stores.aeds.aedsToCompile(NOW + 1, 10_000)).some(({ id }) => id === aed.id);
    const profile = { name: 'Tidewater EMS', timeZone: 'America/New_York', area: null };
    await stores.people.changeOrganisation(organisationId, profile, NOW);
    expect(await isDue()).toBe(false);
    const abroad = { ...profile, timeZone: 'Europe/Zurich' };
    await stores.people.changeOrganisation(organisationId, abroad, NOW);
    expect(await isDue()).toBe(true);
    await expect(stores.people.organisation(organisationId)).resolves.toMatchObject(abroad);
  });
}

function countsTheService(world: () => World): void {
  it('gives what became of actual incidents, and of nothing else', async () => {
    const { organisationId, stores } = world();
    const people = await world().responders(2);
    const raised = await world().raise(people, { receivedAt: NOW - 10 });
    await world().raise([], { receivedAt: NOW - 20, mode: 'exercise' });
    await world().raise([], { receivedAt: NOW });
    const range = { from: NOW - 30, to: NOW, max: 9 };
    const found = await stores.serviceReads.incidentFigures(organisationId, range);
    const { calledAt, receivedAt, ambulanceEtaAt } = raised.incident;
    expect(found).toEqual([
      {
        ...{ calledAt, receivedAt, ambulanceEtaAt, alerts: 2, accepted: 0, onScene: 0 },
        ...{ aedBrought: false, firstAlertAt: NOW, firstAcceptedAt: null, firstOnSceneAt: null },
        ...{ nearestM: 321, reachedBy: {} },
      },
    ]);
  });

  it('counts schedules of those who are on duty and trained', async () => {
    const { organisationId, stores } = world();
    await world().responders(2);
    const off = await world().responder();
    const away = { organisationId, responderId: off.id, onDuty: false, now: NOW };
    await stores.people.setDuty(away);
    await expect(stores.serviceReads.schedules(organisationId, NOW)).resolves.toEqual([
      { schedule: null, quietHours: null, people: 2 },
    ]);
    const later = NOW + 2 * DAY_MS;
    await expect(stores.serviceReads.schedules(organisationId, later)).resolves.toEqual([]);
  });
}
