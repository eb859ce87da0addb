import type { IncidentView } from '#contracts/incident-api';
import { arrestAt, enrolPhone, incidentOf, type Phone } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { HERE, startServer, type TestServer } from '../support/server';

const METRES_PER_DEGREE_LAT = 111_195;
/** A minute of silence passes in three seconds. */
const SPEED = 20;
/** One more than the policy alerts at once. */
const PEOPLE = 8;

describe('a copy with a face and a copy that works', () => {
  let api: TestServer;
  let worker: TestServer;
  beforeAll(async () => {
    const env = { CLOCK_ANCHOR: new Date().toISOString() };
    api = await startServer({ role: 'api', speed: SPEED, env });
    worker = await startServer({ role: 'worker', speed: SPEED, env, beside: api });
  });
  afterAll(async () => {
    await worker.stop();
    await api.stop();
  });

  it('the worker has no face: only health and figures', async () => {
    const status = async (path: string): Promise<number> =>
      (await worker.control().get(path)).status;
    expect(await status('/health/ready')).toBe(200);
    expect(await status('/metrics')).toBe(200);
    expect(await status('/v1/incidents')).toBe(404);
    expect(await status('/console/')).toBe(404);
    await expect(
      fetch(`${worker.url}/socket.io/?EIO=4&transport=websocket`),
    ).resolves.toHaveProperty('status', 404);
  });

  it('the worker replaces who stays silent, and the phone rings on the other copy', async () => {
    const phones: Phone[] = [];
    for (let i = 0; i < PEOPLE; i += 1) {
      const phone = await enrolPhone(api.registrar(), api.url);
      await phone.standAt({ ...HERE, lat: HERE.lat + (50 + 50 * i) / METRES_PER_DEGREE_LAT });
      phones.push(phone);
    }
    const last = await phones.at(-1)?.connect(0);
    const raised = await api
      .control()
      .post<IncidentView>('/v1/incidents', arrestAt(HERE, { policyName: 'replace-7' }));
    expect(raised.body.alertedCount).toBe(PEOPLE - 1);
    expect(last?.heard).toEqual([]);
    const alert = await last?.hears((each) => each.kind === 'alert-sent', 'alert of the worker');
    expect(alert?.alert.status).toBe('sent');
    const now = await incidentOf(api.control(), raised.body.id);
    expect(now.responders.map((each) => each.why)).toContain('replaces-silent');
    last?.close();
  });
});

describe('a server whose Redis is away', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  });
  afterAll(() => server.stop());

  it('is ready, says that it goes without the live index, and alerts all the same', async () => {
    const control = server.control();
    const { status, body } = await control.get('/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', database: true, liveIndex: false });
    const phone = await enrolPhone(server.registrar(), server.url);
    await phone.standAt(HERE);
    const live = await phone.connect(0);
    // Without the index people are found in the record.
    const record = await RecordKeeper.open(server);
    await record.hasPosition(phone);
    await record.close();
    const raised = await control.post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect(raised.body.alertedCount).toBe(1);
    const { alert } = await live.hears((each) => each.kind === 'alert-sent', 'alert');
    const { alertId } = alert;
    expect(await live.send('answer', { alertId, answer: 'accept' })).toMatchObject({
      ok: true,
    });
    expect((await incidentOf(control, raised.body.id)).acceptedCount).toBe(1);
    const figures = await control.get<{ text: string }>('/metrics');
    expect(figures.body.text).toMatch(/^closeby_degraded_total\{what="live-index"\} [1-9]/m);
    live.close();
  });
});

describe('the pages', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ role: 'api' });
  });
  afterAll(() => server.stop());

  it.each(['console', 'responder'])(
    '%s is served with a strict policy for its content',
    async (page) => {
      const response = await fetch(`${server.url}/${page}`);
      expect([response.status, response.url]).toEqual([200, `${server.url}/${page}/`]);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      const asset = /\.(\/assets\/[^"]+\.js)/.exec(await response.text())?.[1] ?? '';
      const script = await fetch(`${server.url}/${page}${asset}`);
      expect(script.headers.get('content-type')).toContain('javascript');
      expect((await fetch(`${server.url}/${page}/..%2f..%2fpackage.json`)).status).toBe(404);
    },
  );
});
