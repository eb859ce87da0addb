import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { AedFeedView } from '#contracts/aed-feed-api';
import type { AedRegisterPageView, HoursReadView } from '#contracts/aed-register-api';
import type { AuditPageView } from '#contracts/audit-api';
import type { CoverageView } from '#contracts/coverage-api';
import type { AedFeaturesView } from '#contracts/geojson-api';
import type { ImportReportView } from '#contracts/import-api';
import type { IncidentView } from '#contracts/incident-api';
import type { OrganisationProfileView } from '#contracts/organisation-api';
import type { AedRecordView, ResponderView } from '#contracts/registry-api';
import type { AlertView } from '#contracts/responder-api';
import type { AuditChainView, ReadinessHoursView, ServiceReportView } from '#contracts/service-api';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { DAY_MS } from '#core/units';
import { account, alertOf, arrestAt, phoneAt, until, type Answer } from '../support/clients';
import { isOfRegisters, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const coordinator = () => account(server.url, server.keys.coordinator);

interface People {
  readonly items: ResponderView[];
  readonly nextCursor: string | null;
}

async function upload<T = ImportReportView>(path: string, text: string): Promise<Answer<T>> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.keys.registrar}`,
      'content-type': text.startsWith('{') ? 'application/geo+json' : 'text/csv',
    },
    body: text,
  });
  const body = (await response.json()) as T;
  return { status: response.status, headers: response.headers, body };
}

const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** As a responder's report leaves it. */
async function reported(externalRef: string): Promise<void> {
  const client = new Client({ connectionString: server.database.ownerUrl });
  await client.connect();
  const text = `UPDATE aed SET status = 'out-of-service', out_of_service_reason = 'missing'
    WHERE external_ref = $1`;
  await client.query(text, [externalRef]);
  await client.end();
}

const AED_HEAD = 'externalRef,name,lat,lon,openingHours';
const two = [AED_HEAD, 'imp-1,Town hall,36.85,-76.03,24/7', 'imp-2,Gym,36.86,-76.03,'].join('\n');
const PEOPLE_HEAD = 'externalRef,displayName,credentialKind,issuer,validFrom,verified';

describe('imports over HTTP', () => {
  it('show first what they would do, and then do exactly that', async () => {
    const registrar = server.registrar();
    const dry = await upload('/v1/imports/aeds', two);
    fits('importAeds', dry);
    expect(dry.body).toMatchObject({ applied: false, read: 2, added: 2, refused: 0 });
    expect(dry.body.lines.map(({ ref, change }) => [ref, change])).toEqual([
      ['imp-1', 'added'],
      ['imp-2', 'added'],
    ]);
    const none = await registrar.get<AedRegisterPageView>('/v1/aed-register?words=imp-');
    expect(none.body.items).toEqual([]);
    const done = await upload(`/v1/imports/aeds?seen=${dry.body.token}`, two);
    expect(done.body).toMatchObject({ applied: true, added: 2, token: dry.body.token });
    const listed = await registrar.get<AedRegisterPageView>('/v1/aed-register?words=IMP-');
    expect(listed.body.items.map(({ externalRef }) => externalRef)).toEqual(['imp-1', 'imp-2']);
  });

  it('refuse what is not what was seen, and change nothing then', async () => {
    const registrar = server.registrar();
    const changed = two.replace('Town hall', 'City hall');
    const dry = await upload('/v1/imports/aeds', changed);
    expect(dry.body).toMatchObject({ changed: 1, unchanged: 1 });
    const other = await upload(`/v1/imports/aeds?seen=${dry.body.token}`, two);
    expect(other).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    await registrar.put('/v1/aeds/imp-1', {
      name: 'Somebody else was here',
      place: { type: 'Point', coordinates: [-76.03, 36.85] },
    });
    const late = await upload(`/v1/imports/aeds?seen=${dry.body.token}`, changed);
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    const { body } = await registrar.get<AedRegisterPageView>('/v1/aed-register?words=imp-1');
    expect(body.items[0]?.name).toBe('Somebody else was here');
  });

  it('name refused lines, and put nothing of a file that has some unless told to', async () => {
    const bad = `${two}\nimp-3,Nowhere,0,0,24/7\nimp-4,Bridge,36.8,-76.0,24/7`;
    const dry = await upload('/v1/imports/aeds', bad);
    expect(dry.body.lines[0]).toMatchObject({ where: 'line 4', ref: 'imp-3', change: 'refused' });
    const refused = await upload(`/v1/imports/aeds?seen=${dry.body.token}`, bad);
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-field' } });
    const skipping = await upload('/v1/imports/aeds?skipRefused=true', bad);
    const { token } = skipping.body;
    const done = await upload(`/v1/imports/aeds?skipRefused=true&seen=${token}`, bad);
    expect(done.body).toMatchObject({ applied: true, refused: 1 });
    const noFile = await upload('/v1/imports/aeds', 'name\nx');
    expect(noFile).toMatchObject({ status: 400, body: { code: 'malformed-body' } });
    const noMap = await upload('/v1/imports/aeds', '{"type":"Feature"}');
    expect(noMap.status).toBe(400);
  });

  it('put people all together or not at all', async () => {
    const file = [
      PEOPLE_HEAD,
      'imp-a,Ada Import,cpr,Red Cross,2026-01-01,yes',
      'imp-b,Ben Import,nurse,State,2026-01-01,yes',
    ].join('\n');
    const dry = await upload('/v1/imports/people', file);
    fits('importPeople', dry);
    expect(dry.body).toMatchObject({ applied: false, read: 2, added: 2 });
    const path = '/v1/responders?words=import';
    expect((await server.registrar().get<People>(path)).body.items).toEqual([]);
    const again = await upload('/v1/imports/people', file);
    expect(again.body.token).toBe(dry.body.token);
    const done = await upload(`/v1/imports/people?seen=${dry.body.token}`, file);
    expect(done.body).toMatchObject({ applied: true, added: 2 });
    expect((await server.registrar().get<People>(path)).body.items).toHaveLength(2);
    const twice = await upload(`/v1/imports/people?seen=${dry.body.token}`, file);
    expect(twice).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  });
});

describe('the register of people over HTTP', () => {
  it('is searched by name, duty, credentials and reach, page by page', async () => {
    const registrar = server.registrar();
    const mark = randomUUID().slice(0, 8);
    const put = (ref: string, credentials: readonly unknown[]) =>
      registrar.put(`/v1/responders/${ref}`, { displayName: `${mark} ${ref}`, credentials });
    const good = { kind: 'cpr', issuer: 'X', validFrom: '2020-01-01T00:00:00Z', verified: true };
    await put('s-1', [good]);
    await put('s-2', [{ ...good, validTo: '2021-01-01T00:00:00Z' }]);
    await put('s-3', []);
    await put('s-4', [{ ...good, verified: false }]);
    const refs = async (query: string): Promise<string[]> => {
      const { body } = await registrar.get<People>(`/v1/responders?words=${mark}&${query}`);
      return body.items.map(({ externalRef }) => externalRef);
    };
    expect(await refs('')).toEqual(['s-1', 's-2', 's-3', 's-4']);
    expect(await refs('credential=valid')).toEqual(['s-1']);
    expect(await refs('credential=ended')).toEqual(['s-2']);
    expect(await refs('credential=none')).toEqual(['s-3']);
    expect(await refs('credential=pending')).toEqual(['s-4']);
    expect(await refs('duty=on')).toEqual([]);
    expect(await refs('reach=not-reached&standing=enabled')).toHaveLength(4);
    const first = await registrar.get<People>(`/v1/responders?words=${mark}&limit=2`);
    expect(first.body.items.length).toBeLessThanOrEqual(2);
    expect(first.body.nextCursor).not.toBeNull();
  });

  it('changes what is named, keeps credentials, and asks why somebody is disabled', async () => {
    const registrar = server.registrar();
    const phone = await phoneAt(server, HERE);
    const path = `/v1/responders/${phone.responderId}`;
    const renamed = await registrar.post<ResponderView>(`${path}/change`, {
      displayName: 'Renamed Person',
      travelMode: 'bicycle',
    });
    fits('changeResponder', renamed);
    const [credential] = renamed.body.credentials;
    expect(renamed.body).toMatchObject({ displayName: 'Renamed Person', travelMode: 'bicycle' });
    expect(credential).toMatchObject({ id: phone.credentialId, status: 'verified' });
    const why = await registrar.post(`${path}/change`, { disabled: true });
    expect(why).toMatchObject({ status: 422, body: { code: 'reason-needed' } });
    const body = { disabled: true, reason: 'Moved away' };
    const disabled = await registrar.post<ResponderView>(`${path}/change`, body);
    expect(disabled.body).toMatchObject({ disabled: true, onDuty: false });
    expect((await phone.get('/v1/me')).status).toBe(401);
    const history = await registrar.get<AuditPageView>(`${path}/history`);
    fits('readResponderHistory', history);
    const changes = history.body.items.filter(({ action }) => action === 'changeResponder');
    expect(changes.map(({ outcome, detail }) => [outcome, detail['reason'] ?? null])).toEqual([
      ['done', 'Moved away'],
      ['refused', null],
      ['done', null],
    ]);
  });
});

describe('feeds of AEDs over HTTP', () => {
  it('are kept, and one inside this machine is never asked: it fails and says why', async () => {
    const registrar = server.registrar();
    const path = '/v1/aed-feeds/local';
    const example = BODY_EXAMPLES.putAedFeed as object;
    const put = await registrar.put(path, { ...example, url: 'https://127.0.0.1:1/aeds.json' });
    fits('putAedFeed', put);
    const read = await until(async () => {
      const looked = await registrar.get<AedFeedView>(path);
      return looked.body.failing === null ? undefined : looked;
    }, 'the feed to be tried');
    fits('readAedFeed', read);
    expect(read.body.failing).toMatchObject({ says: 'The endpoint is not a public address.' });
    fits('readAedFeedNow', await registrar.post(`${path}/read`, { allowVanish: false }));
    fits('listAedFeeds', await registrar.get('/v1/aed-feeds'));
    fits('removeAedFeed', await registrar.remove(path));
    expect((await registrar.get(path)).status).toBe(404);
  });
});

describe('the register of AEDs over HTTP', () => {
  it('says what is missing, what was reported and by whom', async () => {
    const registrar = server.registrar();
    const place = { lat: 36.7, lon: -76.1 };
    const at = { type: 'Point', coordinates: [place.lon, place.lat + 0.001] };
    const aed = { name: 'Library', place: at, access: 'public', openingHours: '24/7' };
    await registrar.put('/v1/aeds/reg-1', aed);
    await registrar.post('/v1/aeds/reg-1/status', { status: 'available' });
    const page = await registrar.get<AedRegisterPageView>('/v1/aed-register?words=reg-1');
    fits('readAedRegister', page);
    const [listed] = page.body.items;
    expect(listed).toMatchObject({ open: 'open', changesAt: null, report: null, source: null });
    expect(listed?.gaps).toEqual(['check', 'detail']);
    await reported('reg-1');
    const { body } = await registrar.get<AedRegisterPageView>('/v1/aed-register?gap=report');
    expect(body.items.map(({ externalRef }) => externalRef)).toEqual(['reg-1']);
    expect(body.counts).toMatchObject({ outOfService: 1, gaps: { report: 1 } });
    const drawn = await registrar.get<AedFeaturesView>('/v1/aeds.geojson');
    fits('readAedFeatures', drawn);
    const feature = drawn.body.features.find(({ id }) => id === 'reg-1');
    expect(feature?.properties).toEqual({
      ...{ emergency: 'defibrillator', name: 'Library', access: 'yes', opening_hours: '24/7' },
      status: 'out-of-service',
    });
    const confirmed = await registrar.post<AedRecordView>('/v1/aeds/reg-1/status', {
      status: 'available',
    });
    expect(confirmed.body.outOfServiceReason).toBeNull();
  });

  it('says whether hours are understood, and when they change', async () => {
    const read = async (openingHours: string): Promise<HoursReadView> => {
      const answer = await server
        .registrar()
        .post<HoursReadView>('/v1/opening-hours', { openingHours });
      fits('readHours', answer);
      return answer.body;
    };
    expect(await read('24/7')).toEqual({ hoursRead: 'always', open: 'open', changesAt: null });
    expect(await read('Mo-Fr 08:00-18:00')).toMatchObject({ hoursRead: 'intervals' });
    expect((await read('Mo-Fr 08:00-18:00')).changesAt).not.toBeNull();
    expect(await read('when somebody is in')).toMatchObject({
      ...{ hoursRead: 'unknown', open: 'unknown' },
    });
  });
});

describe('the organisation and its figures over HTTP', () => {
  it('is changed by a supervisor, and a time zone that is none is refused', async () => {
    const supervisor = server.supervisor();
    const path = '/v1/organisation/profile';
    const before = await supervisor.get<OrganisationProfileView>(path);
    fits('readProfile', before);
    const { area } = before.body;
    const profile = { name: 'Tidewater EMS', timeZone: 'America/New_York', area };
    const put = await supervisor.put<OrganisationProfileView>(path, profile);
    fits('putProfile', put);
    expect(put.body).toMatchObject({ name: 'Tidewater EMS', timeZone: 'America/New_York' });
    expect(put.body.area).toEqual(area);
    const wrong = await supervisor.put(path, { ...profile, timeZone: 'Atlantis/North' });
    expect(wrong).toMatchObject({ status: 422, body: { field: 'timeZone' } });
    expect((await server.registrar().put(path, profile)).status).toBe(403);
  });

  it('counts what was done: a counted example', async () => {
    const place = { lat: 36.75, lon: -76.2 };
    const phone = await phoneAt(server, place);
    const calledAt = new Date(Date.now() - 60_000).toISOString();
    const raised = await server
      .control()
      .post<IncidentView>('/v1/incidents', arrestAt(place, { calledAt }));
    const alert = await alertOf(phone);
    const answer = { alertId: alert.alertId, answer: 'accept' };
    const { body } = await phone.post<AlertView>('/v1/me/answers', answer);
    const assignmentId = body.assignment?.assignmentId;
    await phone.post('/v1/me/progress', { assignmentId, step: 'on-scene' });
    await server
      .control()
      .post('/v1/incidents', arrestAt(place, { mode: 'exercise', kind: 'choking' }));
    const range = `from=${dayFromNow(-30)}&to=${dayFromNow(1)}`;
    const path = `/v1/reports/service?${range}`;
    const report = await server.supervisor().get<ServiceReportView>(path);
    fits('readServiceReport', report);
    const { total, months } = report.body;
    expect(total).toMatchObject({ incidents: 1, acceptedIncidents: 1, accepted: 1, onScene: 1 });
    expect(total.alerts).toBe(raised.body.alertedCount);
    expect(total.callToAlert.count).toBe(1);
    expect(total.callToAlert.p50S).toBeGreaterThanOrEqual(60);
    expect(total.callToOnScene).toMatchObject({ count: 1, p50S: total.callToOnScene.p90S });
    expect(total.callToOnScene.p50S).toBeGreaterThanOrEqual(total.callToAlert.p50S ?? 0);
    expect(months.map(({ incidents }) => incidents)).toEqual([1]);
    expect(months[0]?.month).toMatch(/^\d{4}-\d{2}$/u);
    const early = await server
      .supervisor()
      .get('/v1/reports/service?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z');
    expect(early).toMatchObject({ status: 422, body: { code: 'invalid-field', field: 'to' } });
  });

  it('says hour by hour who is expected and how near help was', async () => {
    const hours = await server.registrar().get<ReadinessHoursView>('/v1/readiness/hours');
    fits('readReadinessHours', hours);
    expect(hours.body.hours).toHaveLength(168);
    expect(hours.body.onDuty).toBeGreaterThan(0);
    const busy = hours.body.hours.filter(({ incidents }) => incidents > 0);
    expect(busy).toHaveLength(1);
    expect(busy[0]).toMatchObject({ incidents: 1, nobody: 0, accepted: 1 });
  });

  it('says where help would come in time at an hour, and warns below a share', async () => {
    const tuesday = await coordinator().get<CoverageView>('/v1/coverage?hour=27');
    fits('readCoverage', tuesday);
    expect(tuesday.body).toMatchObject({ hour: 27, limitS: 360 });
    const { squares, totals } = tuesday.body;
    expect(squares.features).toHaveLength(totals.squares);
    expect(totals.byClass.few).toBe(totals.squares);
    expect(totals.people).toBeGreaterThan(0);
    const better = await server.registrar().get('/v1/coverage/improvements?hour=27');
    fits('readCoverageImprovements', better);
    const threshold = {
      ...{ hours: [27], probability: 0.5, share: 0.5, of: 'squares', tellAtMinute: 1_080 },
    };
    const put = await coordinator().put('/v1/coverage/threshold', { threshold });
    fits('putCoverageThreshold', put);
    const kept = await server.registrar().get('/v1/coverage/threshold');
    fits('readCoverageThreshold', kept);
    expect(kept.body).toEqual({ threshold, warnings: [] });
    const wrong = { threshold: { ...threshold, hours: [168] } };
    expect(await coordinator().put('/v1/coverage/threshold', wrong)).toMatchObject({
      ...{ status: 422, body: { field: 'threshold.hours.0' } },
    });
  });

  it('checks its own audit, and finds the entry that was changed', async () => {
    const auditor = account(server.url, server.keys.auditor);
    const chain = await auditor.get<AuditChainView>('/v1/audit/chain');
    fits('checkAuditChain', chain);
    expect(chain.body).toMatchObject({ whole: true, fault: null });
    expect(chain.body.rows).toBeGreaterThan(10);
  });

  it('has been asked for every route of the registers', () => {
    expect(checks.missing(isOfRegisters)).toEqual([]);
  });
});
