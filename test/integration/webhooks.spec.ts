import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Client } from 'pg';
import { Webhook } from 'standardwebhooks';
import { HOOK_PAUSES_MS } from '#core/webhook-attempts';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import type { ReportCardView } from '#contracts/report-card-api';
import type {
  CloudEventView,
  EventsPageView,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookView,
} from '#contracts/webhook-api';
import { RandomIds } from '#adapters/clock/random-ids';
import { RecordingChannel } from '#adapters/memory/recorders';
import { PostgresStore } from '#adapters/postgres/store';
import { HttpsWebhooks } from '#adapters/webhooks/https-webhooks';
import { SendReportCards } from '#flow/report-cards';
import { ServiceReport } from '#flow/service-report';
import { SendWebhooks } from '#flow/webhooks-sending';
import { selfSigned } from '../../apps/simulator/src/providers/self-signed';
import { account, arrestAt, type Account } from '../support/clients';
import { isOfWebhooks, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';
import { testVault } from '../support/vault';

/*
 * The server's face is a process of its own; the worker's step runs here, over the same database,
 * so that its clock can be driven and its receiver trusted.
 */

const HOST = 'hooks.example';
/** Without what a server beside no worker says of itself. */
const TYPES = ['app.closeby.incident.raised', 'app.closeby.incident.closed'];
const identity = selfSigned([HOST]);
const checks = new RouteChecks();
const fits: RouteChecks['fits'] = (id, answer) => checks.fits(id, answer);

let server: TestServer;
let supervisor: Account;
let control: Account;
let store: PostgresStore;
let sender: HttpsWebhooks;
let sending: SendWebhooks;
let receiver: Receiver;
let now = Date.now();

beforeAll(async () => {
  server = await startServer({ role: 'api' });
  supervisor = account(server.url, server.keys.supervisor);
  control = account(server.url, server.keys.control);
  receiver = await Receiver.open();
  const ports = {
    ...{ ids: new RandomIds(), vault: testVault() },
    clock: { now: () => now, stretch: (ms: number) => ms },
    onError: (error: unknown) => expect(error).toBeUndefined(),
  };
  store = await PostgresStore.connect({ ...ports, url: server.database.appUrl, connectionsMax: 4 });
  sender = new HttpsWebhooks({ ca: identity.cert, lookup: here });
  const { controlEvents, webhooks: webhookStore } = store;
  sending = new SendWebhooks({ ...ports, controlEvents, webhookStore, webhookSender: sender });
});
afterAll(async () => {
  await sender.close();
  await store.close();
  await receiver.close();
  await server.stop();
});

it('sends what happens, signed, and again by the schedule until it is a dead letter', async () => {
  const { webhook, secret } = await added('/cad');
  const incidentId = await raised();
  await told();
  await roundsUntilIdle();
  const events = receiver.verified('/cad', secret);
  expect(events.map(({ type }) => type)).toEqual(['app.closeby.incident.raised']);
  expect(events[0]).toMatchObject({ specversion: '1.0', subject: incidentId, seq: 2 });
  expect(events[0]?.data).toMatchObject({ incidentId, status: 'active', progress: 'alerting' });
  expect(receiver.got[0]?.body).not.toContain('Secret Street');

  receiver.answer = 500;
  await closed(incidentId);
  await told();
  await roundsUntilIdle();
  for (const pauseMs of HOOK_PAUSES_MS) {
    now += pauseMs - 1;
    await roundsUntilIdle();
    now += 1;
    await roundsUntilIdle();
  }
  const tries = receiver.verified('/cad', secret).slice(1);
  expect(tries).toHaveLength(HOOK_PAUSES_MS.length + 1);
  expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
  const dead = await supervisor.get<Page<WebhookDeliveryView>>('/v1/webhook-deliveries');
  fits('listWebhookDeliveries', dead);
  expect(dead.body.items).toMatchObject([
    { webhookId: webhook.id, reason: 'answered 500', httpStatus: 500, status: 'dead' },
  ]);

  receiver.answer = 204;
  const path = `/v1/webhook-deliveries/${dead.body.items[0]?.id ?? ''}/resend`;
  fits('resendWebhookDelivery', await supervisor.post(path));
  expect((await supervisor.post(path)).status).toBe(404);
  // The server's clock is not the one driven here.
  await roundsUntilIdle();
  expect(receiver.verified('/cad', secret).at(-1)?.type).toBe('app.closeby.incident.closed');
  const since = new Date(0).toISOString();
  const replay = (delivered: boolean) =>
    supervisor.post(`/v1/webhooks/${webhook.id}/replay`, { since, delivered });
  fits('replayWebhook', await replay(false));
  const all = await replay(true);
  expect(all.body).toEqual({ count: 2 });
  fits('removeWebhook', await supervisor.remove(`/v1/webhooks/${webhook.id}`));
});

it('signs by both secrets for an hour after a new one was made', async () => {
  const { webhook, secret: old } = await added('/rotated');
  const rotated = await supervisor.post<WebhookSecretView>(`/v1/webhooks/${webhook.id}/secret`);
  fits('rotateWebhookSecret', rotated);
  now = Date.now();
  await raised();
  await told();
  await roundsUntilIdle();
  for (const one of [old, rotated.body.secret]) {
    expect(receiver.verified('/rotated', one)).toHaveLength(1);
  }
  now += HOUR_MS + MINUTE_MS;
  receiver.got.length = 0;
  await raised();
  await told();
  await roundsUntilIdle();
  expect(receiver.verified('/rotated', rotated.body.secret)).toHaveLength(1);
  expect(() => receiver.verified('/rotated', old)).toThrow();
  await supervisor.remove(`/v1/webhooks/${webhook.id}`);
});

it('holds nobody up for an address that does not answer, and ends one that is gone', async () => {
  receiver.silent = '/silent';
  const { webhook: silent } = await added('/silent');
  const { secret } = await added('/well');
  const { webhook: gone } = await added('/gone');
  receiver.gone = '/gone';
  now = Date.now();
  await raised();
  await told();
  await sending.round();
  await receiver.heard('/well');
  expect(receiver.verified('/well', secret)).toHaveLength(1);
  receiver.letGo();
  await roundsUntilIdle();
  const { body } = await supervisor.get<{ webhooks: WebhookView[] }>('/v1/webhooks');
  const of = (id: string) => body.webhooks.find((one) => one.id === id);
  expect(of(gone.id)?.disabledReason).toContain('410');
  expect(of(silent.id)?.failingSince).not.toBeNull();
  const { label, url, types } = gone;
  const put = { label, url, types, disabled: false };
  const again = await supervisor.put<WebhookView>(`/v1/webhooks/${gone.id}`, put);
  fits('putWebhook', again);
  expect(again.body.disabledAt).toBeNull();
});

it('talks to no address inside, and says what came back from a test', async () => {
  for (const url of ['https://10.0.0.1/', 'https://[::1]/hook', 'http://control.example/']) {
    const refused = await supervisor.post('/v1/webhooks', { label: 'Inside', url });
    expect([refused.status, refused.body]).toMatchObject([422, { field: 'url' }]);
  }
  const { webhook } = await added('/tested');
  const tested = await supervisor.post(`/v1/webhooks/${webhook.id}/test`);
  fits('testWebhook', tested);
  expect(tested.body).toMatchObject({ taken: false, httpStatus: null });
});

it('tells the figures of the last week once, to whoever is named', async () => {
  const emails = ['Head@rescue.example.org', 'head@rescue.example.org'];
  fits('putReportCard', await supervisor.put('/v1/report-card', { emails, language: 'de' }));
  now = Date.now();
  const email = new RecordingChannel();
  const cards = () => {
    const { reportCards, serviceReads, people } = store;
    const clock = { now: () => now, stretch: (ms: number) => ms };
    const serviceReport = new ServiceReport({ serviceReads, people, clock });
    const onError = (error: unknown) => expect(error).toBeUndefined();
    return new SendReportCards({
      ...{ reportCards, serviceReport, clock, onError, channels: { email } },
      ids: new RandomIds(),
    });
  };
  const start = (await read('0', 200)).next;
  const sent = await Promise.all([cards().round(), cards().round()]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
  await expect(cards().round()).resolves.toBe(0);
  expect(email.sent).toMatchObject([{ address: 'head@rescue.example.org', language: 'de' }]);
  expect(email.sent[0]?.text.body).toContain('Notfälle: 0');
  const card = await supervisor.get<ReportCardView>('/v1/report-card');
  fits('readReportCard', card);
  expect(card.body.lastSent).not.toBeNull();
  const { items } = await read(start);
  expect(items.map(({ type }) => type)).toEqual(['app.closeby.report.weekly']);
});

it('never passes over what is committed late, for whoever reads events', async () => {
  const [late, early] = [await raised(), await raised()];
  await told();
  const start = (await read('0', 200)).next;
  const [one, other] = await Promise.all([opened(), opened()]);
  try {
    await one.query('BEGIN');
    const lateId = await writeFact(one, late);
    await writeFact(other, early);
    await told();
    expect((await read(start)).items).toEqual([]);
    await one.query('COMMIT');
    await told();
    const first = await read(start, 1);
    expect(first).toMatchObject({ more: true, items: [{ subject: late }] });
    const rest = await read(first.next);
    expect(rest).toMatchObject({ more: false, items: [{ subject: early }] });
    expect((await read(rest.next)).next).toBe(rest.next);

    await one.query('BEGIN');
    await writeFact(one, late);
    await writeFact(other, early);
    await told();
    expect((await read(rest.next)).items).toEqual([]);
    await one.query('ROLLBACK');
    await told();
    expect((await read(rest.next)).items).toMatchObject([{ subject: early }]);
    expect(lateId).toBeGreaterThan(0);
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
  expect(checks.missing(isOfWebhooks)).toEqual([]);
});

interface Page<T> {
  readonly items: readonly T[];
}

async function added(path: string): Promise<WebhookSecretView> {
  const url = `https://${HOST}:${receiver.port}${path}`;
  const message = { label: path, url, types: TYPES };
  const answer = await supervisor.post<WebhookSecretView>('/v1/webhooks', message);
  fits('addWebhook', answer);
  const listed = await supervisor.get('/v1/webhooks');
  fits('listWebhooks', listed);
  expect(JSON.stringify(listed.body)).not.toContain('whsec_');
  return answer.body;
}

async function raised(): Promise<string> {
  const { body } = await control.post<{ id: string }>('/v1/incidents', arrestAt(HERE));
  return body.id;
}

async function closed(incidentId: string): Promise<void> {
  const { body } = await control.get<{ controlRef: string }>(`/v1/incidents/${incidentId}`);
  const path = `/v1/incidents/by-ref/${body.controlRef}/close`;
  expect((await control.post(path, { version: 2 })).status).toBe(200);
}

/** Twice, since behind a gap it is looked at again. */
async function told(): Promise<void> {
  await sending.relay();
  await sending.relay();
}

async function roundsUntilIdle(): Promise<void> {
  for (let begun = 1; begun > 0;) {
    begun = await sending.round();
    await sending.idle();
  }
}

async function read(after: string, limit = 50): Promise<EventsPageView> {
  const answer = await control.get<EventsPageView>(`/v1/events?after=${after}&limit=${limit}`);
  fits('readEvents', answer);
  return answer.body;
}

async function opened(): Promise<Client> {
  const client = new Client({ connectionString: server.database.ownerUrl });
  await client.connect();
  return client;
}

async function writeFact(client: Client, incidentId: string): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO fact (organisation_id, incident_id, seq, kind, at, actor, detail)
     SELECT organisation_id, id, 1000 + (random() * 1e9)::int, 'on-scene', now(), 'responder', '{}'
     FROM incident WHERE id = $1 RETURNING id`,
    [incidentId],
  );
  return Number(rows[0]?.id);
}

const here: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A control room's own server. */
class Receiver {
  answer = 204;
  /** Paths that never answer, and that are gone. */
  silent = '';
  gone = '';
  readonly got: Got[] = [];
  private readonly listeners: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer(identity);
    const receiver = new Receiver(server);
    server.on('request', (request, answer) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        receiver.got.push({ path, headers: request.headers, body });
        for (const listener of receiver.listeners) listener();
        if (path === receiver.silent) return;
        answer.writeHead(path === receiver.gone ? 410 : receiver.answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What came to a path, each checked as a receiver does it. */
  verified(path: string, secret: string): CloudEventView[] {
    const webhook = new Webhook(secret);
    return this.got
      .filter((one) => one.path === path)
      .map(({ headers, body }) => {
        expect(headers['content-type']).toContain('application/cloudevents+json');
        const event = webhook.verify(body, headers as Record<string, string>) as CloudEventView;
        expect(event.id).toBe(headers['webhook-id']);
        return event;
      });
  }

  /** Resolves once something has come to a path. */
  async heard(path: string): Promise<void> {
    while (!this.got.some((one) => one.path === path)) {
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  /** Hangs up on whoever still waits. */
  letGo(): void {
    this.server.closeAllConnections();
  }

  close(): Promise<void> {
    this.letGo();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
