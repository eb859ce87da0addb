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
  it('whose phone has not confirmed that they were stood down, then who was not reached', () => {
    const people = [
      person('Zoe', { state: 'seen' }),
      person('Ada', { state: 'not-reached' }),
      person('Ben', { subject: 'stood-down', state: 'rang' }),
      person('Cem', { subject: 'stood-down', state: 'seen' }),
      person('Dee', { state: 'waiting' }),
      person('Eva', { subject: 'stood-down', state: 'not-reached' }),
    ];
    expect(troubleFirst(people).map(({ displayName }) => displayName)).toEqual([
      'Eva',
      'Ada',
      'Dee',
      'Ben',
      'Cem',
      'Zoe',
    ]);
  });

  it('of a stand-down it is told whether it rang, and whether somebody looked', () => {
    const stoodDown = (state: ReachedView['state']) =>
      standingOf(person('Ada', { subject: 'stood-down', state }));
    expect(stoodDown('waiting')).toBe('unconfirmed');
    expect(stoodDown('rang')).toBe('unseen');
    expect(stoodDown('seen')).toBe('seen');
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
