import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import { Orders } from './orders';

const ABOUT = { alertId: 'a1', aedId: 'x', name: 'Library' };
const DIRECT: OrderView = { role: 'direct', sentence: 'Go.', aed: null, etaAt: null };

function bound(order: OrderView | null): AlertView {
  const assignment = { assignmentId: 's1', status: 'en-route', releasedReason: null };
  return { alertId: 'a1', status: 'accepted', assignment, order } as AlertView;
}

function fetching(aedId: string, name = aedId): AlertView {
  const aed = { aedId, name, collectedAt: null } as TaskAedView;
  return bound({ role: 'via-aed', sentence: `Fetch ${name}.`, aed, etaAt: null });
}

describe('the order of a person on the way', () => {
  let orders: Orders;

  beforeEach(() => {
    orders = new Orders();
  });

  it('what follows from an own report is said to, though it comes before the answer', async () => {
    await orders.report('missing', ABOUT, () => {
      expect(orders.heard(fetching('x'), fetching('y'))).toBe(true);
      return Promise.resolve(true);
    });
    expect(orders.news).toMatchObject({ before: 'Fetch x.', afterOwnReport: true });
    orders.understood();
    expect(orders.heard(fetching('y'), bound(DIRECT))).toBe(true);
    expect(orders.news?.afterOwnReport).toBe(false);
  });

  it('going on with the AED in hand is no new order, and it may yet prove flat', async () => {
    await orders.report('collected', ABOUT, () => {
      expect(orders.heard(fetching('x'), bound(DIRECT))).toBe(false);
      return Promise.resolve(true);
    });
    expect(orders.news).toBeNull();
    expect(orders.heldIn(bound(DIRECT))).toMatchObject({ aedId: 'x', name: 'Library' });
    await orders.report('flat', ABOUT, () => Promise.resolve(true));
    expect(orders.heldIn(bound(DIRECT))).toBeNull();
  });

  it('a report that did not get through changes nothing', async () => {
    await orders.report('collected', ABOUT, () => Promise.resolve(false));
    expect(orders.heldIn(bound(DIRECT))).toBeNull();
  });

  it('two changes before either is read: the order before the first is what they knew', () => {
    orders.heard(fetching('x'), fetching('y'));
    orders.heard(fetching('y'), bound(DIRECT));
    expect(orders.news?.before).toBe('Fetch x.');
  });

  it('nothing of it outlives the part in the incident', async () => {
    await orders.report('collected', ABOUT, () => Promise.resolve(true));
    orders.heard(fetching('x'), fetching('y'));
    orders.heard(fetching('y'), bound(null));
    expect(orders.news).toBeNull();
    expect(orders.heldIn(bound(DIRECT))).toBeNull();
  });
});
