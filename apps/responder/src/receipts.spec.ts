import { describe, expect, it } from '@jest/globals';
import type { FeedMessage, ReceiptMessage } from '#contracts/responder-api';
import type { Problem } from '#core/problem';
import type { Reply } from '#web/http';
import { Receipts } from './receipts';

const NOT_REACHED: Problem = { code: 'unavailable', detail: 'Closeby cannot be reached.' };
const RANG: ReceiptMessage = { alertId: 'a1', kind: 'delivered', subject: 'alert' };

function phone(): { receipts: Receipts; sent: ReceiptMessage[]; answer: (reply: boolean) => void } {
  const sent: ReceiptMessage[] = [];
  let reached = true;
  const receipts = new Receipts((message): Promise<Reply<unknown>> => {
    sent.push(message);
    return Promise.resolve(
      reached ? { ok: true, value: null } : { ok: false, problem: NOT_REACHED },
    );
  });
  return {
    receipts,
    sent,
    answer: (reply) => {
      reached = reply;
    },
  };
}

/** Lets every promise that has its answer go on. */
async function answers(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('what a phone confirms', () => {
  it('says each thing once', () => {
    const { receipts, sent } = phone();
    expect(receipts.confirm(RANG)).toBe(true);
    expect(receipts.confirm(RANG)).toBe(false);
    expect(sent).toEqual([RANG]);
  });

  it('a stand-down is confirmed beside the alert it ends, and each change for itself', () => {
    const { receipts, sent } = phone();
    receipts.confirm(RANG);
    receipts.confirm({ ...RANG, subject: 'stood-down' });
    receipts.confirm({ ...RANG, subject: 'changed' }, 7);
    receipts.confirm({ ...RANG, subject: 'changed' }, 8);
    expect(sent.map(({ subject }) => subject)).toEqual([
      'alert',
      'stood-down',
      'changed',
      'changed',
    ]);
  });

  it('an end is confirmed as it arrives, and seen only by whoever reads it', () => {
    const { receipts, sent } = phone();
    const end = { seq: 4, at: '', kind: 'stood-down', alert: { alertId: 'a1' } } as FeedMessage;
    receipts.news(end, true);
    receipts.news({ ...end, kind: 'alert-sent' }, true);
    expect(sent).toEqual([{ ...RANG, subject: 'stood-down', channel: 'live' }]);
    receipts.news({ ...end, kind: 'incident-changed' }, true);
    expect(sent.slice(1).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['delivered', 'changed'],
      ['seen', 'changed'],
    ]);
  });

  it('tells again what did not get through, and then no more', async () => {
    const { receipts, sent, answer } = phone();
    answer(false);
    receipts.confirm(RANG);
    await answers();
    answer(true);
    receipts.flush();
    await answers();
    receipts.flush();
    expect(sent).toEqual([RANG, RANG]);
  });

  it('a refusal is an answer: it is not told again', async () => {
    const sent: ReceiptMessage[] = [];
    const receipts = new Receipts((message) => {
      sent.push(message);
      return Promise.resolve({ ok: false, problem: { code: 'not-found', detail: 'no' } });
    });
    receipts.confirm(RANG);
    await answers();
    receipts.flush();
    expect(sent).toHaveLength(1);
  });
});
