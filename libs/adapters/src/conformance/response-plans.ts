import { expect, it } from '@jest/globals';
import { NEAREST_10 } from '#core/policy-presets';
import type { ResponsePlan } from '#core/response-plan';
import type { DangerArea } from '#core/safety';
import { HOUR_MS } from '#core/units';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store of response plans and dangerous areas promises, as tests. */
export function responsePlansConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of response plans`, open, (world) => {
    numbersVersions(world);
    movesPlans(world);
    keepsOneActive(world);
    keepsAreas(world);
  });
}

function draftOf(
  world: World,
  fields: Partial<ResponsePlan> = {},
): Omit<ResponsePlan, 'version' | 'status'> {
  return {
    organisationId: world.organisationId,
    name: 'cardiac-arrest',
    title: "Cardiac arrest, 9E's",
    kinds: ['cardiac-arrest', 'unconscious'],
    determinants: ['09E*', '31D02'],
    policy: NEAREST_10,
    safetyRules: [
      {
        code: 'violence',
        says: 'Control reports violence.',
        when: { hazards: ['violence'], ageBelowYears: 0.5 },
        keepsAway: ['public-place', 'home'],
      },
    ],
    createdAt: NOW - 7,
    ...fields,
  };
}

function numbersVersions(world: () => World): void {
  it('numbers the versions of a name, and gives each back as it was drafted', async () => {
    const { responsePlans } = world().stores;
    const { organisationId } = world();
    const first = await responsePlans.addDraft(draftOf(world()));
    expect(first).toEqual({ ...draftOf(world()), version: 1, status: 'draft' });
    const second = await responsePlans.addDraft(draftOf(world(), { title: 'Newer' }));
    const choking = await responsePlans.addDraft(draftOf(world(), { name: 'choking' }));
    expect([second.version, choking.version]).toEqual([2, 1]);
    await expect(responsePlans.responsePlans(organisationId)).resolves.toEqual([
      second,
      first,
      choking,
    ]);
    const ofName = await responsePlans.responsePlans(organisationId, 'choking');
    expect(ofName).toEqual([choking]);
    const read = (version: number) =>
      responsePlans.responsePlan(organisationId, 'cardiac-arrest', version);
    await expect(read(2)).resolves.toEqual(second);
    await expect(read(3)).resolves.toBeNull();
    const other = await World.make(world().stores);
    await expect(responsePlans.responsePlans(other.organisationId)).resolves.toEqual([]);
    await expect(responsePlans.addDraft(draftOf(other))).resolves.toMatchObject({ version: 1 });
  });

  it('gives concurrent drafts of a name numbers of their own', async () => {
    const drafts = Array.from({ length: 5 }, () => draftOf(world()));
    const { responsePlans } = world().stores;
    const plans = await Promise.all(drafts.map((draft) => responsePlans.addDraft(draft)));
    expect(plans.map((plan) => plan.version).sort()).toEqual([1, 2, 3, 4, 5]);
  });
}

function movesPlans(world: () => World): void {
  it('moves a version along its table only, and retires the active one for the next', async () => {
    const { responsePlans } = world().stores;
    const { organisationId } = world();
    for (const title of ['one', 'two', 'three']) {
      await responsePlans.addDraft(draftOf(world(), { title }));
    }
    const move = (version: number, to: 'active' | 'retired') =>
      responsePlans.moveResponsePlan({
        ...{ organisationId, name: 'cardiac-arrest', version, to, now: NOW },
      });
    await expect(move(1, 'active')).resolves.toMatchObject({ value: { status: 'active' } });
    await expect(move(1, 'active')).resolves.toMatchObject({ ok: true });
    await expect(move(2, 'active')).resolves.toMatchObject({ value: { version: 2 } });
    await expect(move(1, 'active')).resolves.toMatchObject({ problem: { code: 'illegal-step' } });
    await expect(move(3, 'retired')).resolves.toMatchObject({ value: { title: 'three' } });
    await expect(move(9, 'active')).resolves.toMatchObject({ problem: { code: 'not-found' } });
    const plans = await responsePlans.responsePlans(organisationId);
    expect(plans.map((plan) => plan.status)).toEqual(['retired', 'active', 'retired']);
    const other = await World.make(world().stores);
    const stranger = { organisationId: other.organisationId, name: 'cardiac-arrest', version: 2 };
    await expect(
      responsePlans.moveResponsePlan({ ...stranger, to: 'retired', now: NOW }),
    ).resolves.toMatchObject({ problem: { code: 'not-found' } });
  });
}

function keepsOneActive(world: () => World): void {
  it('has one active version of a name, whatever is switched on at once', async () => {
    const { responsePlans } = world().stores;
    const { organisationId } = world();
    const versions = [1, 2, 3, 4];
    for (const version of versions) {
      await responsePlans.addDraft(draftOf(world(), { title: String(version) }));
    }
    await Promise.all(
      versions.map((version) =>
        responsePlans.moveResponsePlan({
          ...{ organisationId, name: 'cardiac-arrest', version, to: 'active', now: NOW },
        }),
      ),
    );
    const plans = await responsePlans.responsePlans(organisationId);
    expect(plans.map((plan) => plan.status).sort()).toEqual([
      ...['active', 'retired', 'retired', 'retired'],
    ]);
  });
}

function keepsAreas(world: () => World): void {
  it('gives areas back as drawn, sorted by code, and replaces and removes them', async () => {
    const { responsePlans } = world().stores;
    const { organisationId } = world();
    const put = (area: DangerArea) => responsePlans.putDangerArea(organisationId, area);
    await put(areaOf('b'));
    await put(areaOf('a', { to: NOW + HOUR_MS, keepsAway: ['home'] }));
    await expect(responsePlans.dangerAreas(organisationId)).resolves.toEqual([
      areaOf('a', { to: NOW + HOUR_MS, keepsAway: ['home'] }),
      areaOf('b'),
    ]);
    await put(areaOf('b', { says: 'Dogs.' }));
    await expect(responsePlans.removeDangerArea(organisationId, 'a')).resolves.toBe(true);
    await expect(responsePlans.removeDangerArea(organisationId, 'a')).resolves.toBe(false);
    await expect(responsePlans.dangerAreas(organisationId)).resolves.toEqual([
      areaOf('b', { says: 'Dogs.' }),
    ]);
    const other = await World.make(world().stores);
    await expect(responsePlans.dangerAreas(other.organisationId)).resolves.toEqual([]);
    await expect(responsePlans.removeDangerArea(other.organisationId, 'b')).resolves.toBe(false);
  });
}

function areaOf(code: string, fields: Partial<DangerArea> = {}): DangerArea {
  const ring = (half: number) => [
    { lat: 36.85 - half, lon: -75.97 - half },
    { lat: 36.85 - half, lon: -75.97 + half },
    { lat: 36.85 + half, lon: -75.97 + half / 3 },
    { lat: 36.85 - half, lon: -75.97 - half },
  ];
  return {
    code,
    says: 'Police ask for nobody to go there.',
    area: { polygons: [{ outer: ring(0.01), holes: [ring(0.001)] }] },
    from: NOW - 1,
    to: null,
    keepsAway: ['public-place', 'home', 'professional'],
    ...fields,
  };
}
