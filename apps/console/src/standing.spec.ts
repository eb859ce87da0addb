import { describe, expect, it } from '@jest/globals';
import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import { linesOf, standingOf, troubleFirst } from './standing';

function person(displayName: string, facts: Partial<ReachedView>): ReachedView {
  return {
    responderId: displayName,
    displayName,
    alertId: 'a1',
    subject: 'alert',
    state: 'rang',
    by: 'live',
    confirmedAt: null,
    sentence: '',
    ...facts,
  };
}

describe('who is read first in the ledger', () => {
  it('whoever has not seen that they were stood down, then who was not reached', () => {
    const people = [
      person('Zoe', { state: 'seen' }),
      person('Ada', { state: 'not-reached' }),
      person('Ben', { subject: 'stood-down', state: 'rang' }),
      person('Cem', { subject: 'stood-down', state: 'seen' }),
      person('Dee', { state: 'waiting' }),
      person('Eva', { subject: 'stood-down', state: 'not-reached' }),
    ];
    expect(troubleFirst(people).map(({ displayName }) => displayName)).toEqual([
      'Ben',
      'Eva',
      'Ada',
      'Dee',
      'Cem',
      'Zoe',
    ]);
  });

  it('a stand-down that rang and was not seen is not confirmed; an alert that rang is', () => {
    expect(standingOf(person('Ada', { subject: 'stood-down' }))).toBe('unconfirmed');
    expect(standingOf(person('Ada', {}))).toBe('rang');
    expect(standingOf(person('Ada', { subject: 'stood-down', state: 'spared' }))).toBe('spared');
  });

  it('the newest thing sent to a person comes first, in the order of its ladder', () => {
    const line = (deliveryId: string, queuedAt: string): LedgerLineView => {
      const channel = deliveryId === 'sms' ? 'sms' : 'push';
      return { deliveryId, responderId: 'r1', queuedAt, channel } as LedgerLineView;
    };
    const ledger = {
      lines: [
        line('sms', '2026-03-01T12:00:00Z'),
        line('push', '2026-03-01T12:00:00Z'),
        line('end', '2026-03-01T12:01:00Z'),
        { ...line('other', '2026-03-01T12:00:00Z'), responderId: 'r2' },
      ],
    } as unknown as LedgerView;
    expect(linesOf(ledger, 'r1').map(({ deliveryId }) => deliveryId)).toEqual([
      'end',
      'push',
      'sms',
    ]);
  });
});
