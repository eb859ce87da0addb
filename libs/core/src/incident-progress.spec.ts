import { ASSIGNMENT_STATUSES } from '#core/assignment';
import { incidentProgress } from '#core/incident-progress';

test.each([
  [[], 'alerting'],
  [['accepted'], 'resources-assigned'],
  [['accepted', 'en-route'], 'resources-en-route'],
  [['en-route', 'on-scene', 'accepted'], 'resources-on-scene'],
  [['with-patient'], 'resources-on-scene'],
  [['cleared', 'en-route'], 'resources-en-route'],
  [['cleared', 'stood-down', 'withdrawn'], 'alerting'],
] as const)('with responders %j an active incident is %s', (statuses, progress) => {
  expect(incidentProgress('active', statuses)).toBe(progress);
});

test('an incident that is over has no progress, whoever is still there', () => {
  expect(incidentProgress('closed', ASSIGNMENT_STATUSES)).toBeNull();
  expect(incidentProgress('cancelled', ASSIGNMENT_STATUSES)).toBeNull();
});
