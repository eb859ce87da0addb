import { expect, it } from '@jest/globals';
import type { EvidenceReads } from '#flow/ports';
import { suite } from './suite';
import { delivery, fact, NOW, World, type OpenStores } from './world';

const ALL = { from: NOW - 30, to: NOW, kinds: ['cardiac-arrest'], afterId: null, max: 9 } as const;

/** What every store promises of what evidence is reckoned from, as tests. */
export function evidenceConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of evidence`, open, (world) => {
    givesRows(world);
    pages(world);
    countsTheNetwork(world);
  });
}

function givesRows(world: () => World): void {
  it('gives an incident with its alerts, parts, AED reports and who was not alerted', async () => {
    const { organisationId, stores } = world();
    const [asked, other] = await world().responders(2);
    const { task } = await world().aed();
    if (asked === undefined || other === undefined) throw new Error('two people');
    const { incident, alerts } = await world().raise([asked], { receivedAt: NOW - 10 }, task);
    const [alert] = alerts;
    if (alert === undefined) throw new Error('one alert');
    await world().take(alert);
    const before = (await world().stored(incident)).incident;
    const detail = { aedId: task.aedId, report: 'flat' };
    await stores.incidents.save({
      ...world().change(incident, before.revision),
      notAlerted: [
        { responderId: other.id, reason: 'fix-stale', distanceM: 9 },
        { responderId: asked.id, reason: 'already-accepted', distanceM: 9 },
      ],
      deliveries: [delivery(alert, { subject: 'stood-down' })],
      facts: [{ ...fact('aed-reported'), responderId: asked.id, detail }, fact('alert-seen')],
    });
    const [found, ...more] = await read(world(), ALL);
    expect(more).toEqual([]);
    const { id, controlRef, kind, priority, setting, patientAgeYears, calledAt } = incident;
    const { receivedAt, ambulanceEtaAt } = incident;
    expect(found).toMatchObject({
      ...{ id, controlRef, kind, priority, setting, patientAgeYears, calledAt, receivedAt },
      ...{ ambulanceEtaAt, endedAt: null, status: 'active', raisedByHand: true },
      ...{ policyName: 'nearest-10', policyVersion: 3 },
      alerts: [{ id: alert.id, responderId: asked.id, status: 'accepted', distanceM: 321 }],
      parts: [{ alertId: alert.id, status: 'accepted', role: 'via-aed', onSceneAt: null }],
      aedReports: [{ at: NOW, aedId: task.aedId, report: 'flat' }],
      notAlerted: [{ reason: 'fix-stale', people: 1 }],
    });
    const carried = found?.alerts[0]?.deliveries ?? [];
    expect(carried.map(({ channel, seenAt }) => [channel, seenAt])).toEqual([['push', null]]);
    expect(JSON.stringify(found)).not.toContain("O'Neill");
    const foreign = await World.make(stores);
    expect(foreign.organisationId).not.toBe(organisationId);
    await expect(read(foreign, ALL)).resolves.toEqual([]);
  });
}

function pages(world: () => World): void {
  it('gives actual incidents of the kinds and the time, oldest first, page by page', async () => {
    const ids: string[] = [];
    for (const ago of [20, 10, 10]) {
      ids.push((await world().raise([], { receivedAt: NOW - ago })).incident.id);
    }
    await world().raise([], { receivedAt: NOW - 15, mode: 'exercise' });
    await world().raise([], { receivedAt: NOW - 15, kind: 'choking' });
    await world().raise([], { receivedAt: NOW });
    await world().raise([], { receivedAt: NOW - 31 });
    const [oldest = '', ...newer] = ids;
    const all = [oldest, ...newer.sort()];
    const first = await read(world(), { ...ALL, max: 2 });
    expect(first.map(({ id }) => id)).toEqual(all.slice(0, 2));
    const rest = await read(world(), { ...ALL, afterId: first[1]?.id ?? null, max: 2 });
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2));
    const both = await read(world(), { ...ALL, kinds: ['choking', 'cardiac-arrest'] });
    expect(both).toHaveLength(4);
  });
}

function countsTheNetwork(world: () => World): void {
  it('counts people and AEDs that could be sent', async () => {
    const { organisationId, stores } = world();
    const [off] = await world().responders(2);
    await stores.people.setDuty({
      ...{ organisationId, responderId: off?.id ?? '', onDuty: false, now: NOW },
    });
    await world().aed();
    await expect(stores.evidenceReads.network(organisationId, NOW)).resolves.toEqual({
      ...{ people: 2, onDuty: 1, trained: 2, credentials: [{ kind: 'cpr', people: 2 }] },
      aeds: [{ status: 'unverified', access: 'public', aeds: 1 }],
    });
  });
}

function read(
  { stores, organisationId }: World,
  query: Parameters<EvidenceReads['evidenceIncidents']>[1],
): ReturnType<EvidenceReads['evidenceIncidents']> {
  return stores.evidenceReads.evidenceIncidents(organisationId, query);
}
