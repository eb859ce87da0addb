import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { KIND_WORDS } from '#web/words';
import { accountPage } from './account-page';
import { accountsPage } from './accounts-page';
import { aedsPage } from './aeds-page';
import { importsPage } from './imports-page';
import { organisationPage } from './organisation-page';
import { reportsPage } from './reports-page';
import { weekHoursPage } from './week-hours-page';
import { approvalsPage } from './approvals-page';
import { auditPage } from './audit-page';
import { calloutsPageOf, enterCallouts, isAmongCallouts } from './callout-pages';
import { whereOf } from './console-words';
import { deliveriesPage } from './deliveries-page';
import type { Desk } from './desk';
import { drillsPage } from './drills-page';
import { exportsPage } from './exports-page';
import { incidentPage } from './incident-page';
import { mayOpen, type PageName } from './may-open';
import { keysPage } from './keys-page';
import { mapPage } from './map-page';
import { mutualAidPage } from './mutual-aid-page';
import { peoplePage } from './people-page';
import { plansPage } from './plans-page';
import { raiseForm } from './raise-form';
import { reachabilityPage } from './reachability-page';
import { repliesPage } from './replies-page';
import { retentionPage } from './retention-page';
import { afterCarePage } from './after-care-page';
import { reviewsPage } from './reviews-page';
import { hashOf, isOfStaff, type ConsoleRoute, type StaffPage } from './route';
import { templatesPage } from './templates-page';
import { webhooksPage } from './webhooks-page';
import { whyPage } from './why-page';

/** The menu, in its order; a page that a role may not see is not in it. */
const MENU: readonly (readonly [ConsoleRoute, string])[] = [
  [{ page: 'incidents' }, t('Incidents')],
  [{ page: 'map' }, t('Map')],
  [{ page: 'callouts' }, t('Call-outs')],
  [{ page: 'groups' }, t('Groups')],
  [{ page: 'approvals' }, t('Approvals')],
  [{ page: 'replies' }, t('Replies')],
  [{ page: 'reviews' }, t('Credentials')],
  [{ page: 'after-care' }, t('After-care')],
  [{ page: 'people', personId: null }, t('People')],
  [{ page: 'aeds' }, t('AEDs')],
  [{ page: 'imports' }, t('Import')],
  [{ page: 'reachability' }, t('Reachability')],
  [{ page: 'readiness' }, t('Readiness')],
  [{ page: 'drills', drillId: null }, t('Drills')],
  [{ page: 'templates' }, t('Templates')],
  [{ page: 'response-plans' }, t('Response plans')],
  [{ page: 'reports' }, t('Reports')],
  [{ page: 'organisation' }, t('Organisation')],
  [{ page: 'accounts' }, t('Accounts')],
  [{ page: 'keys' }, t('Keys')],
  [{ page: 'webhooks' }, t('Web-hooks')],
  [{ page: 'mutual-aid' }, t('Mutual aid')],
  [{ page: 'audit' }, t('Audit')],
  [{ page: 'retention' }, t('Retention')],
  [{ page: 'export' }, t('Export')],
];

/** What each role is here for comes first; the rest as in the menu. */
const HOMES = ['incidents', 'reviews', 'audit'] as const;

/** The page that this person begins with. */
export function homeOf(desk: Desk): ConsoleRoute {
  const homes = [...HOMES.map((page) => ({ page })), ...MENU.map(([route]) => route)];
  return homes.find(({ page }) => mayOpen(desk, page)) ?? { page: 'account' };
}

/** What an address shows. */
export function pageOf(desk: Desk, route: ConsoleRoute): TemplateResult {
  if (!mayOpen(desk, route.page)) return notForYou(desk);
  if (isOfStaff(route)) return staffPageOf(desk, route.page);
  if (isAmongCallouts(route)) return calloutsPageOf(desk, route);
  const incident = desk.opened();
  switch (route.page) {
    case 'map':
      return mapPage(desk);
    case 'people':
      return peoplePage(desk.pages.people, desk.door);
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
        title: desk.callout(route.calloutId)?.title ?? t('Call-out'),
        back: above(route),
        mode: desk.callout(route.calloutId)?.mode ?? 'actual',
      });
    case 'why':
      return incident === null ? incidentPage(desk) : whyPage(desk, incident);
    case 'incident':
    case 'incidents':
      return incidentPage(desk);
  }
}

/** The pages by which the organisation keeps itself in order. */
function staffPageOf(desk: Desk, page: StaffPage): TemplateResult {
  const { pages, door } = desk;
  switch (page) {
    case 'raise':
      return raiseForm(pages.asking);
    case 'approvals':
      return approvalsPage(pages.approvals, door.account?.id ?? null);
    case 'reviews':
      return reviewsPage(pages.reviews);
    case 'after-care':
      return afterCarePage(pages.afterCare, (permission) => door.may(permission));
    case 'aeds':
      return aedsPage(pages.aeds);
    case 'imports':
      return importsPage(pages.imports);
    case 'organisation':
      return organisationPage(pages.organisation);
    case 'readiness':
      return weekHoursPage(pages.week, {
        coverage: pages.coverage,
        mayWarn: door.may('plan-callouts'),
      });
    case 'reports':
      return reportsPage(pages.reports);
    case 'accounts':
      return accountsPage(pages.accounts, door.account?.id ?? null);
    case 'keys':
      return keysPage(pages.keys);
    case 'webhooks':
      return webhooksPage(pages.webhooks);
    case 'audit':
      return auditPage(pages.audit);
    case 'mutual-aid':
      return mutualAidPage(pages.mutualAid);
    case 'retention':
      return retentionPage(pages.retention);
    case 'export':
      return exportsPage(pages.exports, pages.evidence);
    case 'account':
      return accountPage(pages.ownAccount, door);
  }
}

