import { randomUUID } from 'node:crypto';
import { policyByName } from '#core/policy-presets';
import { policyMessage } from '#contracts/policy-api';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import type { AedRecordView, PlacesView } from '#contracts/registry-api';
import type { AlertView, MeView } from '#contracts/responder-api';
import type { PresetsView, ResponsePlanView, ShadowRunView } from '#contracts/response-plan-api';
import { alertOf, arrestAt, enrolPhone, incidentOf, phoneAt } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfRules, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const METRES_PER_DEGREE_LAT = 111_195;
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;
let record: RecordKeeper;

beforeAll(async () => {
  server = await startServer();
  record = await RecordKeeper.open(server);
});
afterAll(async () => {
  await record.close();
  await server.stop();
});

type At = { readonly lat: number; readonly lon: number };

const north = (place: At, metres: number): At => ({
  ...place,
  lat: place.lat + metres / METRES_PER_DEGREE_LAT,
});
const point = ({ lat, lon }: At) => ({ type: 'Point', coordinates: [lon, lat] });

const raise = async (place: At, fields: Record<string, unknown> = {}): Promise<IncidentView> =>
  (await server.control().post<IncidentView>('/v1/incidents', arrestAt(place, fields))).body;

describe('response plans over HTTP', () => {
  const draft = {
    name: 'chokings',
    title: 'Chokings: one person',
    kinds: ['choking'],
    preset: 'nearest-10',
    changes: { alertedAtOnceMax: 1 },
  };

  it('are drafted, tried on past incidents, switched on, used, and retired', async () => {
    const place = north(HERE, 5_000);
    await phoneAt(server, north(place, 50));
    await phoneAt(server, north(place, 100));
    const past = await raise(place, { kind: 'choking' });
    expect(past).toMatchObject({ policyName: 'nearest-10', alertedCount: 2 });
    await server
      .control()
      .post(`/v1/incidents/by-ref/${encodeURIComponent(past.controlRef)}/close`, { version: 2 });

    const supervisor = server.supervisor();
    const shadow = await supervisor.post<ShadowRunView>('/v1/response-plans/shadow-run', { draft });
    fits('shadowRun', shadow);
    expect(shadow.body).toMatchObject({ incidents: 1, alertsThen: 2, alertsNow: 1 });

    const drafted = await supervisor.post<ResponsePlanView>('/v1/response-plans', draft);
    fits('draftPlan', drafted);
    expect(drafted.body).toMatchObject({ version: 1, status: 'draft' });
    const path = '/v1/response-plans/chokings';
    const active = await supervisor.post<ResponsePlanView>(`${path}/versions/1/activate`);
    fits('activatePlan', active);
    expect(active.body.policy.alertedAtOnceMax).toBe(1);
    const used = await raise(place, { kind: 'choking' });
    expect(used).toMatchObject({ policyName: 'chokings', policyVersion: 1, alertedCount: 1 });

    fits('retirePlan', await supervisor.post(`${path}/versions/1/retire`));
    fits('listPlans', await server.control().get('/v1/response-plans'));
    const versions = await supervisor.get<{ items: ResponsePlanView[] }>(path);
    fits('readPlanVersions', versions);
    expect(versions.body.items.map(({ version, status }) => [version, status])).toEqual([
      [1, 'retired'],
    ]);
    const presets = await supervisor.get<PresetsView>('/v1/response-plans/presets');
    fits('listPresets', presets);
    expect(presets.body.items.map(({ name }) => name)).toContain('closeby-larsen');
  });

  it('are refused with the field at fault, and nothing is stored', async () => {
    const nearest = policyByName('nearest-10');
    const policy = nearest && { ...policyMessage(nearest), radiusM: -1 };
    for (const [body, field] of [
      [{ ...draft, changes: { radiusM: 1e9 } }, 'changes.radiusM'],
      [{ ...draft, preset: undefined, changes: undefined, policy }, 'policy.radiusM'],
      [{ ...draft, extra: 1 }, 'extra'],
      [{ ...draft, changes: { roles: { kind: 'best-split' } } }, 'changes.roles.kind'],
    ] as const) {
      const expected = { status: 422, code: 'invalid-field', field };
      const post = () => server.registrar().post('/v1/response-plans', body);
      await record.expectRefused(post, expected);
    }
    const supervisor = server.supervisor();
    const missing = { status: 404, code: 'not-found' } as const;
    const activate = '/v1/response-plans/nothing/versions/1/activate';
    await record.expectRefused(() => supervisor.get('/v1/response-plans/nothing'), missing);
    await record.expectRefused(() => supervisor.post(activate), missing);
    const again = () => supervisor.post('/v1/response-plans/chokings/versions/1/activate');
    await record.expectRefused(again, { status: 409, code: 'illegal-step' });
  });

  it("are not another organisation's business", async () => {
    const keys = await server.otherOrganisation();
    const theirs = await fetch(`${server.url}/v1/response-plans/chokings`, {
      headers: { authorization: `Bearer ${keys.supervisor}` },
    });
    expect(theirs.status).toBe(404);
  });
});

