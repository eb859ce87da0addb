import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { HOUR_MS } from '#core/units';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store of subject access and of deletion by age promises, as tests. */
export function privacyConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of subject access`, open, (world) => {
    showsPeople(world);
    erasesPeople(world);
    claimsRuns(world);
  });
}

function showsPeople(world: () => World): void {
  it('shows what is kept about a person, to their own organisation alone', async () => {
    const { stores, organisationId } = world();
    const { id, displayName } = await world().responder();
    const sections = await stores.privacy.sections(organisationId, id);
    expect(sections?.['identity']).toMatchObject([{ displayName }]);
    expect(sections?.['responder']).toHaveLength(1);
    const other = await World.make(stores);
    await expect(stores.privacy.sections(other.organisationId, id)).resolves.toBeNull();
    await expect(stores.privacy.sections(organisationId, randomUUID())).resolves.toBeNull();
  });
}

function erasesPeople(world: () => World): void {
  it('erases a person who is off duty and bound to nothing, and nobody else', async () => {
    const { stores, organisationId } = world();
    const { privacy, people } = stores;
    const [gone, stays] = [await world().responder(), await world().responder()];
    const erase = (responderId: string, of = organisationId) =>
      privacy.erase({ organisationId: of, responderId, now: NOW });
    await people.setDuty({ organisationId, responderId: gone.id, onDuty: true, now: NOW });
    await expect(erase(gone.id)).resolves.toMatchObject({ problem: { code: 'bound-elsewhere' } });
    await people.setDuty({ organisationId, responderId: gone.id, onDuty: false, now: NOW });
    const other = await World.make(stores);
    for (const foreign of [erase(gone.id, other.organisationId), erase(randomUUID())]) {
      await expect(foreign).resolves.toMatchObject({ problem: { code: 'not-found' } });
    }
    await expect(erase(gone.id)).resolves.toMatchObject({ ok: true, value: { keyShredded: true } });
    const [left] = await people.candidates(organisationId, [gone.id]);
    expect(left?.responder).toMatchObject({
      displayName: '(erased)',
      externalRef: `erased-${gone.id}`,
      credentials: [],
      disabledAt: NOW,
    });
    await expect(people.responder(organisationId, stays.id)).resolves.toMatchObject({
      displayName: stays.displayName,
      disabledAt: null,
    });
  });
}

function claimsRuns(world: () => World): void {
  it('gives each kind to one worker a day, apart for each organisation', async () => {
    const { privacy } = world().stores;
    const { organisationId } = world();
    expect(await privacy.organisationIds()).toContain(organisationId);
    const claim = (now: number, of = organisationId) =>
      privacy.claim({ organisationId: of, what: 'reply-texts', now, everyMs: 23 * HOUR_MS });
    const claims = await Promise.all([claim(NOW), claim(NOW), claim(NOW)]);
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claim(NOW + 22 * HOUR_MS)).toBe(false);
    expect(await claim(NOW + 23 * HOUR_MS)).toBe(true);
    const other = await World.make(world().stores);
    expect(await claim(NOW, other.organisationId)).toBe(true);
    const runs = await privacy.lastRuns(organisationId);
    expect(runs.get('reply-texts')).toEqual({ at: NOW + 23 * HOUR_MS, deleted: 0 });
  });
}
