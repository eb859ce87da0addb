import { Client } from 'pg';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import { CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { AlertView } from '#contracts/responder-api';
import {
  arrestAt,
  connectControl,
  connectPhone,
  connectSocket,
  enrolPhone,
  fixAt,
  incidentOf,
  phoneAt,
  until,
  type Phone,
} from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Why a socket was not let in. */
async function refusalOf(
  namespace: string,
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<string> {
  try {
    const socket = await connectSocket(server.url, namespace, { auth, headers });
    socket.disconnect();
    return 'let in';
  } catch (error) {
    const data = (error as { data?: { code?: string } }).data;
    return data?.code ?? (error as Error).message;
  }
}

async function expireTokenOf(phone: Phone): Promise<void> {
  const client = new Client({ connectionString: server.database.ownerUrl });
  await client.connect();
  await client.query(
    `UPDATE device SET token_expires_at = now() - interval '1 second' WHERE responder_id = $1`,
    [phone.responderId],
  );
  await client.end();
}

describe('one incident over the live sockets', () => {
  it('goes from call to close, every fact on the timeline and nothing shown early', async () => {
    const near = { lat: HERE.lat + 0.002, lon: HERE.lon };
    const phone = await phoneAt(server, near);
    const live = await phone.connect(0);
    const room = await connectControl(server.url, server.keys.control);
    const control = server.control();

    const posted = performance.now();
    const raised = await control.post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const sent = await live.hears((each) => each.kind === 'alert-sent', 'alert on the socket');
    expect(performance.now() - posted).toBeLessThan(1_000);
    const { alertId } = sent.alert;
    expect(sent.alert).toMatchObject({ status: 'sent', kind: 'cardiac-arrest', exact: null });
    expect(sent.alert.cell?.sizeM).toBeGreaterThanOrEqual(250);
    expect(JSON.stringify(sent)).not.toMatch(/Secret Street|third pot/);

    await live.send('receipt', { alertId, kind: 'delivered' });
    await live.send('receipt', { alertId, kind: 'seen' });
    const accepted = await live.send('answer', { alertId, answer: 'accept' });
    if (!accepted.ok) throw new Error(accepted.problem.detail);
    expect(accepted.value.exact).toMatchObject({
      address: '1 Secret Street',
      notesForResponders: 'Key under the third pot.',
      place: { type: 'Point', coordinates: [HERE.lon, HERE.lat] },
    });
    const assignmentId = accepted.value.assignment?.assignmentId ?? '';
    for (const step of ['en-route', 'on-scene', 'with-patient', 'cleared'] as const) {
      const moved = await live.send('progress', { assignmentId, step });
      expect(moved).toMatchObject({ ok: true, value: { assignment: { status: step } } });
    }
    const ref = encodeURIComponent(raised.body.controlRef);
    await control.post(`/v1/incidents/by-ref/${ref}/close`, { version: 2 });

    const { body } = await control.get<TimelineView>(`/v1/incidents/${raised.body.id}/timeline`);
    const kinds: string[] = body.facts.map((fact) => fact.kind);
    const story = [
      'incident-received',
      'alert-sent',
      'alert-delivered',
      'alert-seen',
      'alert-accepted',
      'en-route',
      'on-scene',
      'with-patient',
      'cleared',
      'incident-closed',
    ];
    expect(kinds.filter((kind) => story.includes(kind))).toEqual(story);
    expect(body.facts.map((fact) => fact.seq)).toEqual(body.facts.map((_, i) => i + 1));
    const { times } = body;
    const moments = [
      times.receivedAt,
      times.firstAlertSentAt,
      times.firstAlertDeliveredAt,
      times.firstAlertSeenAt,
      times.firstAcceptedAt,
      times.firstEnRouteAt,
      times.firstOnSceneAt,
      times.firstWithPatientAt,
      times.lastClearedAt,
      times.closedAt,
    ].map((each) => Date.parse(each ?? ''));
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments).not.toContain(NaN);
    await until(
      () =>
        Promise.resolve(
          room.heard.some(
            ([event, value]) => event === 'incident' && (value as IncidentView).status === 'closed',
          ),
        ),
      'closed incident on the live view',
    );
    room.socket.disconnect();
    live.close();
  });

  it('stands down who is on the way when control cancels, and takes the place away', async () => {
    const away = { lat: HERE.lat + 0.05, lon: HERE.lon };
    const phone = await phoneAt(server, away);
    const live = await phone.connect(0);
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(away));
    const { alert } = await live.hears((each) => each.kind === 'alert-sent', 'alert');
    await live.send('answer', { alertId: alert.alertId, answer: 'accept' });
    const ref = encodeURIComponent(raised.body.controlRef);
    await server.control().post(`/v1/incidents/by-ref/${ref}/cancel`, { version: 2 });
    const down = await live.hears((each) => each.kind === 'stood-down', 'stand-down');
    expect(down.alert.exact).toBeNull();
    expect(down.alert.assignment?.status).toBe('stood-down');
    expect(JSON.stringify(down)).not.toMatch(/Secret Street|third pot/);
    live.close();
  });

  it('sends a phone that was away everything it missed, in order, by its last number', async () => {
    const away = { lat: HERE.lat - 0.05, lon: HERE.lon };
    const phone = await phoneAt(server, away);
    const control = server.control();
    const first = await phone.connect(0);
    const one = await control.post<IncidentView>('/v1/incidents', arrestAt(away));
    const heard = await first.hears((each) => each.kind === 'alert-sent', 'first alert');
    first.close();
    const cancel = `/v1/incidents/by-ref/${encodeURIComponent(one.body.controlRef)}/cancel`;
    await control.post(cancel, { version: 2 });
    await control.post('/v1/incidents', arrestAt(away));
    const second = await phone.connect(heard.seq);
    await second.hears((each) => each.kind === 'alert-sent', 'alert that was missed');
    expect(second.heard.map((each) => each.kind)).toEqual(['alert-withdrawn', 'alert-sent']);
    expect(second.heard.map((each) => each.seq)).toEqual([heard.seq + 1, heard.seq + 2]);
    const asked = await second.send('catch-up', { after: 0 });
    expect(asked.ok && asked.value.messages.map((each) => each.seq)).toEqual(
      Array.from({ length: heard.seq + 2 }, (_, i) => i + 1),
    );
    second.close();
  });

  it('switches duty and takes positions over the socket', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const live = await phone.connect(0);
    expect(await live.send('fixes', { fixes: [fixAt(HERE)] })).toMatchObject({
      ok: false,
      problem: { code: 'off-duty', status: 409 },
    });
    expect(await live.send('duty', { onDuty: true })).toMatchObject({
      ok: true,
      value: { onDuty: true },
    });
    expect(await live.send('fixes', { fixes: [fixAt(HERE)] })).toEqual({
      ok: true,
      value: { taken: 1, refused: [] },
    });
    live.close();
  });
});

