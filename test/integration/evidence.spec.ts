import type { AuditPageView } from '#contracts/audit-api';
import type { EvidenceView } from '#contracts/evidence-api';
import type { AedRecordView } from '#contracts/registry-api';
import { account, arrestAt, type Account } from '../support/clients';
import { isOfEvidence, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';
import { recount } from './evidence-recount';
import { makeYear, YEAR_INCIDENTS } from './evidence-year';

const SEED = Number(process.env['EVIDENCE_SEED'] ?? '0.31');
const RANGE = { from: '2025-01-15T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' };
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

const checks = new RouteChecks();
let server: TestServer;
let auditor: Account;

beforeAll(async () => {
  server = await startServer();
  auditor = account(server.url, server.keys.auditor);
  const aed = { name: 'Pier', place: { type: 'Point', coordinates: [HERE.lon, HERE.lat] } };
  const made = await server.registrar().put<AedRecordView>('/v1/aeds/Y', {
    ...{ ...aed, access: 'public', openingHours: null },
  });
  const { organisationId } = server;
  const aedId = made.body.id;
  await makeYear(server.database.ownerUrl, { organisationId, aedId, seed: SEED });
});
afterAll(() => server.stop());

const asking = (more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({ ...RANGE, reason: 'Yearly report', ...more }).toString();

async function read(more: Readonly<Record<string, string>>, by = auditor): Promise<EvidenceView> {
  const answer = await by.get<EvidenceView>(`/v1/evidence?${asking(more)}`);
  checks.fits('readEvidence', answer);
  return answer.body;
}

/** The page or table as it is, with its headers. */
async function readFile(path: string, key = server.keys.supervisor): Promise<[Response, string]> {
  const response = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return [response, await response.text()];
}

it(`${YEAR_INCIDENTS} incidents of seed ${SEED}: each figure is what SQL counts`, async () => {
  process.stdout.write(`evidence of ${YEAR_INCIDENTS} incidents, seed ${SEED}\n`);
  const view = await read({});
  const { organisationId } = server;
  const counted = await recount(server.database.ownerUrl, { organisationId, ...RANGE });
  const cells = view.tables.flatMap(({ name, columns, bars }) =>
    bars.flatMap((bar) =>
      bar.counts.map((n, at) => [[name, bar.name, columns[at] ?? []].flat().join('/'), n] as const),
    ),
  );
  expect(new Set(cells.map(([name]) => name)).size).toBe(cells.length);
  expect(Object.fromEntries(cells.filter(([, n]) => n !== 0))).toEqual(counted.counts);
  const times = view.times.map(({ name, count, p10S, p50S, p90S }) => [
    ...[name, [count, p10S, p50S, p90S]],
  ]);
  expect(Object.fromEntries(times)).toEqual(counted.times);
  expect(view.unevenness).toBeCloseTo(counted.unevenness, 2);
  expect(cells.length).toBeGreaterThan(150);
});

it('a number leads to its rows, and the rows are as many as it says', async () => {
  const [nobody, near] = ['help/nobody-accepted', 'by-distance/250-to-500/accepted'] as const;
  const view = await read({ figure: near });
  const numberOf = (name: string) =>
    view.tables.flatMap(({ bars }) =>
      bars.flatMap((bar) => bar.counts.filter((_n, at) => bar.figures[at] === name)),
    )[0];
  expect(view.alerts).toHaveLength(numberOf(near) ?? -1);
  expect(view.alerts?.every(({ status }) => status === 'accepted')).toBe(true);
  const [table, csv] = await readFile(`/v1/evidence.csv?${asking({ figure: nobody })}`);
  expect(table.headers.get('content-type')).toContain('text/csv');
  checks.called('readEvidenceCsv');
  const [head = '', ...lines] = csv.trim().split('\r\n');
  expect(lines).toHaveLength(numberOf(nobody) ?? -1);
  const at = head.split(',').indexOf('"accepted"');
  expect(new Set(lines.map((line) => line.split(',')[at]))).toEqual(new Set(['"0"']));
  const none = await auditor.get(`/v1/evidence?${asking({ figure: 'help/nothing' })}`);
  expect(none).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

it('a public release has no small number, no row and nobody in it', async () => {
  const view = await read({ release: 'public' });
  const numbers = view.tables.flatMap(({ totals, bars }) => [
    ...[...totals, ...bars.flatMap(({ counts }) => counts)],
  ]);
  expect(numbers.filter((n) => n !== null && n < 5)).toEqual([]);
  expect(numbers.filter((n) => n === null).length).toBeGreaterThan(0);
  expect(JSON.stringify(view)).not.toMatch(UUID);
  const [page, html] = await readFile(`/v1/evidence.html?${asking({ release: 'public' })}`);
  expect(page.status).toBe(200);
  expect(html).not.toMatch(UUID);
  expect(html).not.toContain('YEAR-');
  const rows = await auditor.get(`/v1/evidence?${asking({ release: 'public', part: 'alerts' })}`);
  expect(rows).toMatchObject({ status: 422, body: { code: 'invalid-field', field: 'part' } });
});

it('goes out as a page that may load nothing, in which every link leads to rows', async () => {
  const [page, html] = await readFile(`/v1/evidence.html?${asking()}`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const links = [...html.matchAll(/href="#([^"]+)"/gu)].map(([, id]) => id ?? '');
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
  expect(html).not.toMatch(/<script|https?:\/\/|undefined|NaN/);
  checks.called('readEvidencePage');
});

it('asks what it is for, and the audit keeps it', async () => {
  const registrar = server.registrar();
  const range = new URLSearchParams(RANGE).toString();
  const silent = await registrar.get(`/v1/evidence?${range}`);
  expect(silent).toMatchObject({ status: 422, body: { code: 'reason-needed', field: 'reason' } });
  const long = await registrar.get(`/v1/evidence?${asking({ from: '2020-01-01T00:00:00Z' })}`);
  expect(long).toMatchObject({ status: 422, body: { code: 'invalid-field', field: 'from' } });
  const entries = await auditor.get<AuditPageView>('/v1/audit?action=readEvidencePage&limit=1');
  expect(entries.body.items[0]?.detail).toMatchObject({ reason: 'Yearly report', count: 1_601 });
});

it('a debrief pack tells all of one incident, to its own supervisors alone', async () => {
  const raised = await server.control().post<{ id: string }>('/v1/incidents', {
    ...arrestAt(HERE),
    address: '<b>4 Pier Road</b>',
  });
  const path = `/v1/incidents/${raised.body.id}/debrief-pack.html`;
  const [pack, html] = await readFile(path);
  expect(pack.status).toBe(200);
  checks.called('readDebriefPack');
  expect(html).toContain('&lt;b&gt;4 Pier Road');
  expect(html).toContain('incident received');
  expect(html).not.toMatch(/<script|undefined|NaN/);
  const [forbidden] = await readFile(path, server.keys.dispatcher);
  expect(forbidden.status).toBe(403);
  const other = await server.otherOrganisation();
  const [foreign] = await readFile(path, other.supervisor);
  expect(foreign.status).toBe(404);
});

it('has been asked for every route of evidence', () => {
  expect(checks.missing(isOfEvidence)).toEqual([]);
});
