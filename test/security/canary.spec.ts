import { Client } from 'pg';
import type { IncidentView } from '#contracts/incident-api';
import {
  alertOf,
  arrestAt,
  connectControl,
  enrolPhone,
  fixAt,
  until,
  type LivePhone,
  type Phone,
} from '../support/clients';
import { startWithFakes, type ServedByFakes } from '../support/fake-providers';
import { heldBy, redisHolding, rowsHolding } from '../support/plain-text';
import { startServer, type TestServer } from '../support/server';

/** Digits that stand nowhere else. */
const PLACE = { lat: 36.847319, lon: -76.038173 };
const WAY = { lat: 36.848647, lon: -76.037291 };
const ADDRESS = '47110815 Canary Parade';
const NOTES = 'Canarykey under the third gnome';
const REPLY = 'Canaryreply my knee hurts';
const PEOPLE = ['Wrenna', 'Larkin', 'Siskin', 'Dunnock'].map((name, index) => ({
  displayName: `${name} Canarysson`,
  phone: `+1757559930${index}`,
  email: `${name.toLowerCase()}@canary.example`,
}));
/** Who people are, where it happened, and what was written: in nothing but the record. */
const WORDS = [
  'Canary',
  '47110815',
  'gnome',
  'my knee hurts',
  ...PEOPLE.map(({ phone }) => phone.slice(2)),
];
/** Places to more than three digits: nowhere in words, wherever they are not a view of the API. */
const PLACES = ['36.8473', '76.0381', '36.8486', '76.0372'];
const NEEDLES = [...WORDS, ...PLACES];

let fakes: ServedByFakes;
let second: TestServer;
let database: Client;
const errors: unknown[] = [];

beforeAll(async () => {
  fakes = await startWithFakes();
  // A second copy, so that what copies say to each other goes through Redis.
  second = await startServer({ beside: fakes.server, role: 'api' });
  database = new Client({ connectionString: fakes.server.database.ownerUrl });
  await database.connect();
}, 60_000);

afterAll(async () => {
  await database.end();
  await second.stop();
  await fakes.stop();
});

/** People with canaries for names, reached in every way there is. */
async function enrolPeople(): Promise<readonly Phone[]> {
  const { server, providers } = fakes;
  const phones: Phone[] = [];
  for (const [index, person] of PEOPLE.entries()) {
    const phone = await enrolPhone(server.registrar(), server.url, { person });
    if (index === 0) await push(phone, { channel: 'push', token: `token-${phone.responderId}` });
    if (index === 1) {
      await push(phone, { channel: 'web-push', subscription: providers.subscribe() });
    }
    await phone.standAt(PLACE);
    phones.push(phone);
  }
  return phones;
}

async function push(phone: Phone, address: object): Promise<void> {
  const put = await phone.put('/v1/me/push-address', { ...address, permission: 'granted' });
  if (put.status >= 300) throw new Error(`no address: ${JSON.stringify(put.body)}`);
}

/** An arrest from the call to the close, with all that people do and get wrong meanwhile. */
async function story(): Promise<void> {
  const { server, providers } = fakes;
  const phones = await enrolPeople();
  const [going, declining] = phones;
  if (going === undefined || declining === undefined) throw new Error('nobody was enrolled');
  const console = await connectControl(second.url, server.keys.dispatcher);
  const live: LivePhone = await going.connect();
  const message = arrestAt(PLACE, {
    ...{ address: ADDRESS, notesForResponders: NOTES, patientAgeYears: 47 },
  });
  const raised = await server.control().post<IncidentView>('/v1/incidents', message);
  expect(raised.status).toBe(201);
  const { alertId } = await alertOf(going);
  const texted = (index: number) => () =>
    Promise.resolve(providers.sms.delivered.find(({ to }) => to === PEOPLE[index]?.phone));
  for (const index of [2, 3]) await until(texted(index), 'SMS');
  await providers.reply(PEOPLE[2]?.phone ?? '', REPLY);
  await providers.reply(PEOPLE[3]?.phone ?? '', 'YES');
  await declining.post('/v1/me/answers', {
    alertId: (await alertOf(declining)).alertId,
    answer: 'decline',
  });
  await going.post('/v1/me/answers', { alertId, answer: 'accept' });
  await going.post('/v1/me/fixes', { fixes: [fixAt(WAY, { accuracyM: 300 })] });
  const { assignment } = await alertOf(going);
  for (const step of ['en-route', 'on-scene', 'with-patient']) {
    await going.post('/v1/me/progress', { assignmentId: assignment?.assignmentId, step });
  }
  await until(() => Promise.resolve(console.heard.length > 3), 'views on the second copy');
  await server.dispatcher().get(`/v1/incidents/${raised.body.id}`);
  await server.dispatcher().get(`/v1/incidents/${raised.body.id}/plan`);
  await goWrong(going, message);
  const ref = encodeURIComponent(String(message['controlRef']));
  await server.control().post(`/v1/incidents/by-ref/${ref}/close`, { version: 2 });
  await live.hears(({ kind }) => kind === 'stood-down', 'end');
  live.close();
  console.socket.disconnect();
}

