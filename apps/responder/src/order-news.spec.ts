import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import { orderNews } from './order-news';

function aed(aedId: string, facts: Partial<TaskAedView> = {}): TaskAedView {
  return { aedId, collectedAt: null, ...facts } as TaskAedView;
}

const DIRECT: OrderView = { role: 'direct', sentence: 'Go.', aed: null, etaAt: null };
const FETCH: OrderView = { role: 'via-aed', sentence: 'Fetch one.', aed: null, etaAt: null };

function asked(order: OrderView): AlertView {
  return { alertId: 'a1', status: 'sent', assignment: null, order } as AlertView;
}

function bound(order: OrderView | null): AlertView {
  const assignment = { assignmentId: 's1', status: 'en-route', releasedReason: null };
  return { ...asked(DIRECT), status: 'accepted', assignment, order } as AlertView;
}

describe('a change of order', () => {
  it('is announced when the part or the AED is another one, with what was said before', () => {
    const at = (aedId: string): AlertView => bound({ ...FETCH, aed: aed(aedId) });
    expect(orderNews(bound(DIRECT), at('x'), false)?.before).toBe('Go.');
    expect(orderNews(at('x'), bound(DIRECT), false)?.before).toBe('Fetch one.');
    expect(orderNews(at('x'), at('y'), true)).toEqual({
      alertId: 'a1',
      before: 'Fetch one.',
      afterOwnReport: true,
    });
  });

  it('is announced when the part given is not the one they said yes to', () => {
    expect(orderNews(asked(FETCH), bound(DIRECT), false)).not.toBeNull();
  });

  it('is not announced where there is nothing new to do', () => {
    const held = bound({ ...FETCH, aed: aed('x', { collectedAt: '2026-03-01T12:00:00.000Z' }) });
    const other = '2026-03-01T12:09:00.000Z';
    expect(orderNews(undefined, bound(DIRECT), false)).toBeNull();
    expect(orderNews(asked(FETCH), bound({ ...FETCH, aed: aed('x') }), false)).toBeNull();
    expect(orderNews(bound({ ...FETCH, aed: aed('x') }), held, true)).toBeNull();
    expect(orderNews(bound(DIRECT), bound({ ...DIRECT, etaAt: other }), false)).toBeNull();
    expect(orderNews(bound(DIRECT), bound(null), false)).toBeNull();
  });
});
