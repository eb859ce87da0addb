import { randomUUID } from 'node:crypto';
import type { CalloutView } from '#contracts/callout-api';
import type { IncidentPage, IncidentView, TimelineView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import type { AedRecordView, ResponderView } from '#contracts/registry-api';
import type { AlertView, FeedView, MeView } from '#contracts/responder-api';
import { calloutBody } from '../support/callout-message';
import { alertOf, arrestAt, enrolPhone, incidentOf, phoneAt } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { hasOwnFile, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('incidents over HTTP', () => {
  it('are raised, read, listed, explained, updated and closed', async () => {
    const control = server.control();
    const phone = await phoneAt(server, { lat: HERE.lat + 0.001, lon: HERE.lon });
    const message = arrestAt(HERE);
    const ref = String(message['controlRef']);
    const raised = await control.post<IncidentView>('/v1/incidents', message);
    expect(raised.status).toBe(201);
    fits('raiseIncident', raised);
    expect(raised.body).toMatchObject({ status: 'active', progress: 'alerting', alertedCount: 1 });

    const again = await control.post<IncidentView>('/v1/incidents', message);
    expect([again.status, again.body.id]).toEqual([200, raised.body.id]);

    const path = `/v1/incidents/${raised.body.id}`;
    fits('readIncident', await control.get(path));
    const timeline = await control.get<TimelineView>(`${path}/timeline`);
    fits('readTimeline', timeline);
    expect(timeline.body.facts.map((fact) => fact.kind)).toEqual(
      expect.arrayContaining(['incident-received', 'incident-raised', 'plan-made', 'alert-sent']),
    );
    const plan = await control.get<PlanView>(`${path}/plan`);
    fits('readPlan', plan);
    expect(plan.body.people).toContainEqual(
      expect.objectContaining({ responderId: phone.responderId, alerted: true, reason: 'nearest' }),
    );
    const listed = await control.get<IncidentPage>(`/v1/incidents?status=active&limit=1`);
    fits('listIncidents', listed);
    expect(listed.body.items.map((each) => each.id)).toEqual([raised.body.id]);

    const encoded = encodeURIComponent(ref);
    const updated = await control.post<IncidentView>(`/v1/incidents/by-ref/${encoded}/update`, {
      version: 2,
      notesForResponders: 'Side door.',
    });
    fits('updateIncident', updated);
    expect(updated.body.notesForResponders).toBe('Side door.');
    const closed = await control.post<IncidentView>(`/v1/incidents/by-ref/${encoded}/close`, {
      version: 3,
      reason: 'handed over',
    });
    fits('closeIncident', closed);
    expect(closed.body).toMatchObject({ status: 'closed', disposition: 'handed over' });
  });

  it('takes a reference with slashes and colons in the address', async () => {
    const message = arrestAt(HERE, { controlRef: `VB/2026:${randomUUID()}@a` });
    const { body } = await server.control().post<IncidentView>('/v1/incidents', message);
    const ref = encodeURIComponent(String(message['controlRef']));
    const cancelled = await server
      .control()
      .post<IncidentView>(`/v1/incidents/by-ref/${ref}/cancel`, { version: 2 });
    fits('cancelIncident', cancelled);
    expect(cancelled.body).toMatchObject({ id: body.id, status: 'cancelled' });
  });

  it('keeps a cancel that comes before its create, which then pages nobody', async () => {
    const phone = await phoneAt(server, HERE);
    const message = arrestAt(HERE);
    const ref = encodeURIComponent(String(message['controlRef']));
    const control = server.control();
    const early = await control.post(`/v1/incidents/by-ref/${ref}/cancel`, { version: 4 });
    expect(early.status).toBe(202);
    fits('cancelIncident', early);
    const created = await control.post<IncidentView>('/v1/incidents', message);
    expect(created.body).toMatchObject({ status: 'cancelled', alertedCount: 0 });
    const feed = await phone.get<FeedView>('/v1/me/feed?after=0');
    expect(feed.body.messages).toEqual([]);
  });

  it('raises one incident for five concurrent copies of one message', async () => {
    const message = arrestAt(HERE);
    const control = server.control();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => control.post<IncidentView>('/v1/incidents', message)),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map((each) => each.body.id)).size).toBe(1);
    const listed = await control.get<IncidentPage>(
      `/v1/incidents?controlRef=${encodeURIComponent(String(message['controlRef']))}`,
    );
    expect(listed.body.items).toHaveLength(1);
  });

  it('ends in one state whatever the order of create, update, update and cancel', async () => {
    const control = server.control();
    const elsewhere = { lat: HERE.lat + 0.03, lon: HERE.lon + 0.02 };
    const create = arrestAt(HERE);
    const place = { type: 'Point', coordinates: [elsewhere.lon, elsewhere.lat] };
    const messages = [
      ['create', create],
      ['update', { version: 2, place, notesForResponders: 'Moved.' }],
      ['update', { version: 3, priority: 'urgent' }],
      ['cancel', { version: 4, reason: 'false alarm' }],
    ] as const;
    const ends = new Set<string>();
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
      [0, 3, 2, 1],
    ]) {
      const controlRef = `order-${randomUUID()}`;
      for (const index of [...order, ...order.toReversed()]) {
        const [op, body] = messages[index] ?? ['create', create];
        const { status } =
          op === 'create'
            ? await control.post('/v1/incidents', { ...body, controlRef })
            : await control.post(`/v1/incidents/by-ref/${controlRef}/${op}`, body);
        expect([200, 201, 202]).toContain(status);
      }
      const listed = await control.get<IncidentPage>(`/v1/incidents?controlRef=${controlRef}`);
      const [end] = listed.body.items;
      ends.add(
        JSON.stringify([
          end?.status,
          end?.place,
          end?.priority,
          end?.notesForResponders,
          end?.disposition,
        ]),
      );
    }
    expect([...ends]).toEqual([
      JSON.stringify(['cancelled', place, 'urgent', 'Moved.', 'false alarm']),
    ]);
  });

  it('never pages a real person for an exercise, and reaches the test phone', async () => {
    const far = { lat: HERE.lat - 0.05, lon: HERE.lon };
    const real = await phoneAt(server, far);
    const test = await enrolPhone(server.registrar(), server.url, { testPhone: true });
    await test.standAt(far);
    const { body } = await server
      .control()
      .post<IncidentView>('/v1/incidents', arrestAt(far, { mode: 'exercise' }));
    expect(body.responders.map((each) => each.responderId)).toEqual([test.responderId]);
    expect((await real.get<FeedView>('/v1/me/feed')).body.messages).toEqual([]);
  });
});

