import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import { arrestAt, enrolPhone, until, type LivePhone, type Phone } from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

/** Waves of a minute come every three seconds. */
const SPEED = 20;
const PEOPLE = 8;
const METRES_PER_DEGREE_LAT = 111_195;

describe('a server that is killed', () => {
  let server: TestServer;
  const phones: Phone[] = [];
  let lines: LivePhone[] = [];

  beforeAll(async () => {
    const env = { CLOCK_ANCHOR: new Date().toISOString() };
    server = await startServer({ speed: SPEED, env });
    for (let index = 0; index < PEOPLE; index += 1) {
      const phone = await enrolPhone(server.registrar(), server.url);
      await phone.standAt({ ...HERE, lat: HERE.lat + (50 + index * 50) / METRES_PER_DEGREE_LAT });
      phones.push(phone);
    }
  }, 60_000);

  afterAll(async () => {
    for (const line of lines) line.close();
    await server.stop();
  });

  const rung = (line: LivePhone) =>
    new Set(
      line.heard
        .filter((message) => message.kind === 'alert-sent')
        .map((message) => message.alert.alertId),
    );

  it('after its 201 sends the second wave once it is started again, and only once', async () => {
    lines = await Promise.all(phones.map((phone) => phone.connect()));
    const raised = await server
      .control()
      .post<IncidentView>('/v1/incidents', arrestAt(HERE, { policyName: 'replace-7' }));
    expect(raised.status).toBe(201);
    await server.kill('SIGKILL');
    const { id } = raised.body;
    expect(raised.body.responders).toHaveLength(7);

    const heardBefore = lines.map((line) => line.heard);
    await server.restart();
    lines = await Promise.all(
      phones.map((phone, index) => phone.connect(heardBefore[index]?.at(-1)?.seq ?? 0)),
    );
    const [eighth] = lines.slice(-1);
    if (eighth === undefined) throw new Error('eight phones are connected');
    await eighth.hears((message) => message.kind === 'alert-sent', 'second wave at the eighth');

    const timeline = await until(async () => {
      const { body } = await server.control().get<TimelineView>(`/v1/incidents/${id}/timeline`);
      const sent = body.facts.filter((fact) => fact.kind === 'alert-sent');
      return sent.length >= PEOPLE && body;
    }, 'eighth alert on the timeline');
    const sent = timeline.facts.filter((fact) => fact.kind === 'alert-sent');
    expect(new Set(sent.map((fact) => fact.responderId)).size).toBe(PEOPLE);
    expect(sent).toHaveLength(PEOPLE);
    expect(sent.map((fact) => fact.detail['wave'])).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
    lines.forEach((line, index) => {
      const all = [...(heardBefore[index] ?? []), ...line.heard];
      expect(rung({ ...line, heard: all }).size).toBe(1);
    });
  }, 60_000);

  it('finds people by their last known positions when Redis was emptied meanwhile', async () => {
    await server.kill('SIGKILL');
    const redis = new Redis(server.redisUrl);
    await redis.flushdb();
    await redis.quit();
    await server.restart();
    const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
    expect(raised.status).toBe(201);
    expect(raised.body.status).toBe('active');
  }, 60_000);
});

describe('Redis emptied while the server runs', () => {
  it('loses nobody: the incident is raised and the phone rings', async () => {
    const server = await startServer();
    try {
      const phone = await enrolPhone(server.registrar(), server.url);
      await phone.standAt(HERE);
      const line = await phone.connect();
      const record = new Client({ connectionString: server.database.ownerUrl });
      await record.connect();
      await until(async () => {
        const { rowCount } = await record.query('SELECT FROM last_known_fix');
        return (rowCount ?? 0) > 0;
      }, 'last known position in the record');
      await record.end();
      const redis = new Redis(server.redisUrl);
      await redis.flushdb();
      await redis.quit();
      const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
      expect(raised.status).toBe(201);
      await line.hears((message) => message.kind === 'alert-sent', 'alert');
      line.close();
    } finally {
      await server.stop();
    }
  }, 60_000);
});
