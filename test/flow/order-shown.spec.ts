import { renderAed, renderIncidentAlert } from '#flow/alert-view';
import type { Assignment } from '#core/assignment';
import { MINUTE_MS } from '#core/units';
import type { AlertView } from '#contracts/responder-api';
import { anAed, anAlert, anAssignment, anIncident, NOON } from '../builders';

const library = anAed({ name: 'Library', floor: '2', cabinetCode: 'C-1407' });
const fetchIt = { role: 'via-aed', aedId: library.id } as const;
const incident = anIncident();

/** The alert of somebody with this order as their phone shows it; null before accept. */
function shown(assignment: Partial<Assignment> | null): AlertView {
  const alert = anAlert({
    task: fetchIt,
    status: assignment === null ? 'sent' : 'accepted',
    incidentId: incident.id,
  });
  const bound = { task: fetchIt, etaAt: NOON + 4 * MINUTE_MS, alertId: alert.id };
  return renderIncidentAlert({
    alert,
    incident,
    assignment: assignment === null ? null : anAssignment({ ...bound, ...assignment }),
    aeds: [renderAed(library, { aedId: library.id, distanceM: 240, open: 'open' })],
    taskAed: library,
    tier: null,
  });
}

describe('the order on a phone', () => {
  it('says the part and nothing of the AED before accept', () => {
    const view = shown(null);
    expect(view.order).toEqual({
      role: 'via-aed',
      sentence: 'Fetch an AED, then go to the patient.',
      aed: null,
      etaAt: null,
    });
    expect(JSON.stringify(view)).not.toContain('Library');
  });

  it('says all it takes to fetch the AED to whoever fetches it', () => {
    expect(shown({}).order).toMatchObject({
      sentence: 'Fetch the AED at Library (open when you get there), then 240 m to the patient.',
      aed: { name: 'Library', floor: '2', cabinetCode: 'C-1407', open: 'open', toPatientM: 240 },
      etaAt: '2026-03-01T12:04:00.000Z',
    });
  });

  it('forgets what opens the cabinet once the AED is in hand', () => {
    const view = shown({ aedCollectedAt: NOON });
    expect(view.order?.sentence).toBe('You have the AED: take it to the patient.');
    expect(view.order?.aed).toMatchObject({ name: 'Library', cabinetCode: null, floor: null });
  });

  it.each([
    ['whoever goes straight there', { task: { role: 'direct', aedId: null } }],
    ['whoever was stood down', { status: 'stood-down' }],
    ['whoever has another AED to fetch', { task: { role: 'via-aed', aedId: incident.id } }],
  ] as const)('gives no cabinet code to %s', (_who, assignment) => {
    expect(JSON.stringify(shown(assignment))).not.toContain('C-1407');
  });

  it('says nothing any more after a stand-down', () => {
    expect(shown({ status: 'stood-down' }).order).toBeNull();
  });
});
