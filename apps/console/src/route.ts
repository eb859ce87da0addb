/** What the console shows beside the list: nothing, one incident, why, or the response plans. */
export type ConsoleRoute =
  | { readonly page: 'incidents' }
  | { readonly page: 'incident' | 'why'; readonly incidentId: string }
  | { readonly page: 'response-plans' };

const PLANS = '#/response-plans';
const INCIDENT = /^#\/incidents\/([^/]+)(\/why)?$/u;

/** The page that an address's hash names; an unknown one is the list. */
export function routeOf(hash: string): ConsoleRoute {
  if (hash === PLANS) return { page: 'response-plans' };
  const [, id, why] = INCIDENT.exec(hash) ?? [];
  if (id === undefined) return { page: 'incidents' };
  try {
    const incidentId = decodeURIComponent(id);
    return { page: why === undefined ? 'incident' : 'why', incidentId };
  } catch {
    return { page: 'incidents' };
  }
}

/** The hash that names a page; `routeOf` reads it back. */
export function hashOf(route: ConsoleRoute): string {
  switch (route.page) {
    case 'incidents':
      return '#/';
    case 'response-plans':
      return PLANS;
    case 'incident':
      return `#/incidents/${encodeURIComponent(route.incidentId)}`;
    case 'why':
      return `#/incidents/${encodeURIComponent(route.incidentId)}/why`;
  }
}