/** Requests that are refused, each with a canary in it. */
async function goWrong(phone: Phone, message: Record<string, unknown>): Promise<void> {
  const { server } = fakes;
  const control = server.control();
  const broken: Promise<{ readonly body: unknown; readonly status: number }>[] = [
    control.post('/v1/incidents', { ...message, kind: ADDRESS }),
    control.post('/v1/incidents', { ...message, version: 9, address: `${ADDRESS}\u0000` }),
    control.post('/v1/incidents', `{"address":"${ADDRESS}"`),
    control.get(`/v1/incidents/${encodeURIComponent(ADDRESS)}`),
    server.registrar().put('/v1/responders/x', { ...PEOPLE[0], credentials: ADDRESS }),
    server.registrar().put('/v1/responders/y', { ...PEOPLE[0], phone: 'Canary', credentials: [] }),
    phone.post('/v1/me/fixes', { fixes: [{ ...fixAt(WAY), accuracyM: 'Canary' }] }),
    phone.post('/v1/me/answers', { alertId: NOTES, answer: 'accept' }),
    phone.get(`/v1/aeds?near=${ADDRESS}`),
  ];
  for (const { status, body } of await Promise.all(broken)) {
    expect([status, status >= 400 && status < 500]).toEqual([status, true]);
    errors.push(body);
  }
}

it('#71 a whole run leaves no name, number, address, place or text but in the record', async () => {
  await story();
  const { server, providers } = fakes;
  const found: Record<string, readonly unknown[]> = {};
  const texts = (of: readonly unknown[]): readonly string[] => heldBy(JSON.stringify(of), NEEDLES);
  found['push'] = texts([...providers.fcm.delivered].map(({ message }) => message));
  found['web-push'] = texts([...providers.webPush.delivered].map((each) => each.text));
  // To whom it goes is on the envelope; what is inside counts.
  found['sms'] = texts([...providers.sms.delivered].map(({ text, ref }) => [text, ref]));
  found['mail'] = texts(
    [...providers.smtp.delivered].map(({ headers, body }) => [headers['subject'], body]),
  );
  found['errors'] = texts(errors);
  found['log'] = heldBy([...server.log, ...second.log].join('\n'), NEEDLES);
  const metrics = await fetch(`${server.url}/metrics`);
  expect(metrics.status).toBe(200);
  found['metrics'] = heldBy(await metrics.text(), NEEDLES);
  const queues = ['delivery', 'delivery_attempt', 'review', 'responder_feed', 'retention_run'];
  found['queues'] = (await rowsHolding(database, NEEDLES, (table) => queues.includes(table))).finds;
  // Positions are what the index is for: packed as numbers, in these keys alone, and on duty only.
  const index = (key: string): boolean => /:fix$|:geo:/.test(key);
  const redis = await redisHolding(server.redisUrl, NEEDLES, (key) => !index(key));
  const inIndex = await redisHolding(server.redisUrl, WORDS, index);
  found['redis'] = [...redis.finds, ...inIndex.finds];
  const people = ['Canarysson', 'canary.example', ...PEOPLE.map(({ phone }) => phone)];
  found['record, of people'] = (await rowsHolding(database, people)).finds;
  found['audit'] = (
    await rowsHolding(database, NEEDLES, (table) => table.startsWith('audit'))
  ).finds;
  const counts = {
    push: providers.fcm.delivered.length,
    web_push: providers.webPush.delivered.length,
    sms: providers.sms.delivered.length,
    errors: errors.length,
    log_lines: server.log.length + second.log.length,
    redis_keys: redis.keys + inIndex.keys,
  };
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
  const hits = Object.values(found).flat().length;
  const figures = Object.entries(counts).map(([name, count]) => `${name}=${count}`);
  process.stderr.write(
    `CANARY places=${Object.keys(found).length} ${figures.join(' ')} hits=${hits}\n`,
  );
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((place) => [place, []])));
});