describe('sockets that are refused', () => {
  it('without a token, with an unknown one, and with one in the address', async () => {
    expect(await refusalOf(RESPONDER_NAMESPACE, {})).toBe('unauthenticated');
    expect(await refusalOf(RESPONDER_NAMESPACE, { token: 'x'.repeat(43) })).toBe('unauthenticated');
    expect(await refusalOf(RESPONDER_NAMESPACE, { token: { $ne: '' } })).toBe('unauthenticated');
    const phone = await enrolPhone(server.registrar(), server.url);
    const address = `${RESPONDER_NAMESPACE}?token=${phone.token}`;
    expect(await refusalOf(address, {})).toBe('unauthenticated');
  });

  it('with an expired token, and one that expires while connected is shown out', async () => {
    const phone = await phoneAt(server, HERE);
    const live = await phone.connect(0);
    const gone = new Promise((resolve) => live.socket.once('disconnect', resolve));
    await expireTokenOf(phone);
    const refused = await until(async () => {
      const answer = await live.send('duty', { onDuty: true }).catch(() => null);
      return answer?.ok === false ? answer : null;
    }, 'refusal of the expired token');
    expect(refused).toMatchObject({ problem: { code: 'token-expired', status: 401 } });
    expect(await gone).toBe('io server disconnect');
    expect(await refusalOf(RESPONDER_NAMESPACE, { token: phone.token })).toBe('token-expired');
    expect((await phone.get('/v1/me')).body).toMatchObject({ code: 'token-expired' });
  });

  it('in the namespace of others, in none, and in one that does not exist', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    expect(await refusalOf(CONTROL_NAMESPACE, { key: phone.token })).toBe('forbidden');
    expect(await refusalOf(CONTROL_NAMESPACE, { key: server.keys.registrar })).toBe('forbidden');
    expect(await refusalOf(RESPONDER_NAMESPACE, { token: server.keys.control })).toBe('forbidden');
    expect(await refusalOf('/', { token: phone.token })).toContain('/responder');
    expect(await refusalOf('/admin', { token: phone.token })).toBe('Invalid namespace');
  });

  it('from a page elsewhere, while pages of this host and programs are let in', async () => {
    const auth = { key: server.keys.control };
    const from = (origin: string): Promise<string> =>
      refusalOf(CONTROL_NAMESPACE, auth, { origin });
    expect(await from('https://evil.example')).toBe('websocket error');
    expect(await from('null')).toBe('websocket error');
    expect(await from(new URL(server.url).origin)).toBe('let in');
    expect(await refusalOf(CONTROL_NAMESPACE, auth)).toBe('let in');
  });
});

