import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { KeptFieldListView, TakenDocumentView } from '#contracts/control-format-api';
import type { IncidentPage, IncidentView } from '#contracts/incident-api';
import { account, alertOf, phoneAt, type Account } from '../support/clients';
import { isOfFormats, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';
import { makeKey, signature } from '../support/signed';

const SAMPLE = join(process.cwd(), 'test/formats/eido/circle-with-caller.json');
const REF = 'urn:emergency:uid:incidentid:a2:riverside.example';
const CALLER = 'tel:+441174960123';
const checks = new RouteChecks();

let server: TestServer;
let control: Account;

beforeAll(async () => {
  server = await startServer();
  control = server.control();
}, 60_000);

afterAll(() => server.stop());

/** The sample as if it were written now and here, without the danger that keeps people away. */
function eidoHere(change: (document: Record<string, unknown>) => void = () => undefined): string {
  const now = new Date().toISOString();
  const text = readFileSync(SAMPLE, 'utf8')
    .replaceAll('51.4545 -2.5879', `${HERE.lat} ${HERE.lon}`)
    .replaceAll(/"2026-11-02T[^"]+"/g, `"${now}"`);
  const document = JSON.parse(text) as Record<string, unknown>;
  delete document['cautionComponent'];
  change(document);
  return JSON.stringify(document);
}

const post = (text: string, by: Account = control) =>
  by.post<TakenDocumentView>('/v1/messages/eido', text);

async function postXml(key: string, body: string | Buffer, more = {}): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1/messages/emsi`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml', ...more },
    body,
  });
  return answer.json();
}

describe('a document of another format', () => {
  it('raises an incident that reaches people, keeps the rest, and comes back', async () => {
    const phone = await phoneAt(server, HERE);
    const text = eidoHere();
    const taken = await post(text);
    checks.fits('takeDocument', taken);
    const [message] = taken.body.messages;
    expect(message).toMatchObject({ op: 'raise', controlRef: REF, status: 'active', isNew: true });
    const incidentId = message?.incidentId ?? '';
    expect((await alertOf(phone)).status).toBe('sent');

    const again = await post(text);
    expect(again.body.messages[0]).toMatchObject({ incidentId, isNew: false });
    const all = await control.get<IncidentPage>('/v1/incidents');
    expect(all.body.items.map(({ controlRef }) => controlRef)).toEqual([REF]);

    const path = `/v1/incidents/${incidentId}/kept-fields`;
    const kept = await server.dispatcher().get<KeptFieldListView>(path);
    checks.fits('readKeptFields', kept);
    expect(kept.body.items).toHaveLength(1);
    expect(kept.body.items[0]?.fields).toContainEqual({
      path: 'callbackComponent.0.callBackInformationUri.0',
      value: CALLER,
    });
    const outline = account(server.url, server.keys['read-only']);
    expect((await outline.get(path)).body).toEqual({ items: [] });

    const written = await control.get<{ $id: string }>(`/v1/incidents/${incidentId}/as/eido`);
    checks.fits('readIncidentAs', written);
    expect(written.body).toMatchObject({
      $id: REF,
      emergencyResourceComponent: [{ secondaryUnitStatusRegistryText: ['Dispatched'] }],
    });
    const incident = await control.get<IncidentView>(`/v1/incidents/${incidentId}`);
    const readBack = await post(JSON.stringify(written.body));
    expect(readBack.body.messages[0]).toMatchObject({ incidentId, isNew: false });
    const after = await control.get<IncidentView>(`/v1/incidents/${incidentId}`);
    const { place, placeAccuracyM, calledAt, kind, priority } = incident.body;
    expect(after.body).toMatchObject({ place, placeAccuracyM, calledAt, kind, priority });
  });

  it('keeps what may name people sealed, and nothing of it in the log', async () => {
    const database = new Client({ connectionString: server.database.ownerUrl });
    await database.connect();
    await database.query(`SET closeby.purpose = 'maintenance'`);
    const { rows } = await database.query<{ row: string }>(
      'SELECT k::text AS row FROM kept_fields k',
    );
    await database.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(CALLER).toString('hex'));
    expect(server.log.join('\n')).not.toContain(CALLER);
  });

  it('is refused whole with the path of its fault, and raises nothing', async () => {
    const bad = eidoHere((document) => {
      document['$id'] = 'bad-1';
      (document['incidentComponent'] as Record<string, unknown>)['incidentTypeCommonRegistryText'] =
        'BURGLARY';
    });
    expect(await post(bad)).toMatchObject({
      status: 422,
      body: { code: 'invalid-field', field: 'incidentComponent.incidentTypeCommonRegistryText' },
    });
    expect((await control.get('/v1/incidents?controlRef=bad-1')).body).toMatchObject({ items: [] });
    const nested = `{"a":${'['.repeat(500)}${']'.repeat(500)}}`;
    expect((await post(nested)).body).toMatchObject({ code: 'invalid-field' });
    const large = JSON.stringify({ a: 'x'.repeat(300_000) });
    expect((await post(large)).status).toBe(413);
    const unmapped = await control.post('/v1/messages/mapped?mapping=nobodys', {});
    expect(unmapped).toMatchObject({ status: 404, body: { field: 'mapping' } });
    expect((await post(eidoHere(), server.dispatcher())).body).toMatchObject({
      code: 'reason-needed',
    });
  });

  it('fetches no location from this machine or its network', async () => {
    for (const url of ['https://127.0.0.1/held', 'https://10.0.0.7/held', 'http://a.example/']) {
      const text = eidoHere((document) => {
        const [location] = document['locationComponent'] as Record<string, unknown>[];
        delete location?.['locationByValue'];
        Object.assign(location ?? {}, { locationByReferenceUrl: url });
      });
      expect((await post(text)).body).toMatchObject({
        code: 'invalid-field',
        field: 'locationComponent.0.locationByReferenceUrl',
      });
    }
  });

  it('takes XML as its bytes, in whatever encoding it says', async () => {
    const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>';
    expect(await postXml(server.keys.control, Buffer.from(xml, 'latin1'))).toMatchObject({
      code: 'invalid-field',
      detail: expect.not.stringContaining('encoding') as string,
    });
  });

  it('has XML signed by a key that has to sign', async () => {
    const key = await makeKey(server.supervisor(), { needsSignature: true });
    const xml = '<a>\u00e9</a>';
    const signed = signature(key.signingSecret?.secret ?? '', xml);
    const other = signature(key.signingSecret?.secret ?? '', '<b/>');
    expect(await postXml(key.secret, xml)).toMatchObject({ code: 'signature-invalid' });
    expect(await postXml(key.secret, xml, other)).toMatchObject({ code: 'signature-invalid' });
    expect(await postXml(key.secret, xml, signed)).toMatchObject({ code: 'invalid-field' });
  });
});

it('every route of formats has answered', () => {
  expect(checks.missing(isOfFormats)).toEqual([]);
});
