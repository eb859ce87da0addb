import type { ApprovalView } from '#contracts/approval-api';
import type { AuditPageView } from '#contracts/audit-api';
import { calloutBody } from '../support/callout-message';
import { account, arrestAt, type Account } from '../support/clients';
import { isOfAudit, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const fits = checks.fits.bind(checks);
const { lat, lon } = HERE;

describe('the audit, second persons and exports over HTTP', () => {
  let server: TestServer;
  let auditor: Account;
  beforeAll(async () => {
    server = await startServer();
    auditor = account(server.url, server.keys.auditor);
  });
  afterAll(() => server.stop());

  it('pages through the entries, newest first, each once', async () => {
    for (let looks = 0; looks < 3; looks += 1) await server.dispatcher().get('/v1/incidents');
    const query = '/v1/audit?action=listIncidents&limit=2';
    const first = await auditor.get<AuditPageView>(query);
    fits('searchAudit', first);
    const second = await auditor.get<AuditPageView>(
      `${query}&cursor=${first.body.nextCursor ?? ''}`,
    );
    const seqs = [...first.body.items, ...second.body.items].map((row) => row.seq);
    expect(seqs).toEqual([3, 2, 1]);
    expect(second.body.nextCursor).toBeNull();
    const none = await auditor.get<AuditPageView>('/v1/audit?to=2020-01-01T00:00:00Z');
    expect(none.body.items).toEqual([]);
    const wrong = await auditor.get('/v1/audit?actor=somebody');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-field', field: 'actor' } });
  });

  it('a large call-out waits, is listed and decided', async () => {
    const ring = [
      [lon, lat],
      [lon + 0.1, lat],
      [lon + 0.1, lat + 0.1],
      [lon, lat],
    ];
    const area = { type: 'Polygon', coordinates: [ring] };
    const body = calloutBody({ controlRef: 'CO-1', area, wantedCount: 500, reason: 'The river' });
    const asked = await server.dispatcher().post('/v1/callouts', body);
    const id = asked.headers.get('x-approval-id') ?? '';
    expect(asked.body['detail']).toContain(id);
    const coordinator = account(server.url, server.keys.coordinator);
    fits('listApprovals', await coordinator.get('/v1/approvals?status=pending'));
    const decided = await coordinator.post<ApprovalView>(`/v1/approvals/${id}/decide`, {
      approve: false,
      reason: 'The fire service is there.',
    });
    fits('decideApproval', decided);
    expect(decided.body.decisionReason).toBe('The fire service is there.');
  });

  it('exports incidents', async () => {
    await server.control().post('/v1/incidents', arrestAt(HERE));
    const range = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
    const exported = await server.supervisor().get(`/v1/exports/incidents?${range}&reason=Report`);
    fits('exportIncidents', exported);
    expect(exported.body).toMatchObject({ count: 1, more: false });
    const path = `/v1/exports/incidents.geojson?${range}`;
    const drawn = await server.supervisor().get(`${path}&reason=Map`);
    fits('exportIncidentFeatures', drawn);
    const { incidents } = exported.body as { incidents: { id: string; place: object }[] };
    expect(drawn.body).toMatchObject({
      type: 'FeatureCollection',
      features: incidents.map(({ id, place }) => ({ type: 'Feature', id, geometry: place })),
    });
    expect((await server.supervisor().get(path)).status).toBe(422);
  });

  it('has been asked for every route of the audit', () => {
    expect(checks.missing(isOfAudit)).toEqual([]);
  });
});