describe('the registry over HTTP', () => {
  it('keeps people and their credentials', async () => {
    const registrar = server.registrar();
    const put = {
      displayName: 'A. Person',
      credentials: [{ kind: 'nurse', issuer: 'State', validFrom: '2026-01-01T00:00:00Z' }],
    };
    const path = `/v1/responders/r-${randomUUID()}`;
    const added = await registrar.put<ResponderView>(path, put);
    fits('putResponder', added);
    expect(added.status).toBe(201);
    expect((await registrar.put(path, put)).status).toBe(200);
    const { id, credentials } = added.body;
    fits('readResponder', await server.supervisor().get(`/v1/responders/${id}`));
    fits('listResponders', await registrar.get('/v1/responders?limit=2'));
    fits('enrolResponder', await registrar.post(`/v1/responders/${id}/enrolment`));
    const verified = await registrar.post<ResponderView>(
      `/v1/credentials/${credentials[0]?.id ?? ''}/status`,
      { status: 'verified' },
    );
    fits('moveCredential', verified);
    expect(verified.body.credentials[0]?.status).toBe('verified');
  });

  it('keeps AEDs with their hours, and finds them nearest first', async () => {
    const registrar = server.registrar();
    const path = `/v1/aeds/aed-${randomUUID()}`;
    const put = {
      name: 'Town hall',
      place: { type: 'Point', coordinates: [HERE.lon, HERE.lat] },
      access: 'public',
      openingHours: '24/7',
    };
    const added = await registrar.put<AedRecordView>(path, put);
    fits('putAed', added);
    expect(added.body).toMatchObject({ hoursRead: 'always', status: 'unverified' });
    expect((await registrar.put(path, put)).status).toBe(200);
    const moved = await registrar.post<AedRecordView>(`${path}/status`, { status: 'available' });
    fits('moveAed', moved);
    const near = await server
      .control()
      .get<{ items: AedRecordView[] }>(`/v1/aeds?lat=${HERE.lat}&lon=${HERE.lon}&radiusM=500`);
    fits('listAeds', near);
    expect(near.body.items.map((each) => each.id)).toContain(added.body.id);
  });
});

