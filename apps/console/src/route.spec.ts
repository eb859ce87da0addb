import { describe, expect, it } from '@jest/globals';
import { hashOf, routeOf, type ConsoleRoute } from './route';

const ROUTES: readonly ConsoleRoute[] = [
  { page: 'incidents' },
  { page: 'incident', incidentId: 'a/b c' },
  { page: 'why', incidentId: '0191-x' },
  { page: 'deliveries', incidentId: '0191-x' },
  { page: 'callout-deliveries', calloutId: 'c 1' },
  { page: 'drills', drillId: null },
  { page: 'drills', drillId: 'd1' },
  { page: 'replies' },
  { page: 'reachability' },
  { page: 'templates' },
  { page: 'response-plans' },
  { page: 'people', personId: null },
  { page: 'people', personId: 'p/1' },
  { page: 'approvals' },
  { page: 'reviews' },
  { page: 'accounts' },
  { page: 'keys' },
  { page: 'audit' },
  { page: 'account' },
  { page: 'raise' },
  { page: 'call-out' },
  { page: 'callouts' },
  { page: 'callout-templates' },
  { page: 'areas' },
  { page: 'warnings', warningId: null },
  { page: 'warnings', warningId: 'w/1' },
  { page: 'callout', calloutId: 'c 1', part: null },
  { page: 'callout', calloutId: 'c/1', part: 'why' },
  { page: 'callout', calloutId: 'c/1', part: 'map' },
  { page: 'message-prices' },
];

describe('addresses of the console', () => {
  it.each(ROUTES)('%j is found again by its address', (route) => {
    expect(routeOf(hashOf(route))).toEqual(route);
  });

  it.each([
    '',
    '#',
    '#/nonsense',
    '#/incidents/',
    '#/incidents/%E0%A4%A',
    '#/incidents/a/b',
    '#/callouts/a/nonsense',
    '#/callouts/%E0%A4%A',
    '#/drills/%E0%A4%A',
  ])('an address that names nothing shows the list: %s', (hash) =>
    expect(routeOf(hash)).toEqual({ page: 'incidents' }),
  );
});
