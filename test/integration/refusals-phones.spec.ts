import { randomUUID } from 'node:crypto';
import type { IncidentView } from '#contracts/incident-api';
import type { AlertView, FixesTaken } from '#contracts/responder-api';
import {
  account,
  alertOf,
  arrestAt,
  enrolPhone,
  fixAt,
  type Account,
  type Answer,
  type Phone,
} from '../support/clients';
import { calloutBody } from '../support/callout-message';
import { RecordKeeper } from '../support/record-keeper';
import { HERE, startServer, type TestServer } from '../support/server';

const MINUTE_MS = 60_000;

let server: TestServer;
let record: RecordKeeper;
beforeAll(async () => {
  server = await startServer();
  record = await RecordKeeper.open(server);
});
afterAll(async () => {
  await record.close();
  await server.stop();
});

describe('answers to alerts', () => {
  let phone: Phone;
  let place = { ...HERE };
  /** Each test its own place, far from the others. */
  beforeEach(async () => {
    place = { lat: place.lat - 0.02, lon: HERE.lon + 0.08 };
    phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(place);
  });
  const raiseHere = async (): Promise<{ incident: IncidentView; alert: AlertView }> => {
    const { body } = await server.control().post<IncidentView>('/v1/incidents', arrestAt(place));
    return { incident: body, alert: await alertOf(phone) };
  };
  const accept = (as: Account, alertId: string): Promise<Answer> =>
    as.post('/v1/me/answers', { alertId, answer: 'accept' });

  it('that was never sent is refused', async () => {
    await record.expectRefused(() => accept(phone, randomUUID()), {
      status: 404,
      code: 'not-found',
    });
  });

  it("that is another's is refused as if it were not there", async () => {
    const { alert } = await raiseHere();
    const other = await enrolPhone(server.registrar(), server.url);
    await record.expectRefused(() => accept(other, alert.alertId), {
      status: 404,
      code: 'not-found',
    });
    await record.expectRefused(
      () => other.post('/v1/me/receipts', { alertId: alert.alertId, kind: 'seen' }),
      { status: 404, code: 'not-found' },
    );
  });

  it('that has expired is refused', async () => {
    const { incident, alert } = await raiseHere();
    // Otherwise the next look at the incident may come meanwhile, and ends the alert.
    await record.database.query('DELETE FROM review WHERE subject_id = $1', [incident.id]);
    await record.database.query(
      `UPDATE alert SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [alert.alertId],
    );
    await record.expectRefused(() => accept(phone, alert.alertId), {
      status: 409,
      code: 'alert-expired',
    });
  });

  it('whose incident was cancelled is refused, and the place stays unknown', async () => {
    const { incident, alert } = await raiseHere();
    const path = `/v1/incidents/by-ref/${encodeURIComponent(incident.controlRef)}/cancel`;
    await server.control().post(path, { version: 2 });
    const before = await record.atRest();
    const answer = await accept(phone, alert.alertId);
    expect(answer.status).toBe(409);
    expect(['alert-withdrawn', 'incident-over']).toContain(answer.body['code']);
    expect(JSON.stringify(answer.body)).not.toContain('Secret Street');
    expect(await record.stored()).toBe(before);
  });

  it('by someone stood down: accepting and going on are both refused', async () => {
    const { incident, alert } = await raiseHere();
    const yes = await phone.post<AlertView>('/v1/me/answers', {
      alertId: alert.alertId,
      answer: 'accept',
    });
    const assignmentId = yes.body.assignment?.assignmentId ?? '';
    const path = `/v1/incidents/by-ref/${encodeURIComponent(incident.controlRef)}/close`;
    await server.control().post(path, { version: 2 });
    const again = await accept(phone, alert.alertId);
    expect([again.status, again.body['exact'] ?? null]).toEqual([409, null]);
    await record.expectRefused(
      () => phone.post('/v1/me/progress', { assignmentId, step: 'on-scene' }),
      {
        status: 409,
        code: 'stood-down',
      },
    );
  });

  it('that skip or go back on the way are refused', async () => {
    const { alert } = await raiseHere();
    const yes = await phone.post<AlertView>('/v1/me/answers', {
      alertId: alert.alertId,
      answer: 'accept',
    });
    const assignmentId = yes.body.assignment?.assignmentId ?? '';
    const step = (to: string): Promise<Answer> =>
      phone.post('/v1/me/progress', { assignmentId, step: to });
    const illegal = { status: 409, code: 'illegal-step', field: 'step' };
    await record.expectRefused(() => step('with-patient'), illegal);
    await record.expectRefused(() => step('cleared'), illegal);
    await step('on-scene');
    expect(await record.expectRefused(() => step('en-route'), illegal)).toBe(
      'From on-scene there is no step to en-route.',
    );
    await record.expectRefused(() => step('accepted'), {
      status: 422,
      code: 'invalid-field',
      field: 'step',
    });
  });
});

describe('positions', () => {
  let phone: Phone;
  beforeEach(async () => {
    phone = await enrolPhone(server.registrar(), server.url);
    await phone.put('/v1/me/duty', { onDuty: true });
  });
  const at = (agoMs: number): string => new Date(Date.now() - agoMs).toISOString();
  const refusedCodes = async (...fixes: unknown[]): Promise<string[]> => {
    const { status, body } = await phone.post<FixesTaken>('/v1/me/fixes', { fixes });
    expect(status).toBe(200);
    return body.refused.map((each) => each.code);
  };

  it('from the future are refused', async () => {
    expect(await refusedCodes(fixAt(HERE, { at: at(-5 * MINUTE_MS) }))).toEqual(['fix-in-future']);
  });

  it('an hour old are refused', async () => {
    expect(await refusedCodes(fixAt(HERE, { at: at(60 * MINUTE_MS) }))).toEqual(['fix-stale']);
  });

  it('with an accuracy of 5 km are refused', async () => {
    expect(await refusedCodes(fixAt(HERE, { accuracyM: 5_000 }))).toEqual(['fix-inaccurate']);
  });

  it('80 metres a second away are refused, and the ones that can be true are taken', async () => {
    const metres = 1 / 111_195;
    const batch = [
      fixAt(HERE, { at: at(20_000) }),
      fixAt({ lat: HERE.lat + 80 * 15 * metres, lon: HERE.lon }, { at: at(5_000) }),
      fixAt({ lat: HERE.lat + 3 * 16 * metres, lon: HERE.lon }, { at: at(4_000) }),
    ];
    expect(await refusedCodes(...batch)).toEqual(['fix-implausible-speed']);
  });

  it('older than the newest are refused', async () => {
    const batch = [fixAt(HERE, { at: at(1_000) }), fixAt(HERE, { at: at(2_000) })];
    expect(await refusedCodes(...batch)).toEqual(['fix-out-of-order']);
  });

  it('that are no place are refused, each by its number in the batch', async () => {
    const nowhere = [
      fixAt({ lat: 91, lon: 0 }, { at: at(3_000) }),
      fixAt({ lat: 0, lon: 0 }, { at: at(2_000) }),
      fixAt(HERE),
    ];
    const { body } = await phone.post<FixesTaken>('/v1/me/fixes', { fixes: nowhere });
    expect(body.taken).toBe(1);
    expect(body.refused.map((each) => [each.index, each.code])).toEqual([
      [0, 'fix-place-invalid'],
      [1, 'fix-place-invalid'],
    ]);
  });

  it('of someone off duty are not kept', async () => {
    await phone.put('/v1/me/duty', { onDuty: false });
    const { status, body } = await phone.post('/v1/me/fixes', { fixes: [fixAt(HERE)] });
    expect([status, body['code']]).toEqual([409, 'off-duty']);
    const { rows } = await record.database.query(
      'SELECT FROM last_known_fix WHERE responder_id = $1',
      [phone.responderId],
    );
    expect(rows).toHaveLength(0);
  });
});

describe('phones and people', () => {
  it('an enrolment code works once, and a wrong one says the same as a used one', async () => {
    const registrar = server.registrar();
    const phone = await enrolPhone(registrar, server.url);
    const path = `/v1/responders/${phone.responderId}/enrolment`;
    const { body } = await registrar.post<{ enrolmentCode: string }>(path);
    const signIn = (enrolmentCode: string): Promise<Answer> =>
      account(server.url, null).post('/v1/devices', { enrolmentCode, platform: 'ios' });
    expect((await signIn(body.enrolmentCode)).status).toBe(201);
    const used = await record.expectRefused(() => signIn(body.enrolmentCode), {
      status: 401,
      code: 'enrolment-code-invalid',
    });
    const wrong = await record.expectRefused(() => signIn('AAAA-BBBB-CCCC'), {
      status: 401,
      code: 'enrolment-code-invalid',
    });
    expect(wrong).toBe(used);
  });

  it('a credential that was revoked is never verified again', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    const move = (status: string): Promise<Answer> =>
      server.registrar().post(`/v1/credentials/${phone.credentialId}/status`, { status });
    expect((await move('revoked')).status).toBe(200);
    await record.expectRefused(() => move('verified'), { status: 409, code: 'illegal-step' });
  });

  it('a credential that ends before it begins is refused', async () => {
    await record.expectRefused(
      () =>
        server.registrar().put(`/v1/responders/r-${randomUUID()}`, {
          displayName: 'A. Person',
          credentials: [
            {
              kind: 'cpr',
              issuer: 'School',
              validFrom: '2026-01-02T00:00:00Z',
              validTo: '2026-01-01T00:00:00Z',
            },
          ],
        }),
      { status: 422, code: 'invalid-field', field: 'credentials.0.validTo' },
    );
  });

  it('a name of nothing but spaces is refused', async () => {
    await record.expectRefused(
      () =>
        server.registrar().put(`/v1/responders/r-${randomUUID()}`, {
          displayName: '   ',
          credentials: [],
        }),
      { status: 422, code: 'invalid-field', field: 'displayName' },
    );
  });

  it('a retired AED does not come back', async () => {
    const path = `/v1/aeds/a-${randomUUID()}`;
    const place = { type: 'Point', coordinates: [HERE.lon, HERE.lat] };
    await server.registrar().put(path, { name: 'Hall', place });
    await server.registrar().post(`${path}/status`, { status: 'retired' });
    await record.expectRefused(
      () => server.registrar().post(`${path}/status`, { status: 'available' }),
      {
        status: 409,
        code: 'illegal-step',
      },
    );
  });

  it('a call-out whose outline crosses itself is refused', async () => {
    const { lat, lon } = HERE;
    const bow = [
      [lon, lat],
      [lon + 0.01, lat + 0.01],
      [lon + 0.01, lat],
      [lon, lat + 0.01],
      [lon, lat],
    ];
    await record.expectRefused(
      () =>
        server.control().post(
          '/v1/callouts',
          calloutBody({
            controlRef: `F-${randomUUID()}`,
            area: { type: 'Polygon', coordinates: [bow] },
          }),
        ),
      { status: 422, code: 'area-invalid', field: 'area' },
    );
  });
});
