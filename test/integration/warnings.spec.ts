import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalloutView } from '#contracts/callout-api';
import type { CalloutTemplateView } from '#contracts/callout-template-api';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import type {
  ProposalView,
  WarningsTakenView,
  WarningSummaryView,
  WarningView,
} from '#contracts/warning-api';
import type { WarningFeedView } from '#contracts/warning-feed-api';
import { account, until, type Account, type Answer } from '../support/clients';
import { calloutBody } from '../support/callout-message';
import { RecordKeeper } from '../support/record-keeper';
import { isOfWarnings, RouteChecks } from '../support/route-checks';
import { startServer, type TestServer } from '../support/server';

const DATA = join(process.cwd(), 'data');
const HOUR_MS = 3_600_000;
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);
let server: TestServer;
let record: RecordKeeper;
let coordinator: Account;

beforeAll(async () => {
  server = await startServer();
  record = await RecordKeeper.open(server);
  coordinator = account(server.url, server.keys.coordinator);
});
afterAll(async () => {
  await record.close();
  await server.stop();
});

async function send(
  document: Uint8Array | string,
  mediaType = 'application/cap+xml',
  key = server.keys.control,
): Promise<Answer<WarningsTakenView>> {
  const response = await fetch(`${server.url}/v1/warnings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': mediaType },
    body: document,
  });
  const body = (await response.json()) as WarningsTakenView;
  return { status: response.status, headers: response.headers, body };
}

const cap = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '-00:00');

/** A message whose moments are around now, since only what stands proposes anything. */
function flood(identifier: string, changes: { type?: string; references?: string } = {}): string {
  const { type = 'Alert', references = '' } = changes;
  const [sent, expires] = [Date.now() - HOUR_MS, Date.now() + HOUR_MS].map(cap);
  const ring = '36.8,-76.1 36.8,-76.0 36.9,-76.0 36.8,-76.1';
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier>
    <sender>flood@example.org</sender><sent>${sent ?? ''}</sent><status>Actual</status>
    <msgType>${type}</msgType><scope>Public</scope><references>${references}</references>
    <info><category>Met</category><event>Flood Warning</event><urgency>Immediate</urgency>
    <severity>Severe</severity><certainty>Likely</certainty><expires>${expires ?? ''}</expires>
    <headline>The river rises</headline><area><areaDesc>Norfolk</areaDesc>
    <polygon>${ring}</polygon></area></info></alert>`;
}

const TEMPLATE = {
  title: 'Sandbags',
  briefing: { task: 'Fill sandbags.', contact: '555 0100', bring: 'Boots', risks: 'Water' },
  needs: calloutBody()['needs'],
  musterPoints: calloutBody()['musterPoints'],
};

describe('warnings over HTTP', () => {
  it('come as XML and JSON, are kept once, listed, read and put aside', async () => {
    const document = readFileSync(join(DATA, 'cap/google/canada_signed.cap'));
    const first = await send(document);
    fits('takeWarning', first);
    expect(first.status).toBe(201);
    const again = await send(document, 'text/xml');
    fits('takeWarning', again);
    expect([again.status, again.body.items[0]?.outcome]).toEqual([200, 'known-before']);
    const latin = await send(readFileSync(join(DATA, 'cap/google/earthquake-iso8859-1.cap')));
    expect(latin.body.items[0]?.warning.headline).toContain('Usulután');

    const id = first.body.items[0]?.warning.id ?? '';
    const read = await coordinator.get<WarningView>(`/v1/warnings/${id}`);
    fits('readWarning', read);
    expect(read.body).toMatchObject({ state: 'expired', signature: 'present-unverified' });
    expect(read.body.area).toMatchObject({ type: 'MultiPolygon' });
    const passedOn = await coordinator.get<string>(`/v1/warnings/${id}/as/cap`);
    fits('readWarningAs', passedOn);
    expect(passedOn.headers.get('content-type')).toContain('application/cap+xml');
    const list = await coordinator.get<{ items: WarningSummaryView[] }>(
      '/v1/warnings?state=expired',
    );
    fits('listWarnings', list);
    expect(list.body.items.map((one) => one.id)).toContain(id);
    const path = `/v1/warnings/${id}/dismiss`;
    const aside = await coordinator.post<WarningView>(path, { reason: 'It is over' });
    fits('dismissWarning', aside);
    expect(aside.body).toMatchObject({ state: 'dismissed', dismissedReason: 'It is over' });
    const other = account(server.url, (await server.otherOrganisation()).coordinator);
    const hidden = { status: 404, code: 'not-found' };
    await record.expectRefused(() => other.get(`/v1/warnings/${id}`), hidden);
  });

  it('take a whole collection of alerts, and one alert as plain JSON', async () => {
    const moment = `"${cap(Date.now() + HOUR_MS)}"`;
    const text = readFileSync(join(DATA, 'nws/testing.json'), 'utf8');
    const collection = text.replace(/"date:[^"]+"/g, moment);
    const taken = await send(collection, 'application/geo+json');
    fits('takeWarning', taken);
    expect(taken.body.items).toHaveLength(38);
    const { features } = JSON.parse(collection) as { features: unknown[] };
    const one = await send(JSON.stringify(features[0]), 'application/json');
    expect([one.status, one.body.items[0]?.outcome]).toEqual([200, 'known-before']);
    const area = { floodAreaID: '061FWF23', severityLevel: 2, timeRaised: '2026-03-01T12:00:00' };
    const english = await coordinator.post<WarningsTakenView>('/v1/warnings', { items: [area] });
    expect(english.body.items[0]?.warning).toMatchObject({ origin: 'environment-agency' });
  });

  it.each([
    ['google/xee.cap', undefined, 'It has a document type (DTD); such documents are not read.'],
    ['google/invalid.cap', undefined, "The schema of CAP 1.2: Element 'info'"],
    ['google/canada_errors.cap', 'references', 'it has to say which message it follows'],
  ])('that are not right are refused with the reason: %s', async (file, field, says) => {
    await record.expectRefused(() => send(readFileSync(join(DATA, 'cap', file))), {
      status: 422,
      code: 'warning-invalid',
      ...(field === undefined ? {} : { field }),
    });
    const refused = await send(readFileSync(join(DATA, 'cap', file)));
    expect(JSON.stringify(refused.body)).toContain(JSON.stringify(says).slice(1, -1));
  });

  it('of too many bytes, or of a type nobody reads, are not read', async () => {
    const large = await send('x'.repeat(2 * 1024 * 1024 + 1));
    expect(large.status).toBe(413);
    const zip = await send('x', 'application/zip');
    expect([zip.status, zip.body]).toMatchObject([400, { code: 'malformed-body' }]);
    expect((await send(flood('R'), 'application/xml', server.keys.registrar)).status).toBe(403);
  });
});

describe('call-outs proposed over HTTP', () => {
  it('are complete drafts that a person opens, and hear when the warning changes', async () => {
    const path = '/v1/callout-templates/sandbags';
    const put = await coordinator.put<CalloutTemplateView>(path, TEMPLATE);
    fits('putCalloutTemplate', put);
    fits('readCalloutTemplate', await coordinator.get(path));
    fits('listCalloutTemplates', await coordinator.get('/v1/callout-templates'));
    const taken = await send(flood('flood-1'));
    const id = taken.body.items[0]?.warning.id ?? '';
    const proposal = `/v1/warnings/${id}/proposal?template=sandbags`;
    const drafted = await coordinator.get<ProposalView>(proposal);
    fits('proposeCallout', drafted);
    const opened = await coordinator.post<CalloutView>('/v1/callouts', drafted.body.draft);
    expect([opened.status, opened.body.title]).toEqual([201, 'Sandbags: Flood Warning']);

    const read = await coordinator.get<WarningView>(`/v1/warnings/${id}`);
    const { sender, identifier, sentAt, callouts } = read.body;
    expect(callouts).toMatchObject([{ calloutId: opened.body.id, status: 'open' }]);
    const references = `${sender},${identifier},${cap(Date.parse(sentAt))}`;
    const ended = await send(flood('flood-2', { type: 'Cancel', references }));
    expect(ended.status).toBe(201);
    const { rows } = await record.database.query(
      `SELECT detail FROM fact WHERE callout_id = $1 AND kind = 'warning-changed'`,
      [opened.body.id],
    );
    const byWarningId = ended.body.items[0]?.warning.id;
    expect(rows).toEqual([{ detail: { to: 'cancelled', byWarningId } }]);
    const still = await coordinator.get<CalloutView>(`/v1/callouts/${opened.body.id}`);
    expect(still.body.status).toBe('open');
    await record.expectRefused(() => coordinator.get(proposal), {
      status: 422,
      code: 'warning-invalid',
    });
  });

  it('are refused where the template lacks a part, and templates can be taken away', async () => {
    const briefing = { ...TEMPLATE.briefing, bring: null };
    const path = '/v1/callout-templates/careless';
    await coordinator.put(path, { ...TEMPLATE, briefing });
    const taken = await send(flood('flood-3'));
    const id = taken.body.items[0]?.warning.id ?? '';
    await record.expectRefused(
      () => coordinator.get(`/v1/warnings/${id}/proposal?template=careless`),
      { status: 422, code: 'template-invalid', field: 'bring' },
    );
    fits('removeCalloutTemplate', await coordinator.remove(path));
    const gone = { status: 404, code: 'not-found' };
    await record.expectRefused(() => coordinator.remove(path), gone);
  });
});

describe('feeds over HTTP', () => {
  it('are kept, and one inside this machine is never asked: it fails and says why', async () => {
    const path = '/v1/warning-feeds/local';
    const example = BODY_EXAMPLES.putWarningFeed as Record<string, unknown>;
    const put = await coordinator.put<WarningFeedView>(path, {
      ...{ ...example, url: 'https://127.0.0.1:1/feed.atom' },
    });
    fits('putWarningFeed', put);
    await until(async () => {
      const looked = await coordinator.get<WarningFeedView>(path);
      return looked.body.failing !== null;
    }, 'the feed to be tried');
    const read = await coordinator.get<WarningFeedView>(path);
    fits('readWarningFeed', read);
    expect(read.body.failing).toMatchObject({ says: 'The endpoint is not a public address.' });
    fits('listWarningFeeds', await coordinator.get('/v1/warning-feeds'));
    fits('removeWarningFeed', await coordinator.remove(path));
    const plain = { ...example, url: 'http://warnings.example/feed.atom' };
    await record.expectRefused(() => coordinator.put(path, plain), {
      status: 422,
      code: 'invalid-field',
      field: 'url',
    });
  });

  it('has been asked for every route of warnings', () => {
    expect(checks.missing(isOfWarnings)).toEqual([]);
  });
});
