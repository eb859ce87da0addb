import { html, nothing, type TemplateResult } from 'lit';
import { KIND_WORDS } from '#web/words';
import { whereOf } from './console-words';
import { deliveriesPage } from './deliveries-page';
import type { Desk } from './desk';
import { drillsPage } from './drills-page';
import { incidentPage } from './incident-page';
import { plansPage } from './plans-page';
import { reachabilityPage } from './reachability-page';
import { repliesPage } from './replies-page';
import { hashOf, type ConsoleRoute } from './route';
import { templatesPage } from './templates-page';
import { whyPage } from './why-page';

/** What an address shows. */
export function pageOf(desk: Desk, route: ConsoleRoute): TemplateResult {
  const incident = desk.opened();
  switch (route.page) {
    case 'response-plans':
      return plansPage(desk.responsePlans);
    case 'replies':
      return repliesPage(desk.replies);
    case 'reachability':
      return reachabilityPage(desk.reachability);
    case 'templates':
      return templatesPage(desk.templates);
    case 'drills':
      return drillsPage(desk.drills);
    case 'deliveries':
      return deliveriesPage(desk.deliveries, {
        title: incident === null ? '' : `${KIND_WORDS[incident.kind]}, ${whereOf(incident)}`,
        back: above(route),
      });
    case 'callout-deliveries':
      return deliveriesPage(desk.deliveries, {
        title: desk.callout(route.calloutId)?.title ?? 'Call-out',
        back: above(route),
      });
    case 'why':
      return incident === null ? incidentPage(desk) : whyPage(desk, incident);
    case 'incident':
    case 'incidents':
      return incidentPage(desk);
  }
}

/** Fetches what a page shows that the desk does not hold anyway. */
export function enter(desk: Desk, route: ConsoleRoute): void {
  if (route.page === 'drills') void desk.drills.show(route.drillId);
  else desk.drills.hide();
  if (route.page === 'response-plans') void desk.responsePlans.load();
  if (route.page === 'reachability') void desk.reachability.load();
  if (route.page === 'templates') void desk.templates.load();
}

/** The page one up. */
export function above(route: ConsoleRoute): string {
  const isPart = route.page === 'why' || route.page === 'deliveries';
  if (isPart) return hashOf({ page: 'incident', incidentId: route.incidentId });
  if (route.page === 'drills' && route.drillId !== null) {
    return hashOf({ page: 'drills', drillId: null });
  }
  return hashOf({ page: 'incidents' });
}

/** The ways to every page, with how many replies wait to be read. */
export function pageLinks(desk: Desk, route: ConsoleRoute): TemplateResult {
  const open = desk.replies.openCount();
  const waiting =
    open === 0
      ? nothing
      : html`<span class="badge warn" data-test="open-replies"
          >${open}<span class="hidden-visually"> open</span></span
        >`;
  const isLive = ['incidents', 'incident', 'why', 'deliveries', 'callout-deliveries'];
  const link = (to: ConsoleRoute, words: TemplateResult | string): TemplateResult =>
    html`<a
      href=${hashOf(to)}
      aria-current=${
        to.page === route.page || (to.page === 'incidents' && isLive.includes(route.page))
          ? 'page'
          : nothing
      }
      data-test=${to.page === 'response-plans' ? 'to-plans' : `to-${to.page}`}
      >${words}</a
    >`;
  return html`<nav aria-label="Pages">
    ${link({ page: 'incidents' }, 'Incidents')}
    ${link({ page: 'replies' }, html`Replies ${waiting}`)}
    ${link({ page: 'reachability' }, 'Reachability')}
    ${link({ page: 'drills', drillId: null }, 'Drills')} ${link({ page: 'templates' }, 'Templates')}
    ${link({ page: 'response-plans' }, 'Response plans')}
  </nav>`;
}
