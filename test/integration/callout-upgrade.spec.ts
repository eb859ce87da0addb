import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { ApprovalView } from '#contracts/approval-api';
import type { BookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import { MIGRATIONS } from '#migrations/index';
import { makeDataSource, migrate } from '#adapters/postgres/data-source';
import { makeEmptyDatabase, rowsOf, type TestDatabase } from '../support/database';
import { addKeys } from '../support/organisation';
import { RouteChecks } from '../support/route-checks';
import { HERE, makeKeys, startServer, type TestServer } from '../support/server';

/** The last migration under which a call-out had one need and at most one muster point. */
const BEFORE = 'Aid1700000000013';
const RING = [
  [-76.05, 36.84],
  [-76.01, 36.84],
  [-76.01, 36.86],
  [-76.05, 36.86],
  [-76.05, 36.84],
];
const AREA = { type: 'Polygon', coordinates: [RING] };
const checks = new RouteChecks();

let database: TestDatabase;
let server: TestServer;
let open: string;
let closed: string;
let answered: string;

beforeAll(async () => {
  database = await makeEmptyDatabase();
  await migrateTo(BEFORE);
  const organisationId = await organisationAsBefore();
  open = await openAsBefore(organisationId, { status: 'open', withMuster: true });
  closed = await openAsBefore(organisationId, { status: 'closed', withMuster: false });
  answered = await saysYesAsBefore(organisationId, open);
  await askAsBefore(organisationId);
  await migrate(database.ownerUrl);
  const keys = makeKeys();
  await addKeys(database, organisationId, keys);
  server = await startServer({ over: { database, organisationId, keys } });
}, 90_000);

afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function migrateTo(name: string): Promise<void> {
  const last = MIGRATIONS.findIndex((Migration) => new Migration().name === name);
  const { options } = makeDataSource(database.ownerUrl);
  const old = new DataSource({ ...options, migrations: MIGRATIONS.slice(0, last + 1) });
  await old.initialize();
  await old.runMigrations();
  await old.destroy();
}

async function organisationAsBefore(): Promise<string> {
  const id = randomUUID();
  await rowsOf(
    database.ownerUrl,
    `INSERT INTO organisation (id, slug, name, time_zone, policy_name)
     VALUES ($1, 'before', 'Before', 'America/New_York', 'nearest-10')`,
    [id],
  );
  return id;
}

/** What the version before wrote of a call-out; area and muster point are of the tests' city. */
async function openAsBefore(
  organisationId: string,
  { status, withMuster }: { readonly status: string; readonly withMuster: boolean },
): Promise<string> {
  const id = randomUUID();
  await rowsOf(
    database.ownerUrl,
    `INSERT INTO callout (id, organisation_id, control_ref, mode, title, message, muster_place,
       muster_note, area, wanted_count, accepted_count, credential_kind, status, opened_at,
       revision, fact_count)
     VALUES ($1, $2, $3, 'actual', 'Sandbags', 'Fill bags at the school.',
       CASE WHEN $4 THEN ST_SetSRID(ST_MakePoint($5, $6), 4326)::geography END,
       CASE WHEN $4 THEN 'School yard' END,
       ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($7), 4326)), 3, $8, 'flood-rescue', $9, now(), 1, 0)`,
    [
      ...[id, organisationId, `FLOOD-${status}`, withMuster, HERE.lon, HERE.lat],
      ...[JSON.stringify(AREA), status === 'open' ? 1 : 0, status],
    ],
  );
  return id;
}

async function saysYesAsBefore(organisationId: string, calloutId: string): Promise<string> {
  const responderId = randomUUID();
  await rowsOf(
    database.ownerUrl,
    `WITH person AS (
       INSERT INTO responder (id, organisation_id, external_ref, test_phone, updated_at)
       VALUES ($1, $2, 'R-1', false, now())
     )
     INSERT INTO alert (id, organisation_id, callout_id, responder_id, wave, status, reason,
       sent_at, expires_at, answered_at, ended_at)
     VALUES (gen_random_uuid(), $2, $3, $1, 1, 'accepted', 'in-area', now(), now(), now(), now())`,
    [responderId, organisationId, calloutId],
  );
  return responderId;
}

/** A large call-out that waits for a second person while the new version is installed. */
async function askAsBefore(organisationId: string): Promise<void> {
  const request = {
    ...{ controlRef: 'FLOOD-asked', mode: 'actual', title: 'Dyke', message: 'Hold the dyke.' },
    ...{ area: AREA, wantedCount: 150, credentialKind: 'flood-rescue', reason: 'The river.' },
  };
  await rowsOf(
    database.ownerUrl,
    `INSERT INTO approval (id, organisation_id, kind, status, control_ref, request, reach_count,
       reason, asked_role, asked_by, asked_at, expires_at)
     VALUES ($1, $2, 'open-callout', 'pending', 'FLOOD-asked', $3, 0, 'The river.', 'dispatcher',
       $4, now(), now() + interval '10 minutes')`,
    [randomUUID(), organisationId, JSON.stringify(request), randomUUID()],
  );
}

describe('call-outs of the version before', () => {
  it('have one need and one muster point, and say what nobody had written down', async () => {
    const read = await server.dispatcher().get<CalloutView>(`/v1/callouts/${open}`);
    checks.fits('readCallout', read);
    expect(read.body).toMatchObject({
      ...{ status: 'open', wantedCount: 3, acceptedCount: 1, exclusions: null, shifts: [] },
      briefing: { event: 'Sandbags', task: 'Fill bags at the school.', risks: 'Not stated' },
      needs: [{ needKey: 'people', wantedCount: 3, acceptedCount: 1 }],
      musterPoints: [{ name: 'School yard', place: { coordinates: [HERE.lon, HERE.lat] } }],
    });
    expect(read.body.needs[0]?.credentialKinds).toEqual(['flood-rescue']);
    const over = await server.dispatcher().get<CalloutView>(`/v1/callouts/${closed}`);
    checks.fits('readCallout', over);
    expect(over.body).toMatchObject({ status: 'closed', musterPoints: [{ name: 'Not stated' }] });
    checks.fits('listCallouts', await server.dispatcher().get('/v1/callouts'));
  });

  it('expect whoever had said yes, and can be raised and ended', async () => {
    const dispatcher = server.dispatcher();
    const roster = await dispatcher.get<{ items: BookingView[] }>(`/v1/callouts/${open}/bookings`);
    checks.fits('listBookings', roster);
    expect(roster.body.items).toMatchObject([
      { responderId: answered, status: 'expected', needKey: 'people', musterKey: 'muster' },
    ]);
    const read = await dispatcher.get<CalloutView>(`/v1/callouts/${open}`);
    const needs = read.body.needs.map(({ acceptedCount, acceptedPieces, ...need }) => ({
      ...need,
      wantedCount: need.wantedCount + acceptedCount + Object.keys(acceptedPieces).length,
    }));
    const raised = await dispatcher.put(`/v1/callouts/${open}/needs`, { needs, reason: 'More.' });
    expect(raised).toMatchObject({ status: 200, body: { wantedCount: 4 } });
    const ended = await dispatcher.post(`/v1/callouts/${open}/end`, { outcome: 'closed' });
    expect(ended).toMatchObject({ status: 200, body: { status: 'closed' } });
  });

  it('that waited for a second person are opened when that person agrees', async () => {
    const supervisor = server.supervisor();
    const listed = await supervisor.get<{ items: ApprovalView[] }>('/v1/approvals');
    checks.fits('listApprovals', listed);
    expect(listed.body.items).toMatchObject([{ title: 'Dyke', wantedCount: 150 }]);
    const path = `/v1/approvals/${listed.body.items[0]?.id ?? ''}/decide`;
    const decided = await supervisor.post<ApprovalView>(path, { approve: true });
    expect(decided).toMatchObject({ status: 200, body: { status: 'approved' } });
    const calloutId = decided.body.calloutId ?? '';
    const opened = await server.dispatcher().get<CalloutView>(`/v1/callouts/${calloutId}`);
    checks.fits('readCallout', opened);
    expect(opened.body).toMatchObject({ briefing: { task: 'Hold the dyke.' }, wantedCount: 150 });
  });
});
