import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TakenDocumentView } from '#contracts/control-format-api';
import type { TriedMappingView } from '#contracts/control-mapping-api';
import type { IncidentPage, IncidentView } from '#contracts/incident-api';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { until } from '../support/clients';
import { isOfMappings, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const checks = new RouteChecks();
const PATH = '/v1/control-mappings/region';
let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'closeby-drop-'));
  server = await startServer({ env: { CONTROL_DROP_FOLDER: folder } });
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A case of theirs, called a minute ago, whose clock is in London. */
function caseOf(fields: object): object {
  const london = { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' } as const;
  const format = new Intl.DateTimeFormat('en-GB', { ...london, hourCycle: 'h23' });
  const called = format.format(Date.now() - 60_000).replace(', ', ' ');
  const what = { id: 'A-1', action: 'N', revision: 1, code: 'CHOKE', level: 1 };
  return { ...what, called, place: HERE, colour: 'blue', ...fields };
}

describe('a format that an organisation has described', () => {
  it('is put, tried without any effect, used, written in, and taken away', async () => {
    const [supervisor, control] = [server.supervisor(), server.control()];
    const example = BODY_EXAMPLES.putControlMapping as Record<string, object>;
    const put = await supervisor.put(PATH, example);
    checks.fits('putControlMapping', put);
    checks.fits('readControlMapping', await supervisor.get(PATH));
    checks.fits('listControlMappings', await supervisor.get('/v1/control-mappings'));
    const worse = { ...example, fields: { ...example['fields'], kind: { paths: ['a['] } } };
    const refused = await supervisor.put(PATH, worse);
    expect(refused).toMatchObject({ status: 422, body: { field: 'fields.kind.paths.0' } });

    const document = { cases: [caseOf({})] };
    const tried = await supervisor.post<TriedMappingView>(`${PATH}/trial`, {
      document: JSON.stringify(document),
    });
    checks.fits('tryControlMapping', tried);
    expect(tried.body.messages[0]).toMatchObject({
      ...{ op: 'raise', controlRef: 'A-1', missing: [] },
      kept: [{ path: 'cases[0]/colour', value: 'blue' }],
    });
    expect((await control.get<IncidentPage>('/v1/incidents')).body.items).toEqual([]);

    const door = '/v1/messages/mapped?mapping=region';
    const taken = await control.post<TakenDocumentView>(door, document);
    expect(taken.body.messages[0]).toMatchObject({ controlRef: 'A-1', isNew: true });
    const id = taken.body.messages[0]?.incidentId ?? '';
    const written = await control.get(`/v1/incidents/${id}/as/mapped?mapping=region`);
    expect(written.body).toEqual({ id: 'A-1', state: 'OPEN', people: [] });
    const bad = await control.post(door, { cases: [caseOf({ id: 'A-2', code: 'FEVER' })] });
    expect(bad).toMatchObject({ status: 422, body: { field: 'cases[0]/code' } });

    checks.fits('removeControlMapping', await supervisor.remove(PATH));
    expect((await supervisor.remove(PATH)).status).toBe(404);
    expect((await control.post(door, document)).status).toBe(404);
  });
});

describe('files that control leaves', () => {
  it('raise incidents, are put away with a report, and statuses come back', async () => {
    const own = join(folder, server.organisationId);
    mkdirSync(join(own, 'incoming'), { recursive: true });
    const called = new Date().toISOString();
    const table = [
      'controlRef;kind;priority;lat;lon;calledAt',
      `CSV-1;choking;urgent;${HERE.lat};${HERE.lon};${called}`,
      `CSV-2;cough;urgent;${HERE.lat};${HERE.lon};${called}`,
    ];
    writeFileSync(join(own, 'incoming/cases.tmp'), table.join('\n'));
    renameSync(join(own, 'incoming/cases.tmp'), join(own, 'incoming/cases.ready.csv'));
    const files = await until(() => {
      const names = readdirSync(own).includes('refused') ? readdirSync(join(own, 'refused')) : [];
      return Promise.resolve(names.length === 2 ? names.sort() : undefined);
    }, 'report');
    const report = readFileSync(join(own, 'refused', files[1] ?? ''), 'utf8');
    expect(report).toContain('"2","","CSV-1","done"');
    expect(report).toContain('"3","kind","CSV-2","refused"');
    const found = await server.control().get<IncidentPage>('/v1/incidents?controlRef=CSV-1');
    const [incident] = found.body.items as readonly IncidentView[];
    expect(incident).toMatchObject({ kind: 'choking', status: 'active' });
    const status = await until(() => {
      const there = readdirSync(own).includes('outgoing') ? readdirSync(join(own, 'outgoing')) : [];
      if (!there.includes('status.csv')) return Promise.resolve(undefined);
      const text = readFileSync(join(own, 'outgoing/status.csv'), 'utf8');
      return Promise.resolve(text.includes('CSV-1') ? text : undefined);
    }, 'status');
    expect(status).toContain(`"CSV-1","${incident?.id ?? ''}","active"`);
  });
});

it('every route of mappings has answered', () => {
  expect(checks.missing(isOfMappings)).toEqual([]);
});