describe('a phone without a socket', () => {
  it('does everything over HTTP, and sees the place only after its yes', async () => {
    const away = { lat: HERE.lat, lon: HERE.lon + 0.1 };
    const phone = await phoneAt(server, away);
    checks.called('signInDevice', 'setDuty', 'sendFixes');
    const me = await phone.get<MeView>('/v1/me');
    fits('readMe', me);
    expect(me.body).toMatchObject({ responderId: phone.responderId, onDuty: true });

    const { body: incident } = await server
      .control()
      .post<IncidentView>('/v1/incidents', arrestAt(away));
    const alert = await alertOf(phone);
    fits('listAlerts', await phone.get('/v1/me/alerts'));
    const feed = await phone.get<FeedView>('/v1/me/feed?after=0');
    fits('readFeed', feed);
    expect(feed.body.messages.map((each) => each.kind)).toEqual(['alert-sent']);
    expect(JSON.stringify([alert, feed.body])).not.toMatch(/Secret Street|third pot/);
    expect(alert.exact).toBeNull();

    const { alertId } = alert;
    const receipt = await phone.post<AlertView>('/v1/me/receipts', { alertId, kind: 'delivered' });
    fits('sendReceipt', receipt);
    const yes = await phone.post<AlertView>('/v1/me/answers', { alertId, answer: 'accept' });
    fits('sendAnswer', yes);
    expect(yes.body.exact).toMatchObject({ address: '1 Secret Street' });
    const assignmentId = yes.body.assignment?.assignmentId ?? '';
    const going = await phone.post<AlertView>('/v1/me/progress', {
      assignmentId,
      step: 'en-route',
    });
    fits('sendProgress', going);
    expect(await incidentOf(server.control(), incident.id)).toMatchObject({
      progress: 'resources-en-route',
      acceptedCount: 1,
    });
  });
});

describe('call-outs over HTTP', () => {
  it('are opened once per reference, filled, listed and ended', async () => {
    const corner = { lat: HERE.lat - 0.1, lon: HERE.lon - 0.1 };
    const helper = await enrolPhone(server.registrar(), server.url, { kind: 'flood-rescue' });
    await helper.standAt(corner);
    const control = server.control();
    const ring = [
      [corner.lon - 0.01, corner.lat - 0.01],
      [corner.lon + 0.01, corner.lat - 0.01],
      [corner.lon + 0.01, corner.lat + 0.01],
      [corner.lon - 0.01, corner.lat + 0.01],
      [corner.lon - 0.01, corner.lat - 0.01],
    ];
    const message = calloutBody({
      controlRef: `FLOOD-${randomUUID()}`,
      area: { type: 'Polygon', coordinates: [ring] },
      wantedCount: 1,
      credentialKind: 'flood-rescue',
    });
    // Call-outs look for people in the record.
    const record = await RecordKeeper.open(server);
    await record.hasPosition(helper);
    await record.close();
    const opened = await control.post<CalloutView>('/v1/callouts', message);
    expect(opened.status).toBe(201);
    fits('openCallout', opened);
    expect((await control.post('/v1/callouts', message)).status).toBe(200);
    const alert = await alertOf(helper);
    expect(alert).toMatchObject({ about: 'callout', callout: { title: 'Sandbags' } });
    await helper.post('/v1/me/answers', { alertId: alert.alertId, answer: 'accept' });
    const filled = await control.get<CalloutView>(`/v1/callouts/${opened.body.id}`);
    fits('readCallout', filled);
    expect(filled.body).toMatchObject({ status: 'filled', acceptedCount: 1 });
    fits('listCallouts', await control.get('/v1/callouts'));
    const ended = await control.post<CalloutView>(`/v1/callouts/${opened.body.id}/end`, {
      outcome: 'closed',
    });
    fits('endCallout', ended);
  });
});

