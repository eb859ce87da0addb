import { changeCalloutAreaSchema } from '#contracts/area-api';
import { openCalloutSchema, plainCalloutSchema } from '#contracts/callout-api';
import { NO_CONDITIONS } from '#core/callout-booking';
import { MINUTE_MS } from '#core/units';
import type { ResponderCaller } from '#flow/ports';
import { calloutBody } from '../support/callout-message';
import { makeAreaSteps } from './area-steps';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

const METRES_PER_DEGREE = 111_195;
const north = (metres: number) => SCENE.lat + metres / METRES_PER_DEGREE;
/** A band across the way north, between those distances from the scene. */
const band = (from: number, to: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [-76.05, north(from)],
      [-75.95, north(from)],
      [-75.95, north(to)],
      [-76.05, north(to)],
      [-76.05, north(from)],
    ],
  ],
});
const AROUND = { type: 'Circle', centre: [SCENE.lon, SCENE.lat], radiusM: 20_000 };
const MUSTER = { type: 'Point', coordinates: [SCENE.lon, north(5_000)] };
const points = (metres: number) => [
  {
    ...{ musterKey: 'pier', name: 'Marina', quotaCount: null },
    place: { ...MUSTER, coordinates: [SCENE.lon, north(metres)] },
    ...{ routeNote: 'From the north.', parkingNote: 'On the meadow.' },
  },
];

/** A call-out whose muster point is 5 km north of the scene, and people who said yes to it. */
async function coming(...metres: readonly number[]) {
  const service = await MemoryService.open();
  const areas = makeAreaSteps(service);
  const { organisationId } = service;
  const message = plainCalloutSchema.parse({
    ...calloutBody({ area: band(-9_000, 9_000), wantedCount: 50 }),
    musterPoints: points(5_000),
  });
  const opened = await service.steps.callouts.open(organisationId, message);
  const calloutId = valueOf(opened).view.id;
  const people: ResponderCaller[] = [];
  for (const [index, distance] of metres.entries()) {
    const person = await service.person(`p${String(index)}`, distance);
    people.push(person);
    const { responderId } = person;
    const booking = {
      ...{ id: service.ids.id(), organisationId, calloutId, responderId, alertId: null },
      ...{ passId: null, groupId: null, displayName: null, phone: null },
      conditions: NO_CONDITIONS,
      wishes: { needKey: null, musterKey: null },
    };
    valueOf(await service.store.bookings.book({ booking, now: START }));
  }
  const change = (fields: Record<string, unknown>) =>
    areas.changeArea.change({ organisationId, calloutId }, changed(fields));
  const told = async (person: ResponderCaller | undefined) => {
    if (person === undefined) throw new Error('somebody came');
    const page = await areas.notes.own(person, { cursor: null, limit: 20 });
    return page.items.map(({ kind }) => kind);
  };
  return { service, areas, organisationId, calloutId, people, change, told };
}

function changed(fields: Record<string, unknown>) {
  return changeCalloutAreaSchema.parse({ exclusions: null, reason: 'The dyke broke.', ...fields });
}

