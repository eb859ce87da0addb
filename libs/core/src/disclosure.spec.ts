import { ALERT_TABLE, type AlertStatus } from '#core/alert';
import { ASSIGNMENT_STATUSES, type AssignmentStatus } from '#core/assignment';
import { disclosureFor, type Disclosure } from '#core/disclosure';
import { INCIDENT_TABLE, type IncidentStatus } from '#core/incident';

const N = 'nothing';
const C = 'coarse';
const E = 'exact';

/** Rows: the assignment. Columns: the alert. For an active incident. */
const ACTIVE: Record<AssignmentStatus | 'none', Record<AlertStatus, Disclosure>> = {
  none: { sent: C, accepted: N, declined: N, expired: N, withdrawn: N },
  accepted: { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
  'en-route': { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
  'on-scene': { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
  'with-patient': { sent: E, accepted: E, declined: E, expired: E, withdrawn: E },
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
    expect(
      disclosureFor({ incident, alert, assignment: assignment === 'none' ? null : assignment }),
    ).toBe(expected);
  },
);