describe('safety over HTTP', () => {
  it('keeps people from a violent scene until a dispatcher says why they go', async () => {
    const place = north(HERE, -5_000);
    await phoneAt(server, place);
    const held = await raise(place, { hazards: ['violence'], patientAgeYears: 40 });
    expect(held).toMatchObject({ alertedCount: 0, hazards: ['violence'], patientAgeYears: 40 });
    const path = `/v1/incidents/${held.id}`;
    const plan = await server.control().get<PlanView>(`${path}/plan`);
    expect(plan.body.decisions[0]?.safety[0]?.code).toBe('violence');
    expect(plan.body.people[0]?.sentence).toContain('kept away for safety');
    const reason = 'Police are on scene.';
    const sent = await server
      .dispatcher()
      .post<IncidentView>(`${path}/safety-override`, { reason });
    fits('overrideSafety', sent);
    expect(sent.body).toMatchObject({ alertedCount: 1, safetyOverride: { reason } });
    const { body } = await server.control().get<TimelineView>(`${path}/timeline`);
    const overridden = body.facts.find(({ kind }) => kind === 'safety-overridden');
    expect(overridden).toMatchObject({ actor: 'dispatcher', detail: { reason } });
  });

  it('keeps people out of a dangerous area until it is lifted', async () => {
    const place = north(HERE, 8_000);
    await phoneAt(server, place);
    const ring = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
      [-1, -1],
    ].map(([east = 0, up = 0]) => [place.lon + east / 100, place.lat + up / 100]);
    const supervisor = server.supervisor();
    const path = '/v1/danger-areas/live-cables';
    const area = { type: 'Polygon', coordinates: [ring] };
    const put = { says: 'Live cables.', area, from: '2026-01-01T00:00:00Z', keepsAway: ['home'] };
    fits('putDangerArea', await supervisor.put(path, put));
    fits('readDangerArea', await supervisor.get(path));
    fits('listDangerAreas', await supervisor.get('/v1/danger-areas'));
    expect((await raise(place)).alertedCount).toBe(0);
    const bowTie = { ...area, coordinates: [[0, 2, 1, 3, 0].map((index) => ring[index])] };
    await record.expectRefused(() => supervisor.put(path, { ...put, area: bowTie }), {
      status: 422,
      code: 'area-invalid',
      field: 'area',
    });
    fits('removeDangerArea', await supervisor.remove(path));
    const missing = { status: 404, code: 'not-found' } as const;
    await record.expectRefused(() => supervisor.remove(path), missing);
    await record.expectRefused(() => supervisor.get(path), missing);
    expect((await raise(place)).alertedCount).toBe(1);
  });
});