describe('events that are refused', () => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await phoneAt(server, HERE);
  });
  const send = async (event: string, message: unknown): Promise<unknown> => {
    const live = await connectPhone(server.url, { token: phone.token, lastSeq: 0 });
    const answer = (await live.socket.timeout(5_000).emitWithAck(event, message)) as unknown;
    live.close();
    return answer;
  };

  it.each([
    ['alert:send', {}],
    ['incident', { id: 'x' }],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', null],
  ])('%s: nobody may send it', async (event, message) => {
    expect(await send(event, message)).toMatchObject({
      ok: false,
      problem: { code: 'not-found', status: 404 },
    });
  });

  it.each([
    ['duty', { onDuty: 'yes' }, 'onDuty'],
    ['duty', null, undefined],
    ['duty', { onDuty: false, responderId: 'someone else' }, 'responderId'],
    ['answer', { alertId: 'x', answer: 'accept' }, 'alertId'],
    ['fixes', { fixes: [] }, 'fixes'],
    ['fixes', { fixes: Array.from({ length: 201 }, () => fixAt(HERE)) }, 'fixes'],
    ['catch-up', { after: -1 }, 'after'],
  ])('%s that cannot be read is refused (number %#)', async (event, message, field) => {
    const problem = {
      code: 'invalid-field',
      status: 422,
      ...(field === undefined ? {} : { field }),
    };
    expect(await send(event, message)).toMatchObject({ ok: false, problem });
    expect((await phone.get('/v1/me')).body).toMatchObject({ onDuty: true });
  });

  it('a packet of two megabytes ends its own socket and nobody else notices', async () => {
    const other = await phoneAt(server, HERE);
    const bystander = await other.connect(0);
    const live = await phone.connect(0);
    const gone = new Promise((resolve) => live.socket.once('disconnect', resolve));
    live.socket.emit('duty', { onDuty: false, filler: 'x'.repeat(2_000_000) });
    expect(await gone).toMatch(/transport/);
    expect((await phone.get('/v1/me')).body).toMatchObject({ onDuty: true });
    expect(await bystander.send('duty', { onDuty: true })).toMatchObject({ ok: true });
    bystander.close();
  });

  it('too many at once are refused, and a socket that does not stop is shown out', async () => {
    const flooding = await enrolPhone(server.registrar(), server.url);
    const live = await flooding.connect(0);
    const gone = new Promise((resolve) => live.socket.once('disconnect', resolve));
    const answers: Promise<unknown>[] = [];
    for (let i = 0; i < 400; i += 1) {
      answers.push(live.send('catch-up', { after: 0 }).catch(() => null));
    }
    expect(await gone).toBe('io server disconnect');
    expect(await Promise.all(answers)).toContainEqual(
      expect.objectContaining({
        ok: false,
        problem: expect.objectContaining({ code: 'too-many-requests' }) as unknown,
      }),
    );
  });

  it('control may only listen', async () => {
    const { socket } = await connectControl(server.url, server.keys.control);
    const answer = (await socket.timeout(5_000).emitWithAck('incident', {})) as unknown;
    expect(answer).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    socket.disconnect();
  });
});

describe('several copies of the server', () => {
  it('rings a phone on one copy for an incident raised on another', async () => {
    const beside = await startServer({ beside: server, role: 'api' });
    const away = { lat: HERE.lat, lon: HERE.lon - 0.1 };
    const phone = await phoneAt(server, away);
    const live = await connectPhone(beside.url, { token: phone.token, lastSeq: 0 });
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(away));
    const { alert } = await live.hears((each) => each.kind === 'alert-sent', 'alert');
    const yes = await live.send('answer', { alertId: alert.alertId, answer: 'accept' });
    expect(yes).toMatchObject({ ok: true });
    const seen: IncidentView = await incidentOf(beside.control(), raised.body.id);
    expect(seen.acceptedCount).toBe(1);
    const drained = new Promise((resolve) => live.socket.once('disconnect', resolve));
    expect(await beside.kill('SIGTERM')).toBe(0);
    expect(await drained).toMatch(/transport/);
    const moved: AlertView = (await phone.get<{ items: [AlertView] }>('/v1/me/alerts')).body
      .items[0];
    expect(moved.assignment?.status).toBe('accepted');
  });
});
