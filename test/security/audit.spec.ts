import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import type { ExportedIncidentsView } from '#contracts/export-api';
import type { IncidentView } from '#contracts/incident-api';
import { isSigned, readHeads, readPublicKeys } from '#adapters/audit-heads/signed-heads';
import {
  account,
  arrestAt,
  connectControl,
  enrolPhone,
  until,
  type Account,
} from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

const DAY_MS = 86_400_000;

describe('the audit of a running server', () => {
  let server: TestServer;
  let auditor: Account;
  let folder: string;
  let heads: string;
  let owner: Client;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'closeby-heads-'));
    heads = join(folder, 'heads.jsonl');
    server = await startServer({ env: { AUDIT_HEADS_FILE: heads } });
    auditor = account(server.url, server.keys.auditor);
    owner = new Client({ connectionString: server.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const search = async (query: string): Promise<AuditRowView[]> => {
    const { status, body } = await auditor.get<AuditPageView>(`/v1/audit?${query}`);
    expect(status).toBe(200);
    return body.items;
  };
  const storedOf = async (action: string): Promise<number> => {
    const { rows } = await owner.query<{ count: string }>(
      'SELECT count(*) FROM audit_entry WHERE action = $1 AND organisation_id = $2',
      [action, server.organisationId],
    );
    return Number(rows[0]?.count);
  };
  const raise = async (): Promise<IncidentView> =>
    (await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE))).body;

  it('nobody listens whose listening cannot be recorded', async () => {
    const listen = () => connectControl(server.url, server.keys.dispatcher);
    await owner.query('REVOKE EXECUTE ON FUNCTION audit_append(uuid, text[]) FROM closeby_app');
    await expect(listen()).rejects.toThrow();
    await owner.query('GRANT EXECUTE ON FUNCTION audit_append(uuid, text[]) TO closeby_app');
    (await listen()).socket.close();
    expect(await storedOf('socket.join')).toBe(1);
  });

  it('a look is in the record by the time its answer is there: who, at what', async () => {
    const { id } = await raise();
    for (let looks = 1; looks <= 5; looks += 1) {
      await server.dispatcher().get(`/v1/incidents/${id}`);
      expect(await storedOf('readIncident')).toBe(looks);
    }
    const [row] = await search(`subject=${id}&action=readIncident`);
    expect(row).toMatchObject({
      actor: { role: 'dispatcher' },
      subject: { kind: 'incident', id },
      outcome: 'done',
      detail: { status: 200 },
    });
  });

  it("control's message is in the record soon after its answer", async () => {
    const { id } = await raise();
    await until(
      async () => (await search(`subject=${id}&action=raiseIncident`)).length === 1,
      'entry of the raised incident',
    );
    const [row] = await search(`subject=${id}&action=raiseIncident`);
    expect(row).toMatchObject({ actor: { role: 'control' }, detail: { status: 201 } });
  });

  it('what a role may not do is refused and in the record; guessing is not', async () => {
    await account(server.url, server.keys['read-only']).post('/v1/incidents', arrestAt(HERE));
    await until(
      async () => (await search('action=raiseIncident')).some((row) => row.outcome === 'refused'),
      'entry of the refusal',
    );
    const phone = await enrolPhone(server.registrar(), server.url);
    await account(server.url, phone.token).get(`/v1/incidents/${randomUUID()}/timeline`);
    const [row] = await search(`actor=${phone.responderId}`);
    expect(row).toMatchObject({
      actor: { role: 'responder' },
      action: 'readTimeline',
      outcome: 'refused',
      detail: { status: 403, code: 'forbidden' },
    });
    const before = await storedOf('listIncidents');
    await account(server.url, randomUUID()).get('/v1/incidents');
    expect(await storedOf('listIncidents')).toBe(before);
  });

  it("#21 a look at another organisation's is in the record of whoever tried", async () => {
    const { id } = await raise();
    const theirs = await server.otherOrganisation();
    const stranger = account(server.url, theirs.supervisor);
    expect((await stranger.get(`/v1/incidents/${id}`)).status).toBe(404);
    const { body } = await stranger.get<AuditPageView>('/v1/audit');
    expect(body.items).toMatchObject([
      { action: 'readIncident', outcome: 'refused', detail: { code: 'not-found' }, seq: 1 },
    ]);
    const ours = await search(`subject=${id}&action=readIncident`);
    expect(ours).toEqual([]);
  });

  it('searching is an entry itself, and shows by what was searched but not for whom', async () => {
    const whom = randomUUID();
    await search(`actor=${whom}&limit=1`);
    const [before] = await search('action=searchAudit&limit=1');
    expect(before).toMatchObject({
      actor: { role: 'auditor' },
      detail: { status: 200, filters: 'actor,limit' },
    });
    expect(JSON.stringify(before)).not.toContain(whom);
    for (const key of [server.keys.dispatcher, server.keys.control, server.keys.registrar]) {
      expect((await account(server.url, key).get('/v1/audit')).status).toBe(403);
    }
  });

  it('#29 incidents leave in bulk with a reason, seldom, without people or places', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(HERE);
    await raise();
    const range = new URLSearchParams({
      from: new Date(Date.now() - DAY_MS).toISOString(),
      to: new Date(Date.now() + DAY_MS).toISOString(),
    }).toString();
    const ask = (query: string) =>
      server.supervisor().get<ExportedIncidentsView>(`/v1/exports/incidents?${query}`);
    expect(await ask(range)).toMatchObject({ status: 422, body: { code: 'reason-needed' } });
    const reason = 'Yearly report';
    const { status, body } = await ask(`${range}&reason=${encodeURIComponent(reason)}`);
    expect(status).toBe(200);
    expect(body.count).toBeGreaterThan(2);
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/Test Person|address|notes|responderId|\d\.\d{4,}/);
    const [row] = await search('action=exportIncidents&limit=1');
    expect(row?.detail).toMatchObject({ reason, count: body.count });
    const theirs = account(server.url, (await server.otherOrganisation()).supervisor);
    const foreign = await theirs.get(`/v1/exports/incidents?${range}&reason=x`);
    expect(foreign.body).toMatchObject({ count: 0, incidents: [] });
    expect((await server.dispatcher().get(`/v1/exports/incidents?${range}`)).status).toBe(403);
    let last = 200;
    for (let times = 0; times < 12 && last === 200; times += 1) {
      last = (await ask(`${range}&reason=x`)).status;
    }
    expect(last).toBe(429);
  });

  it('what cannot be recorded is not shown, and is recorded once that is possible', async () => {
    const { id } = await raise();
    await owner.query('ALTER FUNCTION audit_append(uuid, text[]) RENAME TO audit_away');
    const hidden = await server.dispatcher().get(`/v1/incidents/${id}`);
    expect(hidden).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(JSON.stringify(hidden.body)).not.toContain(id);
    const raised = await raise();
    expect(raised.status).toBe('active');
    await owner.query('ALTER FUNCTION audit_away(uuid, text[]) RENAME TO audit_append');
    await until(
      async () => (await search(`subject=${raised.id}`)).length > 0,
      'entry of what was raised meanwhile',
    );
    expect((await search(`subject=${id}&action=readIncident`)).length).toBe(1);
  });

  it('the newest entries are signed outside the database, first when it starts', async () => {
    await server.kill('SIGTERM');
    await server.restart();
    const text = await until(async () => {
      const now = await readFile(heads, 'utf8').catch(() => '');
      return now !== '' && now;
    }, 'line of the file of heads');
    const keys = readPublicKeys(await readFile(`${heads}.pub`, 'utf8'));
    expect(keys).toHaveLength(2);
    for (const head of readHeads(text)) expect(head !== null && isSigned(head, keys)).toBe(true);
  });
});
