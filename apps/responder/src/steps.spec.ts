import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import type { Problem } from '#core/problem';
import type { Reply } from '#web/http';
import type { OutboxStore, Waiting } from './outbox-store';
import { Steps } from './steps';

const NOT_REACHED: Reply<never> = {
  ok: false,
  problem: { code: 'unavailable', detail: 'no network' },
};

function storeOf(): OutboxStore {
  const rows = new Map<string, Waiting>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    put: (item) => Promise.resolve(void rows.set(item.id, item)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
    clear: () => {
      rows.clear();
      return Promise.resolve();
    },
  };
}

const NOON = Date.parse('2026-03-01T12:00:00Z');
const AT = '2026-03-01T12:00:00.000Z';

const ALERT = {
  alertId: 'a',
  sentAt: '2026-03-01T12:00:00Z',
  assignment: { assignmentId: 'p', status: 'accepted', releasedReason: null },
  order: { role: 'via-aed', sentence: '', etaAt: null, aed: { aedId: 'd', collectedAt: null } },
} as unknown as AlertView;

function phone(answers: { reply: Reply<unknown> }, store = storeOf()) {
  const sent: unknown[] = [];
  const refused: Problem[] = [];
  const taken: AlertView[] = [];
  const steps = new Steps(
    {
      ask: (_path, options) => {
        sent.push(options?.body);
        return Promise.resolve(answers.reply as Reply<never>);
      },
      onChange: () => undefined,
      serverNow: () => NOON,
      onTaken: (alert) => taken.push(alert),
      onRefused: (problem) => refused.push(problem),
    },
    store,
  );
  return { steps, sent, taken, refused };
}

describe('steps on the way', () => {
  it('count at once without network and are sent in their order when it is back', async () => {
    const answers: { reply: Reply<unknown> } = { reply: NOT_REACHED };
    const { steps, sent, taken } = phone(answers);
    await steps.report('p', 'en-route');
    await steps.report('p', 'on-scene');
    await steps.report('p', 'on-scene');
    expect(steps.asReported(ALERT).assignment?.status).toBe('on-scene');
    expect(steps.isWaiting('p', 'en-route')).toBe(true);
    sent.length = 0;
    answers.reply = { ok: true, value: ALERT };
    await steps.begin();
    expect(sent).toEqual([
      { assignmentId: 'p', step: 'en-route', at: AT },
      { assignmentId: 'p', step: 'on-scene', at: AT },
    ]);
    expect(taken).toHaveLength(2);
    expect(steps.waits('p')).toBe(false);
    await steps.forget();
  });

  it('survive a restart of the page', async () => {
    const store = storeOf();
    await phone({ reply: NOT_REACHED }, store).steps.report('p', 'en-route');
    const { steps, sent } = phone({ reply: { ok: true, value: ALERT } }, store);
    await steps.begin();
    expect(sent).toEqual([{ assignmentId: 'p', step: 'en-route', at: AT }]);
    await steps.forget();
  });

  it('are dropped, and said so, where the server refuses them', async () => {
    const problem: Problem = { code: 'stood-down', detail: 'You were stood down.' };
    const { steps, refused } = phone({ reply: { ok: false, problem } });
    await steps.report('p', 'en-route');
    expect(refused).toEqual([problem]);
    expect(steps.asReported(ALERT).assignment?.status).toBe('accepted');
    await steps.forget();
  });

  it('show an AED in hand, and its code no more, before the server knows', async () => {
    const { steps } = phone({ reply: NOT_REACHED });
    await steps.keepAed('p', 'd', 'collected');
    expect(steps.asReported(ALERT).order?.aed).toMatchObject({ cabinetCode: null });
    expect(steps.asReported(ALERT).order?.aed?.collectedAt).not.toBeNull();
    await steps.forget();
  });
});
