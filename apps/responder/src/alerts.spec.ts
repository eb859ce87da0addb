import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import { Alerts } from './alerts';

const SENT: AlertView = {
  alertId: 'a1',
  about: 'incident',
  status: 'sent',
  mode: 'actual',
  endedReason: null,
  sentAt: '2026-03-01T12:00:00.000Z',
  expiresAt: '2026-03-01T12:05:00.000Z',
  deliveredAt: null,
  kind: 'cardiac-arrest',
  priority: 'life-threatening',
  cell: null,
  distanceBandM: 500,
  callout: null,
  drill: null,
  assignment: null,
  order: null,
  exact: null,
};

const ACCEPTED: AlertView = {
  ...SENT,
  status: 'accepted',
  assignment: { assignmentId: 's1', status: 'accepted', releasedReason: null },
  exact: {
    place: { type: 'Point', coordinates: [-75.97, 36.85] },
    placeAccuracyM: null,
    address: '1 Secret Street',
    notesForResponders: null,
    ambulanceEtaAt: null,
    aeds: [],
    othersAccepted: 0,
  },
};

function after(...steps: readonly AlertView[]): Alerts {
  const alerts = new Alerts();
  for (const step of steps) alerts.apply(step);
  return alerts;
}

describe('what a phone keeps of its alerts', () => {
  it('rings for an unanswered incident and binds once accepted', () => {
    expect(after(SENT).alarm()).toBe(SENT);
    const accepted = after(SENT, ACCEPTED);
    expect(accepted.alarm()).toBeNull();
    expect(accepted.assigned()).toBe(ACCEPTED);
  });

  it('rings for the newest of two', () => {
    const newer = { ...SENT, alertId: 'a2', sentAt: '2026-03-01T12:01:00.000Z' };
    expect(after(newer, SENT).alarm()).toBe(newer);
  });

  it.each(['cleared', 'stood-down', 'withdrawn'] as const)(
    'keeps nothing of the place once %s',
    (status) => {
      const ended: AlertView = {
        ...ACCEPTED,
        assignment: { assignmentId: 's1', status, releasedReason: null },
      };
      const alerts = after(SENT, ACCEPTED, ended);
      expect(alerts.get('a1')).toBeUndefined();
      expect(alerts.assigned()).toBeNull();
    },
  );

  it.each(['declined', 'expired', 'withdrawn'] as const)('forgets an alert once %s', (status) => {
    expect(after(SENT, { ...SENT, status }).open()).toEqual([]);
  });

  it('a drill rings as an incident does, behind a real one, and binds to nothing', () => {
    const drill: AlertView = { ...SENT, alertId: 'd1', about: 'drill', drill: { title: 'Test' } };
    const both = after(drill, SENT);
    expect(both.alarm()).toBe(SENT);
    expect(both.drill()).toBe(drill);
    expect(after(drill, { ...drill, status: 'accepted' }).get('d1')).toBeUndefined();
  });

  it('keeps a call-out that was answered yes, unless the yes came too late', () => {
    const callout: NonNullable<AlertView['callout']> = {
      title: 'Sandbags',
      briefing: {
        event: 'The river rises',
        task: 'Carry sandbags',
        contact: 'The warden',
        bring: 'Boots',
        risks: 'Keep out of the water',
      },
      window: { from: '2026-03-01T12:00:00.000Z', until: '2026-03-01T18:00:00.000Z' },
      shifts: [],
      needs: [],
      musterPoints: [],
      wantedCount: 3,
      thanks: null,
    };
    const yes: AlertView = { ...SENT, about: 'callout', status: 'accepted', callout };
    expect(after({ ...yes, status: 'sent' }).question()?.alertId).toBe('a1');
    expect(after(yes).get('a1')).toBe(yes);
    const late = { ...yes, callout: { ...callout, thanks: 'Thank you.' } };
    expect(after(late).get('a1')).toBeUndefined();
  });
});
