import { randomUUID } from 'node:crypto';
import type { ApprovalPageView, ApprovalView } from '#contracts/approval-api';
import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import type { CalloutView } from '#contracts/callout-api';
import type { IncidentPage, IncidentView, TimelineView } from '#contracts/incident-api';
import {
  account,
  arrestAt,
  enrolPhone,
  until,
  type Account,
  type Answer,
} from '../support/clients';
import { calloutBody, type CalloutFields } from '../support/callout-message';
import { AREA, HERE, startServer, type TestServer } from '../support/server';

const { south, west, north, east } = AREA;
const REASON = 'The river rises faster than the plan foresaw.';
const APPROVAL_HEADER = 'x-approval-id';

function squareOf(corners: { south: number; west: number; north: number; east: number }) {
  const { south: s, west: w, north: n, east: e } = corners;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  };
}

function callout(fields: CalloutFields = {}) {
  return calloutBody({
    controlRef: `CO-${randomUUID()}`,
    area: squareOf({ south, west, north, east }),
    wantedCount: 101,
    reason: REASON,
    ...fields,
  });
}

describe('what one person must not do alone', () => {
  let server: TestServer;
  let coordinator: Account;
  let supervisor: Account;
  let auditor: Account;

  beforeAll(async () => {
    server = await startServer();
    coordinator = account(server.url, server.keys.coordinator);
    supervisor = server.supervisor();
    auditor = account(server.url, server.keys.auditor);
  });
  afterAll(() => server.stop());

  const audited = async (query: string): Promise<AuditRowView[]> =>
    (await auditor.get<AuditPageView>(`/v1/audit?${query}`)).body.items;

  const ask = async (from: Account, body: unknown): Promise<{ id: string; answer: Answer }> => {
    const answer = await from.post('/v1/callouts', body);
    return { id: answer.headers.get(APPROVAL_HEADER) ?? '', answer };
  };
  const decide = (by: Account, id: string, approve = true) =>
    by.post<ApprovalView>(`/v1/approvals/${id}/decide`, { approve });
  const callouts = async (): Promise<readonly CalloutView[]> =>
    (await supervisor.get<{ items: CalloutView[] }>('/v1/callouts')).body.items;

  it('#24 a large call-out is refused with the approval that it waits for', async () => {
    const body = callout();
    for (const from of [server.dispatcher(), coordinator, server.control()]) {
      const again = { ...body, controlRef: `CO-${randomUUID()}` };
      const { id, answer } = await ask(from, again);
      expect([answer.status, answer.body['code']]).toEqual([403, 'approval-pending']);
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect((await ask(from, again)).id).toBe(id);
    }
    expect(await callouts()).toEqual([]);
    const { body: waiting } = await supervisor.get<ApprovalPageView>(
      '/v1/approvals?status=pending',
    );
    expect(waiting.items).toHaveLength(3);
    expect(waiting.items[0]).toMatchObject({ wantedCount: 101, reason: REASON, reachCount: 0 });
    const rows = await audited('action=openCallout');
    expect(rows.map((row) => [row.outcome, row.detail['code']])).toEqual(
      Array.from({ length: 6 }, () => ['refused', 'approval-pending']),
    );
  });

  it('#24 says that a reason is needed, and keeps nothing without one', async () => {
    const { id, answer } = await ask(coordinator, callout({ reason: undefined }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'reason-needed', field: 'reason' },
    });
    expect(id).toBe('');
  });

  it('#24 a second person opens it once, as the act of whoever asked; both are named', async () => {
    const body = callout();
    const { id } = await ask(server.dispatcher(), body);
    const approved = await decide(coordinator, id);
    expect(approved).toMatchObject({ status: 200, body: { status: 'approved' } });
    const { calloutId, askedBy, decidedBy } = approved.body;
    const opened = await supervisor.get<CalloutView>(`/v1/callouts/${calloutId ?? ''}`);
    expect(opened.body).toMatchObject({ controlRef: body['controlRef'], wantedCount: 101 });
    expect((await decide(supervisor, id)).body).toMatchObject({ code: 'illegal-step' });
    expect((await decide(coordinator, id)).body).toMatchObject({ calloutId });
    expect(
      (await callouts()).filter((each) => each.controlRef === body['controlRef']),
    ).toHaveLength(1);
    const again = await server.dispatcher().post('/v1/callouts', body);
    expect([again.status, again.body['id']]).toEqual([200, calloutId]);
    await until(
      async () => (await audited(`subject=${calloutId ?? ''}&action=openCallout`)).length === 1,
      'entry of the opened call-out',
    );
    const [row] = await audited(`subject=${calloutId ?? ''}&action=openCallout`);
    expect(row).toMatchObject({
      actor: askedBy,
      detail: { askedBy: askedBy.id, approvedBy: decidedBy?.id, approvalId: id },
    });
    const [decision] = await audited(`subject=${id}&action=decideApproval&actor=${decidedBy?.id}`);
    expect(decision).toMatchObject({ actor: decidedBy, outcome: 'done' });
  });

  it('#25 whoever asked can neither approve nor refuse, nor any dispatcher', async () => {
    const { id } = await ask(coordinator, callout());
    for (const approve of [true, false]) {
      expect(await decide(coordinator, id, approve)).toMatchObject({
        status: 403,
        body: { code: 'second-person-needed' },
      });
    }
    for (const by of [server.dispatcher(), server.control(), server.registrar(), auditor]) {
      expect((await decide(by, id)).body).toMatchObject({ code: 'forbidden' });
    }
    const others = account(server.url, (await server.otherOrganisation()).supervisor);
    expect((await decide(others, id)).status).toBe(404);
    const refused = await decide(supervisor, id, false);
    expect(refused.body).toMatchObject({ status: 'refused', calloutId: null });
    expect((await decide(supervisor, id)).body).toMatchObject({ code: 'illegal-step' });
    const rows = await audited(`subject=${id}`);
    expect(rows.map((row) => row.detail['code'])).toContain('second-person-needed');
  });

  it('#26 a call-out over half the world is refused with how many it would reach', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(HERE);
    const everywhere = squareOf({ south: -89.9, west: -139.9, north: 89.9, east: 19.9 });
    const reach = async (): Promise<Answer> =>
      coordinator.post('/v1/callouts', callout({ wantedCount: 5, area: everywhere }));
    await until(
      async () => String((await reach()).body['detail']).includes(' 1 people'),
      'the position in the record',
    );
    expect(await reach()).toMatchObject({
      status: 422,
      body: { code: 'area-invalid', field: 'area' },
    });
  });

  it('#27 an incident by hand needs a reason, says so, and comes rarely', async () => {
    const dispatcher = server.dispatcher();
    const arrest = { ...arrestAt(HERE), controlRef: undefined };
    const raise = (body: unknown) => dispatcher.post<IncidentView>('/v1/incidents', body);
    expect(await raise(arrest)).toMatchObject({ status: 422, body: { code: 'reason-needed' } });
    const reason = 'A walker told the desk.';
    const raised = await raise({ ...arrest, reason });
    expect(raised.status).toBe(201);
    expect(raised.body['controlRef']).toMatch(/^HAND-/);
    expect(raised.body.raisedByHand).toMatchObject({ reason });
    const own = { ...arrest, controlRef: `X-${randomUUID()}`, reason };
    expect((await raise(own)).status).toBe(201);
    expect((await raise(own)).status).toBe(200);
    expect((await raise({ ...arrest, reason })).status).toBe(201);
    const fourth = await raise({ ...arrest, reason });
    expect(fourth).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });

    const { body: facts } = await supervisor.get<TimelineView>(
      `/v1/incidents/${raised.body.id}/timeline`,
    );
    expect(facts.facts.find((each) => each.kind === 'raised-by-hand')).toMatchObject({
      actor: 'dispatcher',
      detail: { by: raised.body.raisedByHand?.by, reason },
    });
    const { body: page } = await supervisor.get<IncidentPage>('/v1/incidents?byHand=true');
    expect(page.items).toHaveLength(3);
    await until(
      async () => (await audited('action=raiseIncident')).length >= 6,
      'entries of what was raised by hand',
    );
  });

  it('#27 a control system raises without a reason, but never without its reference', async () => {
    const arrest = { ...arrestAt(HERE), controlRef: undefined };
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect([raised.status, raised.body.raisedByHand]).toEqual([201, null]);
    expect(await server.control().post('/v1/incidents', { ...arrest, reason: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'invalid-field', field: 'controlRef' },
    });
  });
});
