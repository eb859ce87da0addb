/** What the console shows beside the list, each with an address of its own. */
export type ConsoleRoute =
  | { readonly page: 'incidents' }
  | { readonly page: 'incident' | 'why' | 'deliveries'; readonly incidentId: string }
  | { readonly page: 'callout-deliveries'; readonly calloutId: string }
  | { readonly page: 'drills'; readonly drillId: string | null }
  | { readonly page: SimplePage };

const SIMPLE_PAGES = ['replies', 'reachability', 'templates', 'response-plans'] as const;
/** Pages that are there once. */
export type SimplePage = (typeof SIMPLE_PAGES)[number];

const INCIDENT = /^#\/incidents\/([^/]+)(?:\/(why|deliveries))?$/u;
const CALLOUT = /^#\/callouts\/([^/]+)\/deliveries$/u;
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
    case 'replies':
    case 'reachability':
    case 'templates':
    case 'response-plans':
      return `#/${route.page}`;
  }
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
  const drills = DRILLS.exec(hash);
  if (drills === null) return null;
  const [, drill] = drills;
  return { page: 'drills', drillId: drill === undefined ? null : decodeURIComponent(drill) };
}