describe('orders over HTTP', () => {
  it('send one person by an AED, and elsewhere at once when it is not there', async () => {
    const place = north(HERE, -9_000);
    const registrar = server.registrar();
    for (const metres of [180, 240]) {
      const path = `/v1/aeds/aed-${randomUUID()}`;
      await registrar.put(path, {
        name: `AED ${metres}`,
        place: point(north(place, metres)),
        access: 'public',
        openingHours: '24/7',
        floor: '2',
        cabinetCode: 'C-1407',
      });
      await registrar.post(`${path}/status`, { status: 'available' });
    }
    const phones = [
      await phoneAt(server, north(place, 60)),
      await phoneAt(server, north(place, 260)),
    ];
    const raised = await raise(place, { policyName: 'closeby-larsen' });
    for (const phone of phones) {
      const { alertId, order } = await alertOf(phone);
      expect(order).toMatchObject({ aed: null, etaAt: null });
      await phone.post('/v1/me/answers', { alertId, answer: 'accept' });
    }
    const incident = await incidentOf(server.control(), raised.id);
    const fetching = incident.responders.find(({ task }) => task.aedId !== null);
    const phone = phones.find(({ responderId }) => responderId === fetching?.responderId);
    expect(fetching?.task.aedName).toMatch(/^AED \d+$/);
    expect(fetching?.etaAt).not.toBeNull();
    if (phone === undefined || fetching === undefined) throw new Error('nobody fetches an AED');

    const path = `/v1/assignments/${fetching.assignmentId ?? ''}/aed`;
    const aedId = fetching.task.aedId ?? '';
    const report = { aedId, report: 'missing' };
    const told = await phone.post<AlertView>(path, report);
    fits('reportAed', told);
    const after = await incidentOf(server.control(), raised.id);
    const same = after.responders.find(({ responderId }) => responderId === phone.responderId);
    expect(same?.task.aedId).not.toBe(aedId);
    const near = await registrar.get<{ items: AedRecordView[] }>(
      `/v1/aeds?lat=${place.lat}&lon=${place.lon}&radiusM=500`,
    );
    const gone = near.body.items.find(({ id }) => id === aedId);
    expect(gone).toMatchObject({ status: 'out-of-service', outOfServiceReason: 'missing' });
    expect(JSON.stringify(near.body)).not.toContain('C-1407');
    expect((await phone.post(path, report)).status).toBe(200);
    await record.expectRefused(() => phone.post(path, { aedId: raised.id, report: 'flat' }), {
      status: 409,
      code: 'not-your-task',
      field: 'aedId',
    });
    const other = phones.find((each) => each !== phone) ?? phone;
    await record.expectRefused(() => other.post(path, report), {
      status: 404,
      code: 'not-found',
    });
  });
});

describe('what people say of themselves over HTTP', () => {
  it('where they usually are, and how they travel', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const places = [
      { kind: 'home', place: point(HERE), hours: null },
      { kind: 'work', place: point(north(HERE, 900)), hours: 'Mo-Fr 08:00-17:00' },
    ];
    const put = await phone.put<PlacesView>('/v1/me/places', { places });
    fits('putOwnPlaces', put);
    expect(put.body.places.map(({ hoursRead }) => hoursRead)).toEqual(['unknown', 'intervals']);
    fits('readOwnPlaces', await phone.get('/v1/me/places'));
    const path = `/v1/responders/${phone.responderId}/places`;
    const read = await server.registrar().get<PlacesView>(path);
    fits('readPlaces', read);
    expect(read.body).toEqual(put.body);
    const forgotten = await server.registrar().put<PlacesView>(path, { places: [] });
    fits('putPlaces', forgotten);
    expect(forgotten.body.places).toEqual([]);
    const twice = { places: [places[0], places[0]] };
    await record.expectRefused(() => phone.put('/v1/me/places', twice), {
      status: 422,
      code: 'invalid-field',
      field: 'places',
    });
    const ride = await phone.put<MeView>('/v1/me/travel-mode', { travelMode: 'bicycle' });
    fits('setTravelMode', ride);
    expect(ride.body.travelMode).toBe('bicycle');
  });

  it('has been asked for every route of the rules', () => {
    expect(checks.missing(isOfRules)).toEqual([]);
  });
});
