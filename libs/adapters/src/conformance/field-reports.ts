import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { FieldReport } from '#core/field-report';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { AT, hands, yes, valueOf } from './booking-steps';
import { suite } from './suite';
import { NOW, type OpenStores, World } from './world';

/** What every store of reports from the field promises, as tests. */
export function fieldReportConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of reports from the field`, open, (world) => {
    keepsReports(world);
    keepsReviews(world);
    keepsPhotos(world);
  });
}

const PLACE = { lat: 36.8612345, lon: -76.0123456 };
const ALL = { status: null, kind: null };
const PAGE = { cursor: null, limit: 50 };

/** Somebody of a call-out. */
async function someone(world: World) {
  const people = await world.responders(1);
  const { callout, alerts } = await world.open(people, hands(5));
  for (const alert of alerts) valueOf(await yes(world, alert));
  return { calloutId: callout.id, responderId: people[0]?.id ?? '' };
}

function reportOf(
  world: World,
  who: Awaited<ReturnType<typeof someone>>,
  fields: Partial<FieldReport> = {},
): FieldReport {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, ...who },
    ...{ facts: { kind: 'flooded', depthM: 0.4 }, place: PLACE, text: 'At the mill' },
    ...{ seenAt: NOW - MINUTE_MS, receivedAt: NOW, status: 'new', expiresAt: NOW + HOUR_MS },
    ...{ similarToId: null, mergedIntoId: null, reviewNote: null, reviewedAt: null },
    ...{ hasPhoto: false, revision: 0 },
    ...fields,
  };
}

function keepsReports(world: () => World): void {
  it('keeps a report once, for its own organisation, and finds it again', async () => {
    const who = await someone(world());
    const { organisationId, stores } = world();
    const store = stores.fieldReports;
    const report = reportOf(world(), who);
    expect([await store.addReport(report, []), await store.addReport(report, [])]).toEqual([
      ...[true, false],
    ]);
    expect(await store.report(organisationId, report.id)).toEqual(report);
    const other = await World.make(stores);
    expect(await store.report(other.organisationId, report.id)).toBeNull();
    const of = [organisationId, who.calloutId] as const;
    expect(await store.isOfCallout(...of, who.responderId)).toBe(true);
    expect(await store.isOfCallout(...of, (await world().responder()).id)).toBe(false);
    const key = { organisationId, calloutId: who.calloutId };
    const byKind = (kind: 'flooded' | 'other') => store.reports(key, { ...ALL, kind }, PAGE);
    expect((await byKind('flooded')).items).toEqual([report]);
    expect((await byKind('other')).items).toEqual([]);
  });

  it('finds what is near in place and time, and what stands on the map', async () => {
    const who = await someone(world());
    const { organisationId, stores } = world();
    const store = stores.fieldReports;
    const near = reportOf(world(), who);
    const far = reportOf(world(), who, { place: { ...PLACE, lat: PLACE.lat + 0.01 } });
    const old = reportOf(world(), who, { seenAt: NOW - HOUR_MS, expiresAt: NOW });
    for (const report of [near, far, old]) await store.addReport(report, []);
    const found = await store.reportsNear(organisationId, {
      ...{ calloutId: who.calloutId, kind: 'flooded', place: PLACE, withinM: 150 },
      ...{ from: NOW - 10 * MINUTE_MS, until: NOW },
    });
    expect(found.map(({ id }) => id)).toEqual([near.id]);
    const map = await store.reportsOnMap(organisationId, who.calloutId, { now: NOW, max: 10 });
    expect(map.map(({ id }) => id).sort()).toEqual([near.id, far.id].sort());
  });
}

function keepsReviews(world: () => World): void {
  it('keeps a review only of what was read', async () => {
    const who = await someone(world());
    const { organisationId, stores } = world();
    const store = stores.fieldReports;
    const into = reportOf(world(), who);
    const report = reportOf(world(), who);
    for (const each of [into, report]) await store.addReport(each, []);
    const merged: FieldReport = {
      ...{ ...report, status: 'merged', mergedIntoId: into.id },
      ...{ reviewNote: 'The same', reviewedAt: AT },
    };
    const save = { report: merged, expectedRevision: 0, facts: [], now: AT };
    expect([await store.saveReview(save), await store.saveReview(save)]).toEqual([true, false]);
    expect(await store.report(organisationId, report.id)).toEqual({ ...merged, revision: 1 });
  });
}

function keepsPhotos(world: () => World): void {
  it('keeps the photo of an own report or reading, and of nobody else', async () => {
    const who = await someone(world());
    const { organisationId, stores } = world();
    const store = stores.fieldReports;
    const report = reportOf(world(), who);
    await store.addReport(report, []);
    const file = Uint8Array.of(1, 2, 3, 250);
    const photo = { mediaType: 'image/png', file } as const;
    const input = { organisationId, ofId: report.id, photo, now: AT };
    const stranger = await world().responder();
    expect(await store.putPhoto({ ...input, responderId: stranger.id })).toBe(false);
    expect(await store.photo(organisationId, report.id)).toBeNull();
    expect(await store.putPhoto({ ...input, responderId: who.responderId })).toBe(true);
    const read = await store.photo(organisationId, report.id);
    expect(read?.mediaType).toBe('image/png');
    expect([...(read?.file ?? [])]).toEqual([...file]);
    expect((await store.report(organisationId, report.id))?.hasPhoto).toBe(true);
    const other = await World.make(stores);
    expect(await store.photo(other.organisationId, report.id)).toBeNull();
  });
}