describe('danger that comes up while people are on their way', () => {
  it('holds those whose way leads into it, tells them, and later lets them go on', async () => {
    const { people, change, told, organisationId, calloutId, service } = await coming(0, 4_500);
    const [south, close] = people;
    const held = valueOf(await change({ exclusions: band(1_000, 2_000) }));
    expect(held).toMatchObject({ heldCount: 1, letGoOnCount: 0 });
    expect(held.callout.exclusions).toMatchObject({ type: 'MultiPolygon' });
    expect([await told(south), await told(close)]).toEqual([['held-back'], []]);
    const again = valueOf(await change({ exclusions: band(1_000, 2_000) }));
    expect(again).toMatchObject({ heldCount: 0, letGoOnCount: 0 });
    service.clock.advanceTo(START + MINUTE_MS);
    const lifted = valueOf(await change({ exclusions: null }));
    expect(lifted).toMatchObject({ heldCount: 0, letGoOnCount: 1 });
    expect(await told(south)).toEqual(['go-on', 'held-back']);
    const { items } = await service.store.calloutReads.calloutFacts(organisationId, calloutId, {
      ...{ cursor: null, limit: 50 },
    });
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['area-changed', 'booking-held', 'booking-released']),
    );
  });

  it('is noticed by the worker when somebody comes near it later, and told once', async () => {
    const { service, areas, people, change, told } = await coming(4_000);
    const [person] = people;
    if (person === undefined) throw new Error('one');
    expect(valueOf(await change({ exclusions: band(1_000, 2_000) }))).toMatchObject({
      heldCount: 0,
    });
    service.clock.advanceTo(START + MINUTE_MS);
    await service.fix(person, 1_500);
    const now = service.clock.now();
    await expect(areas.holdBack.round(now)).resolves.toEqual({ heldCount: 1, letGoOnCount: 0 });
    await expect(areas.holdBack.round(now)).resolves.toEqual({ heldCount: 0, letGoOnCount: 0 });
    service.clock.advanceTo(START + 20 * MINUTE_MS);
    await service.fix(person, 4_000);
    const later = service.clock.now();
    await expect(areas.holdBack.round(later)).resolves.toEqual({ heldCount: 0, letGoOnCount: 1 });
    expect(await told(person)).toEqual(['go-on', 'held-back']);
  });

  it('never leaves a muster point in it: the point moves in one go, or nothing does', async () => {
    const { change, calloutId, organisationId, service, people, told } = await coming(8_000);
    const wet = { exclusions: band(4_500, 5_500) };
    expect(await change(wet)).toMatchObject({
      problem: { code: 'invalid-field', field: 'musterPoints.0.place' },
    });
    const view = valueOf(await service.steps.callouts.byId(organisationId, calloutId));
    expect(view.exclusions).toBeNull();
    const moved = valueOf(await change({ ...wet, musterPoints: points(7_000) }));
    expect(moved).toMatchObject({
      heldCount: 0,
      callout: { musterPoints: [{ acceptedCount: 1 }] },
    });
    expect(await told(people[0])).toEqual(['callout-message']);
    const gone = points(7_000).map((point) => ({ ...point, musterKey: 'other' }));
    expect(await change({ musterPoints: gone })).toMatchObject({
      problem: { code: 'invalid-field', field: 'musterPoints' },
    });
  });

  it('is refused of a call-out that is over or somebody else’s, and of no outline', async () => {
    const { change, areas, calloutId, organisationId, service } = await coming(0);
    const line = {
      type: 'Polygon',
      coordinates: [
        [
          [-76, 36.8],
          [-75.9, 36.8],
          [-76, 36.8],
        ],
      ],
    };
    expect(await change({ exclusions: line })).toMatchObject({
      problem: { code: 'area-invalid', field: 'exclusions' },
    });
    const foreign = await areas.changeArea.change(
      { organisationId: service.ids.id(), calloutId },
      changed({}),
    );
    expect(codeOf(foreign)).toBe('not-found');
    valueOf(await service.steps.callouts.end(organisationId, calloutId, 'closed'));
    expect(codeOf(await change({}))).toBe('callout-over');
  });
});

describe('what asking would mean', () => {
  it('counts by the rule by which people are asked, and asks nobody', async () => {
    const service = await MemoryService.open();
    const areas = makeAreaSteps(service);
    const { organisationId } = service;
    for (let index = 0; index < 6; index += 1) {
      await service.person(`p${String(index)}`, index * 1_000, { phone: '+17575550100' });
    }
    await service.person('test', 0, { testPhone: true });
    await areas.storedAreas.putPrices(organisationId, { currency: 'USD', prices: { sms: 0.01 } });
    const body = openCalloutSchema.parse(
      calloutBody({ area: AROUND, credentialKind: 'boat-handling', wantedCount: 2 }),
    );
    const view = valueOf(await areas.preview.preview(organisationId, body));
    expect(view).toMatchObject({
      ...{ mode: 'actual', isWhole: true, reachableCount: 6, needsApproval: false },
      byReason: { 'test-phone': 1 },
      perNeed: [{ needKey: 'hands', wantedCount: 2, eligibleCount: 6 }],
      perWave: [{ label: 'Everyone', eligibleCount: 6 }],
      repairs: [{ kind: 'circle-drawn' }],
    });
    const sms = view.costs.find(({ channel }) => channel === 'sms');
    expect(sms).toMatchObject({ messagesMax: 12, currency: 'USD' });
    expect(sms?.costMax).toBeCloseTo(12 * 0.01 * (sms?.segmentsPerMessage ?? 0), 9);
    expect(sms?.messagesExpected).toBeLessThan(sms?.messagesMax ?? 0);
    const exercise = await areas.preview.preview(organisationId, { ...body, mode: 'exercise' });
    expect(valueOf(exercise)).toMatchObject({
      ...{ mode: 'exercise', reachableCount: 1, byReason: { 'real-person-in-exercise': 6 } },
    });
    expect(
      (await service.steps.callouts.list(organisationId, { cursor: null, limit: 9 })).items,
    ).toEqual([]);
    expect(service.live.toResponders).toEqual([]);
  });
});
