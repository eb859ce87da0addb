import { describe, expect, it } from '@jest/globals';
import type { DeskPerson } from '#contracts/muster-api';
import type { Made } from './desk-book';
import { countsOf, found, listOf } from './desk-list';

const HOUR_MS = 3_600_000;
const at = (hour: number): string => new Date(hour * HOUR_MS).toISOString();

function person(fields: Partial<DeskPerson>): DeskPerson {
  return {
    ...{ bookingId: 'a', displayName: 'Ada', status: 'expected', needLabel: null, peopleCount: 1 },
    ...{ musterKey: 'hall', from: at(0), until: at(9), etaAt: null, checkedInAt: null },
    ...{ checkedOutAt: null, dueOutAt: null, badgeSha256: '', ...fields },
  };
}

function made(event: Partial<Made['event']>, result: Made['result'] = null): Made {
  return { event: { eventId: 'e', kind: 'in', at: at(1), ...event }, result, displayName: null };
}

describe('the list of a desk', () => {
  it('counts what was checked here before the server has heard of it', () => {
    const checks = [
      made({ eventId: '1', bookingId: 'a' }),
      made({
        eventId: '2',
        walkIn: { displayName: 'Walter', peopleCount: 3, phone: null, passCode: null },
      }),
      made({ eventId: '3', kind: 'out', bookingId: '2', at: at(2) }),
    ];
    const list = listOf([person({ peopleCount: 2 })], checks, 0);
    expect(list.map(({ displayName, state }) => [displayName, state])).toEqual([
      ...[
        ['Ada', 'in'],
        ['Walter', 'out'],
      ],
    ]);
    expect(countsOf(list, 'hall')).toEqual({ in: 2, expected: 0, out: 3, overdue: 0 });
  });

  it('believes the server once a check was handed over', () => {
    const result = { eventId: '1', outcome: 'booking-over', detail: '', person: null } as const;
    const list = listOf([person({ status: 'stood-down' })], [made({ bookingId: 'a' }, result)], 0);
    expect(list[0]?.state).toBe('other');
  });

  it('does not take an older check for where somebody is', () => {
    const there = person({ status: 'checked-out', checkedInAt: at(2), checkedOutAt: at(4) });
    expect(listOf([there], [made({ bookingId: 'a', at: at(3) })], 0)[0]?.state).toBe('out');
    expect(listOf([there], [made({ bookingId: 'a', at: at(5) })], 0)[0]?.state).toBe('in');
  });

  it('tells who is overdue without network too', () => {
    const late = person({ status: 'checked-in', checkedInAt: at(1), dueOutAt: at(9) });
    expect(countsOf(listOf([late], [], 10 * HOUR_MS), null).overdue).toBe(1);
    expect(countsOf(listOf([late], [], 9 * HOUR_MS), null).overdue).toBe(0);
  });

  it('finds a name however it is written, and any of its words', () => {
    const list = listOf([person({ displayName: 'Róbert Szabó' })], [], 0);
    expect(found(list, 'SZABO rob')).toHaveLength(1);
    expect(found(list, 'szabo x')).toHaveLength(0);
  });
});