describe('what pages need beside incidents', () => {
  it('a map says what lies under it, who could come and where AEDs are', async () => {
    const dispatcher = server.dispatcher();
    const style = await dispatcher.get('/v1/map/style');
    fits('readMapStyle', style);
    expect(style.body).toMatchObject({ tiles: null });
    const box = `bbox=${HERE.lon - 0.1},${HERE.lat - 0.1},${HERE.lon + 0.1},${HERE.lat + 0.1}`;
    fits('readCover', await dispatcher.get(`/v1/map/cover?${box}`));
    fits('readAedsOnMap', await dispatcher.get(`/v1/map/aeds?${box}`));
    fits('readCoverFeatures', await dispatcher.get(`/v1/map/cover.geojson?${box}`));
    fits('readPlacesNear', await dispatcher.get('/v1/places/near'));
    const typed = await dispatcher.get('/v1/places/read?text=TG%2051409%2013177');
    fits('readTypedPlace', typed);
    expect(typed.body).toMatchObject({ readAs: 'os-grid', written: 'TG 51409 13177' });
    expect((await dispatcher.get('/v1/places/read?text=nowhere')).status).toBe(422);
    // Nothing lies under this server's map; test/browser/map.spec.ts draws one that has streets.
    expect((await dispatcher.get('/v1/map/tiles/12/0/0')).status).toBe(404);
    checks.called('readMapTile');
  });

  it('a responder rings their own phone for practice, once for each number', async () => {
    const phone = await phoneAt(server, { lat: HERE.lat - 0.2, lon: HERE.lon });
    const live = await phone.connect();
    const testId = randomUUID();
    const path = `/v1/me/test-alarm`;
    fits('ringTestAlarm', await phone.post(path, { testId, afterS: 0 }));
    fits('ringTestAlarm', await phone.post(path, { testId, afterS: 0 }));
    const { alert } = await live.hears(({ kind }) => kind === 'alert-sent', 'the test alarm');
    live.close();
    expect(alert.about).toBe('drill');
    fits('readTestAlarm', await phone.get(`${path}/${testId}`));
    const other = await enrolPhone(server.registrar(), server.url);
    expect((await other.get(`${path}/${testId}`)).status).toBe(404);
  });
});

describe('operations', () => {
  it('tells whether it lives, is ready, and how it does', async () => {
    const anyone = server.control();
    fits('readLive', await anyone.get('/health/live'));
    const ready = await anyone.get('/health/ready');
    fits('readReady', ready);
    expect(ready.body).toMatchObject({ status: 'ok', database: true, liveIndex: true });
    const figures = await anyone.get<{ text: string }>('/metrics');
    expect(figures.body.text).toMatch(/^closeby_incidents_raised_total [1-9]/m);
    expect(figures.body.text).toMatch(/^closeby_alerts_sent_total [1-9]/m);
    for (const name of ['receipt_latency_seconds', 'decision_duration_seconds', 'queue_due']) {
      expect(figures.body.text).toContain(`closeby_${name}`);
    }
    checks.called('readMetrics');
    fits('readOpenapi', await anyone.get('/openapi.json'));
    const page = await anyone.get<{ text: string }>('/docs');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const script = await anyone.get<{ text: string }>('/docs/start.js');
    expect(script.body.text).toContain('/openapi.json');
    const bundle = await anyone.get('/docs/assets/swagger-ui-bundle.js');
    expect(bundle.headers.get('content-type')).toContain('javascript');
    expect((await anyone.get('/docs/assets/package.json')).status).toBe(404);
    checks.called('readDocs');
    fits('readAsyncapi', await anyone.get('/asyncapi.json'));
    const live = await anyone.get<{ text: string }>('/docs/live');
    expect(live.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(live.body.text).toContain('href="/docs/live.css"');
    expect((await anyone.get('/docs/live.css')).headers.get('content-type')).toContain('css');
    checks.called('readLiveDocs');
  });

  it('writes nothing of people and places into the log', () => {
    // The seconds of a moment may look like a latitude.
    const all = server.log.join('\n').replaceAll(/"time":"[^"]+"/g, '');
    expect(all).toContain('"route":"/v1/incidents"');
    expect(all).not.toMatch(/Secret Street|third pot|Test Person|36\.8\d|Bearer/);
    expect(all).not.toContain(server.keys.control);
  });

  it('has been asked for every route of the table that has no file of its own', () => {
    expect(checks.missing((id, route) => !hasOwnFile(id, route))).toEqual([]);
  });
});
