/** What the console shows beside the list, each with an address of its own. */
export type ConsoleRoute =
  | { readonly page: 'incidents' }
  | { readonly page: 'incident' | 'why' | 'deliveries'; readonly incidentId: string }
  | { readonly page: 'callout-deliveries'; readonly calloutId: string }
  | { readonly page: 'drills'; readonly drillId: string | null }
  | { readonly page: 'people'; readonly personId: string | null }
  | { readonly page: LivePage }
  | { readonly page: StaffPage };

const LIVE_PAGES = ['replies', 'reachability', 'templates', 'response-plans'] as const;
const STAFF_PAGES = [
  'raise',
  'call-out',
  'approvals',
  'reviews',
  'accounts',
  'keys',
  'audit',
  'mutual-aid',
  'retention',
  'export',
  'account',
] as const;
const SIMPLE_PAGES = [...LIVE_PAGES, ...STAFF_PAGES];
type LivePage = (typeof LIVE_PAGES)[number];
/** Pages by which the organisation keeps itself in order. */
export type StaffPage = (typeof STAFF_PAGES)[number];
/** Pages that are there once. */
export type SimplePage = LivePage | StaffPage;

const INCIDENT = /^#\/incidents\/([^/]+)(?:\/(why|deliveries))?$/u;
const CALLOUT = /^#\/callouts\/([^/]+)\/deliveries$/u;
const PEOPLE = /^#\/people(?:\/([^/]+))?$/u;
const DRILLS = /^#\/drills(?:\/([^/]+))?$/u;

/** The page that an address's hash names; an unknown one is the list. */
export function routeOf(hash: string): ConsoleRoute {
  const simple = SIMPLE_PAGES.find((page) => hash === `#/${page}`);
  if (simple !== undefined) return { page: simple };
  try {
    return routeWithId(hash) ?? { page: 'incidents' };
  } catch {
    return { page: 'incidents' };
  }
}

/** The hash that names a page; `routeOf` reads it back. */
export function hashOf(route: ConsoleRoute): string {
  if (isSimple(route)) return `#/${route.page}`;
  switch (route.page) {
    case 'incidents':
      return '#/';
    case 'incident':
      return `#/incidents/${encodeURIComponent(route.incidentId)}`;
    case 'why':
    case 'deliveries':
      return `#/incidents/${encodeURIComponent(route.incidentId)}/${route.page}`;
    case 'callout-deliveries':
      return `#/callouts/${encodeURIComponent(route.calloutId)}/deliveries`;
    case 'drills':
      return route.drillId === null ? '#/drills' : `#/drills/${encodeURIComponent(route.drillId)}`;
    case 'people':
      return route.personId === null
        ? '#/people'
        : `#/people/${encodeURIComponent(route.personId)}`;
  }
}

/** Whether it is one of the pages by which the organisation keeps itself in order. */
export function isOfStaff(route: ConsoleRoute): route is { readonly page: StaffPage } {
  return STAFF_PAGES.some((page) => page === route.page);
}

function isSimple(
  route: ConsoleRoute,
): route is { readonly page: LivePage } | { readonly page: StaffPage } {
  return SIMPLE_PAGES.some((page) => page === route.page);
}

/** Throws where an id cannot be decoded. */
function routeWithId(hash: string): ConsoleRoute | null {
  const [, incident, part] = INCIDENT.exec(hash) ?? [];
  if (incident !== undefined) {
    const page = part === 'why' || part === 'deliveries' ? part : 'incident';
    return { page, incidentId: decodeURIComponent(incident) };
  }
  const [, callout] = CALLOUT.exec(hash) ?? [];
  if (callout !== undefined) {
    return { page: 'callout-deliveries', calloutId: decodeURIComponent(callout) };
  }
  const people = PEOPLE.exec(hash);
  if (people !== null) {
    const [, person] = people;
    return { page: 'people', personId: person === undefined ? null : decodeURIComponent(person) };
  }
  const drills = DRILLS.exec(hash);
  if (drills === null) return null;
  const [, drill] = drills;
  return { page: 'drills', drillId: drill === undefined ? null : decodeURIComponent(drill) };
}
