/** What the console shows beside the list, each with an address of its own. */
export type ConsoleRoute =
  | { readonly page: 'incidents' }
  | { readonly page: 'incident' | 'why' | 'deliveries'; readonly incidentId: string }
  | { readonly page: 'callout-deliveries'; readonly calloutId: string }
  | { readonly page: 'callout'; readonly calloutId: string; readonly part: CalloutPart | null }
  | { readonly page: 'drills'; readonly drillId: string | null }
  | { readonly page: 'people'; readonly personId: string | null }
  | { readonly page: 'warnings'; readonly warningId: string | null }
  | { readonly page: LivePage }
  | { readonly page: StaffPage }
  | { readonly page: CalloutsPage };

const LIVE_PAGES = ['map', 'replies', 'reachability', 'templates', 'response-plans'] as const;
const STAFF_PAGES = [
  'raise',
  'approvals',
  'reviews',
  'after-care',
  'aeds',
  'imports',
  'organisation',
  'readiness',
  'reports',
  'accounts',
  'keys',
  'webhooks',
  'audit',
  'mutual-aid',
  'retention',
  'export',
  'account',
] as const;
const CALLOUTS_PAGES = [
  'callouts',
  'call-out',
  'callout-templates',
  'warning-feeds',
  'areas',
  'message-prices',
  'groups',
  'board',
  'watch-points',
] as const;
const SIMPLE_PAGES = [...LIVE_PAGES, ...STAFF_PAGES, ...CALLOUTS_PAGES];
/** What is shown of one call-out beside how full it is. */
export const CALLOUT_PARTS = [
  ...(['map', 'roster', 'points', 'messages', 'field', 'groups', 'why', 'print'] as const),
] as const;
export type CalloutPart = (typeof CALLOUT_PARTS)[number];
type LivePage = (typeof LIVE_PAGES)[number];
/** Pages by which the organisation keeps itself in order. */
export type StaffPage = (typeof STAFF_PAGES)[number];
/** Pages from which call-outs are opened and made ready. */
export type CalloutsPage = (typeof CALLOUTS_PAGES)[number];

const INCIDENT = /^#\/incidents\/([^/]+)(?:\/(why|deliveries))?$/u;
const CALLOUT = /^#\/callouts\/([^/]+)(?:\/([a-z]+))?$/u;
const WARNINGS = /^#\/warnings(?:\/([^/]+))?$/u;
const PEOPLE = /^#\/people(?:\/([^/]+))?$/u;
const DRILLS = /^#\/drills(?:\/([^/]+))?$/u;

/** The page that an address's hash names; an unknown one is the list. */
export function routeOf(hash: string): ConsoleRoute {
  const named = <T extends string>(pages: readonly T[]): T | undefined =>
    pages.find((page) => hash === `#/${page}`);
  const [live, staff, callouts] = [named(LIVE_PAGES), named(STAFF_PAGES), named(CALLOUTS_PAGES)];
  if (live !== undefined) return { page: live };
  if (staff !== undefined) return { page: staff };
  if (callouts !== undefined) return { page: callouts };
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
    case 'callout':
      return under(under('#/callouts', route.calloutId), route.part);
    case 'warnings':
      return under('#/warnings', route.warningId);
    case 'drills':
      return under('#/drills', route.drillId);
    case 'people':
      return under('#/people', route.personId);
  }
}

function under(hash: string, part: string | null): string {
  return part === null ? hash : `${hash}/${encodeURIComponent(part)}`;
}

/** Whether it is one of the pages by which the organisation keeps itself in order. */
export function isOfStaff(route: ConsoleRoute): route is { readonly page: StaffPage } {
  return STAFF_PAGES.some((page) => page === route.page);
}

/** Whether it is one of the pages from which call-outs are opened and made ready. */
export function isOfCallouts(route: ConsoleRoute): route is { readonly page: CalloutsPage } {
  return CALLOUTS_PAGES.some((page) => page === route.page);
}

type SimpleRoute =
  { readonly page: LivePage } | { readonly page: StaffPage } | { readonly page: CalloutsPage };

function isSimple(route: ConsoleRoute): route is SimpleRoute {
  return SIMPLE_PAGES.some((page) => page === route.page);
}

/** Throws where an id cannot be decoded. */
function routeWithId(hash: string): ConsoleRoute | null {
  const [, incident, part] = INCIDENT.exec(hash) ?? [];
  if (incident !== undefined) {
    const page = part === 'why' || part === 'deliveries' ? part : 'incident';
    return { page, incidentId: decodeURIComponent(incident) };
  }
  const callout = calloutRoute(hash);
  if (callout !== null) return callout;
  const people = PEOPLE.exec(hash);
  if (people !== null) return { page: 'people', personId: idOf(people) };
  const warnings = WARNINGS.exec(hash);
  if (warnings !== null) return { page: 'warnings', warningId: idOf(warnings) };
  const drills = DRILLS.exec(hash);
  return drills === null ? null : { page: 'drills', drillId: idOf(drills) };
}

function calloutRoute(hash: string): ConsoleRoute | null {
  const [, id, named = null] = CALLOUT.exec(hash) ?? [];
  if (id === undefined) return null;
  const calloutId = decodeURIComponent(id);
  if (named === 'deliveries') return { page: 'callout-deliveries', calloutId };
  const part = CALLOUT_PARTS.find((one) => one === named) ?? null;
  return part === named ? { page: 'callout', calloutId, part } : null;
}

function idOf([, id]: RegExpExecArray): string | null {
  return id === undefined ? null : decodeURIComponent(id);
}
