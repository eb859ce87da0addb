import * as fc from 'fast-check';
import { AED_TABLE } from '#core/aed';
import { ALERT_TABLE } from '#core/alert';
import { ASSIGNMENT_TABLE, RESPONDER_STEPS } from '#core/assignment';
import { CALLOUT_TABLE } from '#core/callout';
import { INCIDENT_TABLE } from '#core/incident';
import { CREDENTIAL_TABLE } from '#core/responder';
import { canMove, ends, unreachable, type StatusTable } from '#core/transition';

const SEED = 20_260_303;

const TABLES: readonly {
  readonly name: string;
  readonly table: StatusTable<string>;
  readonly start: string;
  readonly ends: readonly string[];
}[] = [
  { name: 'incident', table: INCIDENT_TABLE, start: 'active', ends: ['cancelled'] },
  {
    name: 'alert',
    table: ALERT_TABLE,
    start: 'sent',
    ends: ['accepted', 'declined', 'expired', 'withdrawn'],
  },
  {
    name: 'assignment',
    table: ASSIGNMENT_TABLE,
    start: 'accepted',
    ends: ['cleared', 'stood-down', 'withdrawn'],
  },
  { name: 'call-out', table: CALLOUT_TABLE, start: 'open', ends: ['closed', 'cancelled'] },
  { name: 'credential', table: CREDENTIAL_TABLE, start: 'pending', ends: ['refused', 'revoked'] },
  { name: 'AED', table: AED_TABLE, start: 'unverified', ends: [] },
];

describe.each(TABLES)('the statuses of an $name', ({ table, start, ends: expected }) => {
  test('can all be reached', () => {
    expect(unreachable(table, start)).toEqual([]);
  });

  test('end where they are documented to end', () => {
    expect(ends(table).sort()).toEqual([...expected].sort());
  });

  test('never allow staying in place as a step', () => {
    for (const status of Object.keys(table)) expect(canMove(table, status, status)).toBe(false);
  });

  test('are not left again once ended, whatever is asked', () => {
    const asked = fc.array(fc.constantFrom(...Object.keys(table)), { maxLength: 30 });
    fc.assert(
      fc.property(asked, (steps) => {
        let status = start;
        for (const step of steps) {
          const before = status;
          if (canMove(table, status, step)) status = step;
          if (expected.includes(before)) expect(status).toBe(before);
        }
      }),
      { seed: SEED },
    );
  });

  test('lead to an end from everywhere, or back to the start where there is none', () => {
    const goals = expected.length > 0 ? expected : [start];
    for (const status of Object.keys(table)) {
      const isReachable = goals.some((end) => !unreachable(table, status).includes(end));
      expect(isReachable).toBe(true);
    }
  });
});

test('a phone that lost its signal may report on scene without en route', () => {
  expect(canMove(ASSIGNMENT_TABLE, 'accepted', 'on-scene')).toBe(true);
});

test('nobody who is with the patient is stood down', () => {
  expect(ASSIGNMENT_TABLE['with-patient']).toEqual(['cleared']);
});

test('a responder cannot report that control stood them down', () => {
  expect(RESPONDER_STEPS).not.toContain('stood-down');
});

test('a table with a status nothing leads to is found out', () => {
  const table: StatusTable<'a' | 'b' | 'c'> = { a: ['b'], b: [], c: ['a'] };
  expect(unreachable(table, 'a')).toEqual(['c']);
});
