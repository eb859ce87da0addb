import { randomUUID } from 'node:crypto';
import type { IncidentView } from '#contracts/incident-api';
import { account, arrestAt, enrolPhone, type Answer } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { AREA, HERE, startServer, type TestServer } from '../support/server';

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

describe('callers', () => {
  it('without a key are refused', async () => {
    await record.expectRefused(
      () => account(server.url, null).post('/v1/incidents', arrestAt(HERE)),
      {
        status: 401,
        code: 'unauthenticated',
      },
    );
  });

  it('with a key that does not exist are refused', async () => {
    await record.expectRefused(
      () => account(server.url, 'x'.repeat(32)).post('/v1/incidents', arrestAt(HERE)),
      { status: 401, code: 'unauthenticated' },
    );
  });

  it('with the key of the demo are refused where the demo is not allowed', async () => {
    await record.expectRefused(
      () => account(server.url, 'closeby-demo-control').post('/v1/incidents', arrestAt(HERE)),
      { status: 401, code: 'unauthenticated' },
    );
  });

  it.each([
    ['registrar', 'POST', '/v1/incidents'],
    ['control', 'PUT', '/v1/responders/x'],
    ['control', 'GET', '/v1/responders'],
    ['control', 'GET', '/v1/me'],
    ['dispatcher', 'PUT', '/v1/aeds/x'],
  ] as const)('as %s may not %s %s', async (role, method, path) => {
    const as = server[role]();
    const send: Record<typeof method, () => Promise<Answer>> = {
      GET: () => as.get(path),
      POST: () => as.post(path, {}),
      PUT: () => as.put(path, {}),
    };
    const detail = await record.expectRefused(send[method], { status: 403, code: 'forbidden' });
    expect(detail).toBe(`A ${role} may not do this.`);
  });

  it('as a phone may not raise an incident', async () => {
    const phone = await enrolPhone(server.registrar(), server.url);
    await record.expectRefused(() => phone.post('/v1/incidents', arrestAt(HERE)), {
      status: 403,
      code: 'forbidden',
    });
  });

  it('of another organisation find neither incident, timeline and plan nor people', async () => {
    const other = await server.otherOrganisation();
    const phone = await enrolPhone(server.registrar(), server.url);
    const { body } = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const theirs = account(server.url, other.control);
    for (const path of ['', '/timeline', '/plan']) {
      await record.expectRefused(() => theirs.get(`/v1/incidents/${body.id}${path}`), {
        status: 404,
        code: 'not-found',
      });
    }
    await record.expectRefused(
      () => account(server.url, other.supervisor).get(`/v1/responders/${phone.responderId}`),
      { status: 404, code: 'not-found' },
    );
    await record.expectRefused(
      () =>
        account(server.url, other.registrar).post(`/v1/credentials/${phone.credentialId}/status`, {
          status: 'revoked',
        }),
      { status: 404, code: 'not-found' },
    );
    const listed = await theirs.get<{ items: unknown[] }>('/v1/incidents');
    expect(listed.body.items).toEqual([]);
  });

  it('of another organisation cannot end an incident by its reference', async () => {
    const other = await server.otherOrganisation();
    const { body } = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    const path = `/v1/incidents/by-ref/${encodeURIComponent(body.controlRef)}/cancel`;
    const theirs = await account(server.url, other.control).post(path, { version: 9 });
    expect(theirs.body).toEqual({ controlRef: body.controlRef, status: 'awaited' });
    const ours = await server.control().get<IncidentView>(`/v1/incidents/${body.id}`);
    expect(ours.body.status).toBe('active');
  });
});

describe('places', () => {
  const raiseAt = (coordinates: unknown, fields: Record<string, unknown> = {}): Promise<Answer> =>
    server.control().post('/v1/incidents', {
      ...arrestAt(HERE),
      place: { type: 'Point', coordinates },
      ...fields,
    });

  it.each([
    ['latitude 91', [HERE.lon, 91], 'place.coordinates.1'],
    ['longitude 181', [181, HERE.lat], 'place.coordinates.0'],
    ['NaN, which JSON writes as null', [null, HERE.lat], 'place.coordinates.0'],
    ['the text NaN', ['NaN', HERE.lat], 'place.coordinates.0'],
    ['an altitude', [HERE.lon, HERE.lat, 12], 'place.coordinates'],
    ['(0, 0)', [0, 0], 'place.coordinates'],
  ])('with %s are refused', async (_what, coordinates, field) => {
    await record.expectRefused(() => raiseAt(coordinates), {
      status: 422,
      code: 'place-invalid',
      field,
    });
  });

  it('with swapped coordinates are outside, and the answer says what to check', async () => {
    const detail = await record.expectRefused(() => raiseAt([HERE.lat, HERE.lon]), {
      status: 422,
      code: 'place-outside-area',
      field: 'place',
    });
    expect(detail).toContain('longitude comes first');
  });

  it('outside the area are refused, and taken with a warning where control insists', async () => {
    const outside = [AREA.east + 0.2, HERE.lat];
    await record.expectRefused(() => raiseAt(outside), {
      status: 422,
      code: 'place-outside-area',
      field: 'place',
    });
    const insisted = await raiseAt(outside, { acceptOutsideArea: true });
    expect(insisted.status).toBe(201);
    expect(insisted.body['warnings']).toEqual([expect.stringContaining('outside')]);
  });
});