/** Fetches what a page shows that the desk does not hold anyway. */
export function enter(desk: Desk, route: ConsoleRoute): void {
  const { pages } = desk;
  if (route.page === 'drills' && mayOpen(desk, 'drills')) void desk.drills.show(route.drillId);
  else desk.drills.hide();
  pages.hide();
  pages.callouts.leave(route);
  if (route.page === 'map' && mayOpen(desk, 'map')) desk.mapRoom.open();
  else desk.mapRoom.close();
  if (!mayOpen(desk, route.page)) return;
  if (isAmongCallouts(route)) enterCallouts(desk, route);
  if (route.page === 'response-plans') void desk.responsePlans.load();
  if (route.page === 'reachability') void desk.reachability.load();
  if (route.page === 'templates') void desk.templates.load();
  if (route.page === 'people') void pages.people.show(route.personId);
  if (route.page === 'approvals') void pages.approvals.load();
  if (route.page === 'reviews') void pages.reviews.load();
  if (route.page === 'after-care') void pages.afterCare.load();
  if (route.page === 'aeds') void pages.aeds.load();
  if (route.page === 'organisation') void pages.organisation.load();
  if (route.page === 'readiness') void pages.readReadiness();
  if (route.page === 'reports') void pages.reports.load();
  if (route.page === 'accounts') void pages.accounts.load();
  if (route.page === 'keys') void pages.keys.load();
  if (route.page === 'webhooks') void pages.webhooks.load();
  if (route.page === 'audit') void pages.audit.look();
  if (route.page === 'mutual-aid') void pages.mutualAid.load();
  if (route.page === 'imports') void pages.imports.load();
  if (route.page === 'retention') void pages.retention.load();
  if (route.page === 'account' && desk.door.isPerson()) void pages.ownAccount.load();
}

/** The page one up. */
export function above(route: ConsoleRoute): string {
  const isPart = route.page === 'why' || route.page === 'deliveries';
  if (isPart) return hashOf({ page: 'incident', incidentId: route.incidentId });
  if (isAmongCallouts(route) && route.page !== 'callouts') return hashOf({ page: 'callouts' });
  if (route.page === 'callout-deliveries') {
    return hashOf({ page: 'callout', calloutId: route.calloutId, part: null });
  }
  if (route.page === 'people' && route.personId !== null) {
    return hashOf({ page: 'people', personId: null });
  }
  if (route.page === 'drills' && route.drillId !== null) {
    return hashOf({ page: 'drills', drillId: null });
  }
  return hashOf({ page: 'incidents' });
}

/** The ways to the pages of whoever is in, with how much waits on them. */
export function pageLinks(desk: Desk, route: ConsoleRoute): TemplateResult {
  const isLive = ['incidents', 'incident', 'why', 'deliveries', 'raise'];
  const isOfCallouts = isAmongCallouts(route) || route.page === 'callout-deliveries';
  const isHere = (page: PageName): boolean =>
    page === route.page ||
    (page === 'incidents' && isLive.includes(route.page)) ||
    (page === 'callouts' && isOfCallouts);
  const link = ([to, words]: readonly [ConsoleRoute, string]): TemplateResult =>
    html`<a
      href=${hashOf(to)}
      aria-current=${isHere(to.page) ? 'page' : nothing}
      data-test=${to.page === 'response-plans' ? 'to-plans' : `to-${to.page}`}
      >${words} ${waiting(desk, to.page)}</a
    >`;
  return html`<nav aria-label=${t('Pages')}>
    ${MENU.filter(([{ page }]) => isInMenu(desk, page)).map(link)}
  </nav>`;
}

/** Whoever has the call-outs finds groups among them; others have a way of their own. */
function isInMenu(desk: Desk, page: PageName): boolean {
  return mayOpen(desk, page) && (page !== 'groups' || !mayOpen(desk, 'callouts'));
}

/** What staff may ask for by hand. */
export function askLinks(desk: Desk): TemplateResult | typeof nothing {
  const deeds = [
    ['raise', t('Raise an incident by hand')],
    ['call-out', t('Open a call-out')],
  ] as const;
  const open = deeds.filter(([page]) => mayOpen(desk, page));
  // A control system has an interface of its own, and references of its own.
  if (desk.door.account?.role === 'control' || open.length === 0) return nothing;
  return html`<p class="deeds">
    ${open.map(
      ([page, words]) =>
        html`<a class="button" href=${hashOf({ page })} data-test="to-${page}">${words}</a>`,
    )}
  </p>`;
}

function waiting(desk: Desk, page: PageName): TemplateResult | typeof nothing {
  const open =
    page === 'replies'
      ? desk.replies.openCount()
      : page === 'approvals'
        ? desk.pages.approvals.pending().length
        : 0;
  if (open === 0) return nothing;
  const name = page === 'replies' ? 'open-replies' : 'open-approvals';
  return html`<span class="badge warn" data-test=${name}
    >${open}<span class="hidden-visually"> ${t('open')}</span></span
  >`;
}

/** An address of another role: said plainly, with the way to what is theirs. */
function notForYou(desk: Desk): TemplateResult {
  return html`<article class="incident" data-test="not-for-you">
    <header>
      <h1 tabindex="-1" data-heading>${t('This page is not for you')}</h1>
      <p class="soft">${t('Your role in this organisation does not include it.')}</p>
    </header>
    <p><a href=${hashOf(homeOf(desk))}>${t('Go to your first page')}</a></p>
  </article>`;
}
