import { randomUUID } from 'node:crypto';
import type { CalloutConsideredView, OwnCalloutView } from '#contracts/callout-asked-api';
import type { CalloutView } from '#contracts/callout-api';
import type { FactView } from '#contracts/incident-api';
import { calloutBody } from '../support/callout-message';
import { phoneAt, type Phone } from '../support/clients';
import { RecordKeeper } from '../support/record-keeper';
import { isOfCrowds, RouteChecks } from '../support/route-checks';
import { HERE, startServer, type TestServer } from '../support/server';

const NEED = { needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 1 };
const checks = new RouteChecks();

let server: TestServer;
let asked: Phone;
let calloutId: string;

const path = (rest = ''): string => `/v1/callouts/${calloutId}${rest}`;

beforeAll(async () => {
  server = await startServer();
  asked = await phoneAt(server, HERE);
  // Call-outs look for people in the record.
  const record = await RecordKeeper.open(server);
  await record.hasPosition(asked);
  await record.close();
  const { lat, lon } = HERE;
  const opened = await server.dispatcher().post<CalloutView>(
    '/v1/callouts',
    calloutBody({
      controlRef: `FLOOD-${randomUUID()}`,
      area: { type: 'Circle', centre: [lon, lat], radiusM: 3_000 },
      needs: [{ ...NEED, credentialKinds: [], equipment: {}, shiftKey: null }],
    }),
  );
  expect(opened.status).toBe(201);
  calloutId = opened.body.id;
  const live = await asked.connect();
  await live.hears((message) => message.kind === 'alert-sent', 'the question');
  live.close();
}, 90_000);

afterAll(() => server.stop());

describe('how a call-out is filled', () => {
  it('everyone considered stands with the reason, and batches are facts with counts', async () => {
    const dispatcher = server.dispatcher();
    const considered = await dispatcher.get<{ items: CalloutConsideredView[] }>(
      path('/considered?reason=asked'),
    );
    checks.fits('listCalloutConsidered', considered);
    expect(considered.body.items).toMatchObject([
      { responderId: asked.responderId, reason: 'asked', alertStatus: 'sent' },
    ]);
    const timeline = await dispatcher.get<{ items: FactView[] }>(path('/timeline'));
    checks.fits('readCalloutTimeline', timeline);
    expect(timeline.body.items.map(({ kind }) => kind)).toEqual([
      ...['callout-opened', 'callout-asked'],
    ]);
    expect(timeline.body.items[1]?.detail).toMatchObject({ askedCount: 1, needKey: 'hands' });
    const fairness = await dispatcher.get(path('/fairness'));
    checks.fits('readCalloutFairness', fairness);
    expect(fairness.body).toMatchObject({ peopleCount: 1, asked: { gini: 0 } });
  });

  it('a person is told of call-outs near them', async () => {
    const own = await asked.get<{ callouts: OwnCalloutView[] }>('/v1/me/callouts');
    checks.fits('listOwnCallouts', own);
    expect(own.body.callouts).toMatchObject([{ calloutId, reason: 'asked', sentence: 'Asked.' }]);
  });

  it('what is needed changes with a reason, and never below those who have said yes', async () => {
    const needs = [{ ...NEED, wantedCount: 3 }];
    const raised = await server
      .dispatcher()
      .put<CalloutView>(path('/needs'), { needs, reason: 'A second street.' });
    checks.fits('putCalloutNeeds', raised);
    expect(raised.body).toMatchObject({ wantedCount: 3, status: 'open' });
    const wrong = await server.dispatcher().put(path('/needs'), {
      ...{ needs: [{ ...NEED, shiftKey: 'night' }], reason: 'By night.' },
    });
    expect([wrong.status, wrong.body]).toMatchObject([
      ...[422, { code: 'invalid-field', field: 'needs.0.shiftKey' }],
    ]);
  });

  it('a receipt of a question is no fact and changes no call-out', async () => {
    const { body } = await asked.get<{ items: { alertId: string }[] }>('/v1/me/alerts');
    const alertId = body.items[0]?.alertId;
    const seen = await asked.post('/v1/me/receipts', { alertId, kind: 'seen' });
    expect(seen.status).toBe(200);
    const timeline = await server.dispatcher().get<{ items: FactView[] }>(path('/timeline'));
    expect(timeline.body.items.map(({ kind }) => kind)).not.toContain('alert-seen');
  });

  it('every route of it was called', () => {
    expect(checks.missing((id) => isOfCrowds(id))).toEqual([]);
  });
});
