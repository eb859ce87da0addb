import { randomUUID } from 'node:crypto';
import type { IncidentView } from '#contracts/incident-api';
import { CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import { FEED_PAGE_MAX } from '#contracts/responder-api';
import { alertOf, arrestAt, connectSocket, phoneAt, until, type Phone } from '../support/clients';
import { HERE, startServer, type TestServer } from '../support/server';

let server: TestServer;
let mine: Phone;
let theirs: Phone;

beforeAll(async () => {
  server = await startServer();
  mine = await phoneAt(server, HERE);
  theirs = await phoneAt(server, HERE);
  await server.control().post<IncidentView>('/v1/incidents', arrestAt(HERE));
  await Promise.all([alertOf(mine), alertOf(theirs)]);
}, 60_000);
afterAll(() => server.stop());

describe('rooms and namespaces', () => {
  it.each(['/', '/admin', '/metrics', '/responder/../control', '/control/other'])(
    '#49 nobody gets into the namespace %s',
    async (namespace) => {
      const auth = { key: server.keys.control, token: mine.token };
      await expect(connectSocket(server.url, namespace, { auth })).rejects.toThrow();
    },
  );

  it('#49 a phone’s token opens no control room, and a key no phone', async () => {
    const wrong: [string, Record<string, string>][] = [
      [CONTROL_NAMESPACE, { key: mine.token }],
      [RESPONDER_NAMESPACE, { token: server.keys.control }],
    ];
    for (const [namespace, auth] of wrong) {
      await expect(connectSocket(server.url, namespace, { auth })).rejects.toMatchObject({
        data: { code: 'forbidden' },
      });
    }
  });

  it('#49 asking to join a room joins none: nothing of others is heard', async () => {
    const live = await mine.connect();
    const { responderId } = theirs;
    for (const event of ['join', 'subscribe', 'room', 'incident:create', 'alert:send']) {
      for (const room of [`responder:${responderId}`, `organisation:${server.organisationId}`]) {
        const answer: unknown = await live.socket.timeout(5_000).emitWithAck(event, room);
        expect(answer).toMatchObject({ ok: false, problem: { code: 'not-found' } });
      }
    }
    const alert = await alertOf(theirs);
    const receipt = { alertId: alert.alertId, kind: 'seen', at: new Date().toISOString() };
    await theirs.post(`/v1/me/alerts/${alert.alertId}/receipts`, receipt);
    expect(live.heard.filter((message) => message.alert.alertId === alert.alertId)).toEqual([]);
    live.close();
  });
});

describe('what one phone says of another’s', () => {
  it('#53 a receipt for another’s alert is refused, and one for nobody’s', async () => {
    const live = await mine.connect();
    const alert = await alertOf(theirs);
    for (const alertId of [alert.alertId, randomUUID()]) {
      const receipt = { alertId, delivered: true, at: new Date().toISOString() };
      const answer = await live.send('receipt', receipt);
      expect(answer.ok).toBe(false);
    }
    const seen = await live.send('receipt', { alertId: alert.alertId, receipt: 'seen' });
    expect(seen).toMatchObject({ ok: false });
    live.close();
  });

  it('#53 an acknowledgement that nobody waits for is passed over', async () => {
    const live = await mine.connect();
    const { engine } = live.socket.io;
    for (const id of [0, 1, 999_999_999])
      engine.write(`3${RESPONDER_NAMESPACE},${id}[{"ok":true}]`);
    const answer = await live.send('catch-up', { after: 0 });
    expect(answer.ok).toBe(true);
    expect(live.socket.connected).toBe(true);
    live.close();
  });
});

describe('numbers of the feed', () => {
  it.each([-1, 1.5, Number.MAX_VALUE, 'x', { $gt: 0 }])(
    '#55 %p is no number to go on from',
    async (after) => {
      const live = await mine.connect();
      const answer = await live.send('catch-up', { after });
      expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid-field' } });
      live.close();
    },
  );

  it('#55 a huge one gives nothing, any other only one’s own, a page at most', async () => {
    const live = await mine.connect();
    const own = (await alertOf(mine)).alertId;
    const huge = await live.send('catch-up', { after: Number.MAX_SAFE_INTEGER });
    expect(huge).toMatchObject({ ok: true, value: { messages: [] } });
    for (const after of [0, 1]) {
      const answer = await live.send('catch-up', { after });
      if (!answer.ok) throw new Error(answer.problem.code);
      expect(answer.value.messages.length).toBeLessThanOrEqual(FEED_PAGE_MAX);
      const alertIds = answer.value.messages.map((message) => message.alert.alertId);
      expect(alertIds.filter((alertId) => alertId !== own)).toEqual([]);
    }
    live.close();
  });

  it('#55 connecting with a wrong one begins at the beginning of one’s own', async () => {
    const own = (await alertOf(mine)).alertId;
    for (const lastSeq of [-5, 'x', 1e300]) {
      const heard: { alert: { alertId: string } }[] = [];
      const socket = await connectSocket(server.url, RESPONDER_NAMESPACE, {
        auth: { token: mine.token, lastSeq },
        prepare: (made) => made.on('feed', (message: (typeof heard)[0]) => heard.push(message)),
      });
      await until(() => Promise.resolve(heard.length > 0), 'feed from its beginning');
      expect(new Set(heard.map(({ alert }) => alert.alertId))).toEqual(new Set([own]));
      socket.disconnect();
    }
  });
});
