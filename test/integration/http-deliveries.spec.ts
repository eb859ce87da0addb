import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { LedgerView } from '#contracts/delivery-api';
import type { CalloutView } from '#contracts/callout-api';
import type { IncidentView } from '#contracts/incident-api';
import { calloutBody } from '../support/callout-message';
import { account, alertOf, arrestAt, phoneAt, until } from '../support/clients';
import { isOfDeliveries, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** As a worker does where reviews of this incident fail time and again. */
async function setAside(incidentId: string): Promise<void> {
  const owner = new Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  await owner.query("SET closeby.purpose = 'maintenance'");
  await owner.query(
    `INSERT INTO quarantine (id, organisation_id, about, about_id, failures, reason, set_aside_at)
      VALUES ($1, $2, 'incident', $1, 5, 'TypeError', now())`,
    [incidentId, server.organisationId],
  );
  await owner.end();
}

async function ledgerOf(incidentId: string): Promise<LedgerView> {
  const path = `/v1/incidents/${incidentId}/deliveries`;
  const answer = await server.control().get<LedgerView>(path);
  fits('readLedger', answer);
  return answer.body;
}

describe('the ledger over HTTP', () => {
  it('says who rang and who has not confirmed that it is over, right at every moment', async () => {
    const anna = await phoneAt(server, HERE);
    const socket = await anna.connect();
    const message = arrestAt(HERE);
    const raised = await server.control().post<IncidentView>('/v1/incidents', message);
    const { alertId } = await alertOf(anna);
    const before = await ledgerOf(raised.body.id);
    expect(before).toMatchObject({ summary: '0 rang, 1 waiting', unconfirmed: [] });
    expect(before.people).toMatchObject([{ state: 'waiting', by: null, subject: 'alert' }]);

    const receipt = { alertId, kind: 'delivered', subject: 'alert', channel: 'live' };
    await anna.post('/v1/me/receipts', receipt);
    await anna.post('/v1/me/answers', { alertId, answer: 'accept' });
    expect(await ledgerOf(raised.body.id)).toMatchObject({
      summary: '1 rang',
      people: [{ state: 'answered', by: 'live' }],
    });

    const ref = encodeURIComponent(String(message['controlRef']));
    await server.control().post(`/v1/incidents/by-ref/${ref}/close`, { version: 2 });
    const over = await ledgerOf(raised.body.id);
    expect(over.summary).toBe('1 rang, 1 to confirm a stand-down or change');
    expect(over.unconfirmed).toMatchObject([{ responderId: anna.responderId }]);

    await anna.post('/v1/me/receipts', { ...receipt, subject: 'stood-down' });
    expect(await ledgerOf(raised.body.id)).toMatchObject({ summary: '1 rang', unconfirmed: [] });
    socket.close();
  });

  it('names why somebody was not reached, for call-outs too, and shows nobody else’s', async () => {
    const ben = await phoneAt(server, HERE);
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const failed = await until(async () => {
      const ledger = await ledgerOf(raised.body.id);
      const own = ledger.people.find((person) => person.responderId === ben.responderId);
      return own?.state === 'not-reached' && own;
    }, 'person who was not reached');
    expect(failed.sentence).toBe(
      'The alert has not reached Test Person: open app failed (no open socket).',
    );
    const none = await server.control().get(`/v1/incidents/${randomUUID()}/deliveries`);
    expect(none.status).toBe(404);

    const { lat, lon } = HERE;
    const ring = [
      [lon - 1, lat - 1],
      [lon + 1, lat - 1],
      [lon + 1, lat + 1],
      [lon - 1, lat - 1],
    ];
    const body = calloutBody({
      ...{ controlRef: randomUUID(), wantedCount: 1, credentialKind: 'flood-rescue' },
      area: { type: 'Polygon', coordinates: [ring] },
    });
    const opened = await server.control().post<CalloutView>('/v1/callouts', body);
    const path = `/v1/callouts/${opened.body.id}/deliveries`;
    const ledger = await server.control().get<LedgerView>(path);
    fits('readCalloutLedger', ledger);
    expect(ledger.body).toMatchObject({ summary: '0 rang', people: [], lines: [] });
  });

  it('shows what was set aside, and tries it once more when told to', async () => {
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const { id } = raised.body;
    await setAside(id);
    const page = { items: [{ id, what: 'review', aboutId: id, failures: 5, reason: 'TypeError' }] };
    const before = await server.dispatcher().get('/v1/quarantine');
    fits('listSetAside', before);
    expect(before.body).toMatchObject(page);
    const stranger = account(server.url, (await server.otherOrganisation()).dispatcher);
    expect((await stranger.get('/v1/quarantine')).body).toEqual({ items: [], nextCursor: null });
    expect((await stranger.post(`/v1/quarantine/${id}/put-back`, {})).status).toBe(404);
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    expect(figures).toMatch(/^closeby_quarantine_waiting 1$/m);

    fits('putBack', await server.dispatcher().post(`/v1/quarantine/${id}/put-back`, {}));
    const after = await server.dispatcher().get('/v1/quarantine');
    expect(after.body).toEqual({ items: [], nextCursor: null });
    expect((await server.dispatcher().post(`/v1/quarantine/${id}/put-back`, {})).status).toBe(404);
  });

  it('has been asked for every route of the deliveries', () => {
    expect(checks.missing(isOfDeliveries)).toEqual([]);
  });
});
