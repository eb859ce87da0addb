import { ALERT_TABLE, type AlertStatus } from '#core/alert';
import { ASSIGNMENT_STATUSES, type AssignmentStatus } from '#core/assignment';
import {
  aedDisclosureFor,
  staffDisclosureFor,
  disclosureFor,
  type AedDisclosure,
  type Disclosure,
} from '#core/disclosure';
import { CALLER_ROLES, may } from '#core/caller-roles';
import { RESPONDER_TIERS } from '#core/responder';
import { INCIDENT_TABLE, type IncidentStatus } from '#core/incident';
import { TEAM_ROLES, type TeamTask } from '#core/team-role';

const N = 'nothing';
const C = 'coarse';
const E = 'exact';
/** Exact, and for a professional clinical. */
const P = 'exact-or-clinical';

/** Rows: the assignment. Columns: the alert. For an active incident. */
const ACTIVE: Record<AssignmentStatus | 'none', Record<AlertStatus, Disclosure | typeof P>> = {
  none: { sent: C, accepted: N, declined: N, expired: N, withdrawn: N },
  accepted: { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
  'en-route': { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
  'on-scene': { sent: P, accepted: P, declined: P, expired: P, withdrawn: P },
  'with-patient': { sent: P, accepted: P, declined: P, expired: P, withdrawn: P },
  cleared: { sent: N, accepted: N, declined: N, expired: N, withdrawn: N },
  'stood-down': { sent: N, accepted: N, declined: N, expired: N, withdrawn: N },
  withdrawn: { sent: N, accepted: N, declined: N, expired: N, withdrawn: N },
};

const incidents = Object.keys(INCIDENT_TABLE) as IncidentStatus[];
const alerts = Object.keys(ALERT_TABLE) as AlertStatus[];
const assignments = ['none', ...ASSIGNMENT_STATUSES] as const;

const combinations = incidents.flatMap((incident) =>
  assignments.flatMap((assignment) =>
    alerts.map((alert) => ({
      incident,
      assignment,
      alert,
      expected: incident === 'active' ? ACTIVE[assignment][alert] : N,
    })),
  ),
);

test('all 120 combinations are in the table', () => {
  expect(combinations).toHaveLength(3 * 8 * 5);
});

test.each(combinations)(
  '$incident incident, alert $alert, assignment $assignment: a responder sees $expected',
  ({ incident, assignment, alert, expected }) => {
    const bound = assignment === 'none' ? null : assignment;
    for (const tier of [null, ...RESPONDER_TIERS]) {
      const there = tier === 'professional' ? 'clinical' : E;
      const mine = expected === P ? there : expected;
      expect(disclosureFor({ incident, alert, assignment: bound, tier })).toBe(mine);
    }
  },
);

const FETCH: TeamTask = { role: 'via-aed', aedId: 'aed-1' };

test.each<[Disclosure, TeamTask, boolean, AedDisclosure]>([
  ['exact', FETCH, false, 'all'],
  ['exact', FETCH, true, 'name'],
  ['coarse', FETCH, false, 'nothing'],
  ['nothing', FETCH, false, 'nothing'],
  ['nothing', FETCH, true, 'nothing'],
  ['exact', { role: 'via-aed', aedId: null }, false, 'nothing'],
])('at disclosure %s of %p, in hand: %p, an AED shows %s', (disclosure, task, held, expected) => {
  expect(aedDisclosureFor({ disclosure, task, isCollected: held })).toBe(expected);
});

test('whoever fetches no AED is told what opens none', () => {
  for (const role of TEAM_ROLES.filter((each) => each !== 'via-aed')) {
    const task = { role, aedId: 'aed-1' };
    expect(aedDisclosureFor({ disclosure: 'exact', task, isCollected: false })).toBe('nothing');
  }
});

test('staff who may not read incidents see nothing, and who only looks an outline', () => {
  for (const role of CALLER_ROLES) {
    expect([role, staffDisclosureFor(role) === 'nothing']).toEqual([
      role,
      !may(role, 'read-incident'),
    ]);
  }
  expect(staffDisclosureFor('read-only')).toBe('outline');
});