describe('messages', () => {
  const raise = (body: unknown): Promise<Answer> => server.control().post('/v1/incidents', body);

  it('of an unknown kind are refused', async () => {
    await record.expectRefused(() => raise(arrestAt(HERE, { kind: 'fire' })), {
      status: 422,
      code: 'unknown-kind',
      field: 'kind',
    });
  });

  it('with an unknown field are refused by its name', async () => {
    await record.expectRefused(() => raise(arrestAt(HERE, { organisationId: randomUUID() })), {
      status: 422,
      code: 'invalid-field',
      field: 'organisationId',
    });
  });

  it.each([
    ['a control character', 'line\u0000break'],
    ['an escape', 'a\u001b[31mred'],
    ['a turned direction', 'exe.\u202efdp'],
  ])('with text of %s are refused', async (_what, address) => {
    await record.expectRefused(() => raise(arrestAt(HERE, { address })), {
      status: 422,
      code: 'invalid-field',
      field: 'address',
    });
  });

  it('of more than 64 KiB are refused', async () => {
    const big = arrestAt(HERE, { notesForResponders: 'x'.repeat(70_000) });
    await record.expectRefused(() => raise(big), { status: 413, code: 'body-too-large' });
  });

  it('nested a thousand deep are refused', async () => {
    const deep = `{"place":${'['.repeat(1_000)}${']'.repeat(1_000)}}`;
    await record.expectRefused(() => raise(deep), { status: 400, code: 'malformed-body' });
  });

  it.each([
    ['__proto__', '{"__proto__":{"polluted":true}}'],
    ['__proto__ in escapes', '{"\\u005f_proto__":{"polluted":true}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"polluted":true}}}'],
  ])('with the key %s are refused', async (_what, body) => {
    await record.expectRefused(() => raise(body), { status: 400, code: 'malformed-body' });
    expect((await server.control().get('/health/live')).body).toEqual({ status: 'ok' });
  });

  it.each([
    ['cut short', '{"kind":'],
    ['that says NaN', '{"placeAccuracyM":NaN}'],
    ['that is text', 'hello'],
  ])('%s are refused', async (_what, body) => {
    await record.expectRefused(() => raise(body), { status: 400, code: 'malformed-body' });
  });

  it('without a body, or a body that is a list, are refused', async () => {
    await record.expectRefused(() => raise(undefined), { status: 422, code: 'invalid-field' });
    await record.expectRefused(() => raise([]), { status: 422, code: 'invalid-field' });
  });

  it('in another language than JSON are refused', async () => {
    await record.expectRefused(
      async () => {
        const response = await fetch(`${server.url}/v1/incidents`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${server.keys.control}`,
            'content-type': 'application/xml',
          },
          body: '<incident/>',
        });
        const body = (await response.json()) as Record<string, unknown>;
        return { status: response.status, headers: response.headers, body };
      },
      { status: 400, code: 'malformed-body' },
    );
  });

  it('about a call of tomorrow, or of the day before yesterday, are refused', async () => {
    for (const days of [1, -2]) {
      const calledAt = new Date(Date.now() + days * 24 * 60 * MINUTE_MS).toISOString();
      await record.expectRefused(() => raise(arrestAt(HERE, { calledAt })), {
        status: 422,
        code: 'invalid-field',
        field: 'calledAt',
      });
    }
  });

  it('that reuse a reference for something else are refused', async () => {
    const message = arrestAt(HERE);
    await raise(message);
    await record.expectRefused(() => raise({ ...message, priority: 'urgent' }), {
      status: 409,
      code: 'reference-conflict',
      field: 'controlRef',
    });
  });

  it('that update without an order are refused', async () => {
    await record.expectRefused(
      () => server.control().post('/v1/incidents/by-ref/some-ref/update', { priority: 'urgent' }),
      { status: 422, code: 'invalid-field', field: 'version' },
    );
  });

  it.each([
    ['/v1/incidents/not-a-uuid', 422, 'invalid-field'],
    [`/v1/incidents/${randomUUID()}`, 404, 'not-found'],
    ['/v1/incidents?limit=0', 422, 'invalid-field'],
    ['/v1/incidents?limit=5&limit=6', 422, 'invalid-field'],
    ['/v1/incidents?organisation=x', 422, 'invalid-field'],
    ['/v1/aeds?lat=91&lon=0', 422, 'invalid-field'],
    ['/v1/%zz', 422, 'invalid-field'],
    ['/v2/incidents', 404, 'not-found'],
  ])('to %s are refused', async (path, status, code) => {
    const { status: given, body } = await server.control().get(path);
    expect([given, body['code']]).toEqual([status, code]);
  });
});
