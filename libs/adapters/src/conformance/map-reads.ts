import { expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { CoverageWarning } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const HERE = { lat: 36.85, lon: -75.98 };
const BOX = { south: 36.8, west: -76, north: 36.9, east: -75.9 };
const HALF_AN_HOUR_AGO = NOW - 30 * MINUTE_MS;

/** What every store promises of what a map shows of people and AEDs, as tests. */
export function mapReadsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of what a map shows`, open, (world) => {
    showsCover(world);
    showsAeds(world);
    expectsPeople(world);
    keepsWarnings(world);
  });
}

function showsCover(world: () => World): void {
  it('tells where people on duty are who were seen lately, of one organisation alone', async () => {
    const { people, cover } = world().stores;
    const { organisationId } = world();
    const [here, elsewhere, old, off] = await world().responders(4);
    const other = await World.make(world().stores);
    const foreign = await other.responder();
    const seen = (
      of: { readonly id: string; readonly organisationId: string } | undefined,
      place = HERE,
      at = NOW - MINUTE_MS,
    ) => ({
      ...{ organisationId: of?.organisationId ?? '', responderId: of?.id ?? '' },
      fix: { place, at, accuracyM: 10 },
    });
    await people.saveLastKnown(
      [
        seen(here),
        seen(elsewhere, { lat: 37, lon: -75.98 }),
        seen(old, HERE, HALF_AN_HOUR_AGO - 1),
        seen(off),
        seen(foreign),
      ],
      NOW,
    );
    await people.setDuty({ organisationId, responderId: off?.id ?? '', onDuty: false, now: NOW });
    const asked = { organisationId, box: BOX, fixedSince: HALF_AN_HOUR_AGO, now: NOW };
    const found = await cover.onDutyIn({ ...asked, max: 10 });
    expect(found.map(({ place }) => place)).toEqual([HERE]);
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(['availability', 'place']);
    await expect(cover.onDutyIn({ ...asked, max: 0 })).resolves.toEqual([]);
  });
}

function showsAeds(world: () => World): void {
  it('gives AEDs of a box that are not retired, as many as are wanted', async () => {
    const { aeds } = world().stores;
    const { organisationId } = world();
    const put = async (externalRef: string, lat: number): Promise<string> => {
      const { aed } = await aeds.putAed(
        organisationId,
        {
          ...{ externalRef, name: externalRef, place: { ...HERE, lat }, access: 'public' },
          ...{ locationDetail: null, floor: null, cabinetCode: null, openingHours: null },
          ...{ hours: { state: 'always' }, lastCheckedAt: null, contradictions: [] },
        },
        NOW,
      );
      return aed.id;
    };
    const inside = [await put('A', 36.81), await put('B', 36.89)].sort();
    await put('C', 36.91);
    await put('D', 36.85);
    await aeds.moveAed({ organisationId, externalRef: 'D', to: 'retired', now: NOW });
    const found = await aeds.aedsIn(organisationId, BOX, 10);
    expect(found.map(({ id }) => id)).toEqual(inside);
    await expect(aeds.aedsIn(organisationId, BOX, 1)).resolves.toHaveLength(1);
    const { organisationId: other } = await World.make(world().stores);
    await expect(aeds.aedsIn(other, BOX, 10)).resolves.toEqual([]);
  });
}

function expectsPeople(world: () => World): void {
  it('tells who is to be expected at a moment, and where arrests were', async () => {
    const { people, coverage, incidents } = world().stores;
    const { organisationId } = world();
    const [anna, off] = await world().responders(2);
    const [annaId, offId] = [anna?.id ?? '', off?.id ?? ''];
    await people.setDuty({ organisationId, responderId: offId, onDuty: false, now: NOW });
    const fix = { place: HERE, at: NOW - MINUTE_MS, accuracyM: 10 };
    await people.saveLastKnown([{ organisationId, responderId: annaId, fix }], NOW);
    const open = { from: NOW + 10 * DAY_MS, to: NOW + 11 * DAY_MS };
    const hours = {
      ...{ state: 'intervals' as const, compiledFrom: NOW, compiledUntil: NOW + 20 * DAY_MS },
      intervals: [open],
    };
    const home = { kind: 'home' as const, place: HERE, hoursText: 'Mo', hours };
    await people.putRegisteredPlaces(organisationId, annaId, [home]);
    const asked = { at: NOW, kinds: ['cpr' as const], max: 10 };
    const [found, ...others] = await coverage.toExpect(organisationId, asked);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ mode: 'bicycle', tier: 'home', fix, isBound: false });
    expect(found?.history).toMatchObject({ alerts: 0, accepts: 0 });
    // Their credential ends in a day; hours are those around the moment that is asked about.
    const soon = { ...asked, at: NOW + DAY_MS - HOUR_MS };
    expect((await coverage.toExpect(organisationId, soon))[0]?.places).toMatchObject([
      { kind: 'home', hours: { state: 'intervals', intervals: [] } },
    ]);
    await expect(
      coverage.toExpect(organisationId, { ...asked, at: NOW + DAY_MS }),
    ).resolves.toEqual([]);
    const boats = { ...asked, kinds: ['boat-handling' as const] };
    await expect(coverage.toExpect(organisationId, boats)).resolves.toEqual([]);
    const incident = world().incident();
    await incidents.save(
      world().raising(incident, [world().alert({ incidentId: incident.id }, annaId)]),
    );
    const since = { since: NOW - MINUTE_MS, max: 10 };
    const [place] = await coverage.arrests(organisationId, since);
    expect(place?.lat).toBeCloseTo(incident.cell.centre.lat, 9);
    expect(place?.lon).toBeCloseTo(incident.cell.centre.lon, 9);
    await expect(coverage.arrests(organisationId, { since: NOW, max: 10 })).resolves.toEqual([]);
    const { organisationId: other } = await World.make(world().stores);
    await expect(coverage.toExpect(other, asked)).resolves.toEqual([]);
    await expect(coverage.arrests(other, since)).resolves.toEqual([]);
  });
}

function keepsWarnings(world: () => World): void {
  it('keeps a threshold, and each day of coverage once, told by one at a time', async () => {
    const { coverage } = world().stores;
    const { organisationId } = world();
    const threshold = {
      ...{ hours: [22, 23], probability: 0.5, share: 0.8, of: 'arrests' as const },
      tellAtMinute: 1_080,
    };
    await expect(coverage.threshold(organisationId)).resolves.toBeNull();
    await coverage.putThreshold(organisationId, threshold);
    await coverage.putThreshold(organisationId, { ...threshold, share: 0.9 });
    expect(await coverage.threshold(organisationId)).toEqual({ ...threshold, share: 0.9 });
    const weakest = [{ box: BOX, class: 'few' as const }];
    const thin: CoverageWarning = {
      ...{ day: '2026-05-01', at: NOW, below: [{ hour: 22, share: 0.4 }], wantedShare: 0.9 },
      ...{ weakest, toldAt: null },
    };
    const fine = { ...thin, day: '2026-05-02', below: [], weakest: [] };
    const added = [thin, thin, fine].map((one) => coverage.addWarning(organisationId, one));
    expect((await Promise.all(added)).sort()).toEqual([false, true, true]);
    const take = (day: string, now: number) =>
      coverage.takeUntold(organisationId, { day, now, until: now + MINUTE_MS });
    const taken = await Promise.all([take(thin.day, NOW), take(thin.day, NOW)]);
    expect(taken.filter((one) => one !== null)).toEqual([thin]);
    await expect(take(fine.day, NOW)).resolves.toBeNull();
    // Whoever had taken it on died: another tells it.
    expect(await take(thin.day, NOW + MINUTE_MS)).toEqual(thin);
    await coverage.noteTold(organisationId, thin.day, NOW + MINUTE_MS);
    await expect(take(thin.day, NOW + HOUR_MS)).resolves.toBeNull();
    const told = { ...thin, toldAt: NOW + MINUTE_MS };
    expect(await coverage.warnings(organisationId, 9)).toEqual([fine, told]);
    expect(await coverage.warnings(organisationId, 1)).toEqual([fine]);
    await coverage.putThreshold(organisationId, null);
    await expect(coverage.threshold(organisationId)).resolves.toBeNull();
    const { organisationId: other } = await World.make(world().stores);
    await expect(coverage.warnings(other, 9)).resolves.toEqual([]);
  });
}
