import { expect, it } from '@jest/globals';
import { MINUTE_MS } from '#core/units';
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
