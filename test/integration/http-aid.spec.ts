import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { AidAgreementView, AidView } from '#contracts/aid-api';
import type { IncidentPage, IncidentView } from '#contracts/incident-api';
import { account, arrestAt, phoneAt, type Account } from '../support/clients';
import { isOfAid, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const HOUR_MS = 3_600_000;
const checks = new RouteChecks();

let server: TestServer;
let owner: Client;
/** A service of its own beside the server's first one, which has the people. */
let next: Awaited<ReturnType<TestServer['otherOrganisation']>>;
let slug: string;

beforeAll(async () => {
  server = await startServer();
  next = await server.otherOrganisation();
  owner = new Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ slug: string }>(
    'SELECT slug FROM organisation WHERE id = $1',
    [server.organisationId],
  );
  slug = rows[0]?.slug ?? '';
}, 60_000);

afterAll(async () => {
  await owner.end();
  await server.stop();
});

const as = (role: keyof typeof next): Account => account(server.url, next[role]);

async function agree(): Promise<string> {
  const validUntil = new Date(Date.now() + HOUR_MS).toISOString();
  const message = { partner: slug, validUntil };
  const proposed = await as('supervisor').post<AidAgreementView>('/v1/aid-agreements', message);
  checks.fits('proposeAid', proposed);
  const path = `/v1/aid-agreements/${proposed.body.id}/accept`;
  const accepted = await server.supervisor().post<AidAgreementView>(path);
  checks.fits('acceptAid', accepted);
  expect(accepted.body).toMatchObject({ status: 'in-force', proposedByUs: false });
  return proposed.body.id;
}

async function raise(): Promise<{ readonly id: string; readonly ref: string }> {
  const ref = `CAD-${randomUUID()}`;
  const message = arrestAt(HERE, { controlRef: ref, address: '7 Hidden Row' });
  const { body } = await as('control').post<IncidentView>('/v1/incidents', message);
  return { id: body.id, ref };
}

describe('help of the organisation next door', () => {
  it('is agreed on, asked for, counted, follows what control says and ends', async () => {
    const phone = await phoneAt(server, HERE);
    const agreementId = await agree();
    const { id, ref } = await raise();
    const asked = { agreementId, reason: 'All bound' };
    const first = await as('control').post<AidView>(`/v1/incidents/${id}/aid`, asked);
    checks.fits('askAid', first);
    expect(first.status).toBe(201);
    expect(first.body.incident).toMatchObject({ status: 'active', alertedCount: 1 });
    const again = await as('dispatcher').post<AidView>(`/v1/incidents/${id}/aid`, asked);
    expect(again.status).toBe(200);

    const { body } = await server.dispatcher().get<IncidentPage>('/v1/incidents');
    const linked = body.items.find(({ controlRef }) => controlRef.endsWith(`/${ref}`));
    expect(linked?.controlRef).toMatch(/^aid\/test-[0-9a-f]+\/CAD-/);
    expect(JSON.stringify(linked)).not.toContain('Hidden');
    const read = await as('dispatcher').get<{ items: AidView[] }>(`/v1/incidents/${id}/aid`);
    checks.fits('readAid', read);
    expect(JSON.stringify(read.body)).not.toMatch(
      new RegExp(`${phone.responderId}|${linked?.id ?? 'none'}|Test Person`),
    );

    const change = { version: 2, priority: 'urgent', address: '8 Hidden Row' };
    await as('control').post(`/v1/incidents/by-ref/${ref}/update`, change);
    const path = `/v1/incidents/${linked?.id ?? ''}`;
    const changed = await server.dispatcher().get<IncidentView>(path);
    expect(changed.body).toMatchObject({ priority: 'urgent', address: null });
    await as('control').post(`/v1/incidents/by-ref/${ref}/close`, { version: 3 });
    const closed = await server.dispatcher().get<IncidentView>(path);
    expect(closed.body).toMatchObject({ status: 'closed' });
    const counted = await as('dispatcher').get<{ items: AidView[] }>(`/v1/incidents/${id}/aid`);
    expect(counted.body.items).toMatchObject([{ incident: { status: 'closed' } }]);
  });

  it('ends at once for both when either ends it', async () => {
    const agreementId = await agree();
    const { id } = await raise();
    const ended = await server.supervisor().post(`/v1/aid-agreements/${agreementId}/end`);
    checks.fits('endAid', ended);
    const refused = await as('control').post(`/v1/incidents/${id}/aid`, {
      ...{ agreementId, reason: 'All bound' },
    });
    expect(refused).toMatchObject({ body: { code: 'aid-not-agreed' } });
    const list = await as('dispatcher').get<{ items: AidAgreementView[] }>('/v1/aid-agreements');
    checks.fits('listAidAgreements', list);
    const mine = list.body.items.find((each) => each.id === agreementId);
    expect(mine).toMatchObject({ status: 'ended' });
  });

  it('is nobody else’s: a third organisation finds neither agreement nor incident', async () => {
    const agreementId = await agree();
    const { id } = await raise();
    const third = account(server.url, (await server.otherOrganisation()).supervisor);
    for (const step of ['accept', 'end']) {
      const path = `/v1/aid-agreements/${agreementId}/${step}`;
      await expect(third.post(path)).resolves.toMatchObject({ status: 404 });
    }
    await expect(third.get(`/v1/incidents/${id}/aid`)).resolves.toMatchObject({ status: 404 });
    await expect(third.get('/v1/aid-agreements')).resolves.toMatchObject({ body: { items: [] } });
  });

  it('has been asked for by every route of it', () => {
    expect(checks.missing(isOfAid)).toEqual([]);
  });
});
