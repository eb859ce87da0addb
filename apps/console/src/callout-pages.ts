import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { areasPage } from './areas-page';
import { boardPage } from './board-page';
import { calloutForm } from './callout-form';
import { calloutRow } from './callout-list';
import { calloutPage } from './callout-page';
import { calloutTemplatesPage } from './callout-templates-page';
import type { Desk } from './desk';
import { feedsPage } from './feeds-page';
import { groupsPage } from './groups-page';
import { messagePricesPage } from './message-prices-page';
import { pageHead } from './page-parts';
import { mayOpen } from './may-open';
import { hashOf, isOfCallouts, type CalloutsPage, type ConsoleRoute } from './route';
import { warningsPage } from './warnings-page';
import { watchPointsPage } from './watch-points-page';

/** Pages that are about call-outs. */
export type CalloutsRoute = Extract<ConsoleRoute, { page: CalloutsPage | 'callout' | 'warnings' }>;

/** The ways from one to the other. */
const LINKS: readonly (readonly [CalloutsRoute, string])[] = [
  [{ page: 'callouts' }, t('All call-outs')],
  [{ page: 'warnings', warningId: null }, t('Warnings')],
  [{ page: 'callout-templates' }, t('Templates')],
  [{ page: 'areas' }, t('Stored areas')],
  [{ page: 'warning-feeds' }, t('Feeds')],
  [{ page: 'groups' }, t('Groups')],
  [{ page: 'board' }, t('Offers and needs')],
  [{ page: 'watch-points' }, t('Watch points')],
  [{ page: 'message-prices' }, t('Prices')],
];

/** Whether it is one of them. */
export function isAmongCallouts(route: ConsoleRoute): route is CalloutsRoute {
  return isOfCallouts(route) || route.page === 'callout' || route.page === 'warnings';
}

/** What an address among the call-outs shows. */
export function calloutsPageOf(desk: Desk, route: CalloutsRoute): TemplateResult {
  const isOne = route.page === 'callout';
  return html`${isOne ? nothing : links(desk, route)} ${pageOfRoute(desk, route)}`;
}

function pageOfRoute(desk: Desk, route: CalloutsRoute): TemplateResult {
  const { callouts } = desk.pages;
  const { door } = desk;
  const mayPlan = door.may('plan-callouts');
  switch (route.page) {
    case 'callouts':
      return hub(desk);
    case 'call-out':
      return calloutForm(callouts.calling);
    case 'callout':
      return calloutPage(callouts.opened, route.part);
    case 'warnings':
      return warningsPage(callouts.warnings, callouts.calling, door.may('open-callout'));
    case 'warning-feeds':
      return feedsPage(callouts.feeds);
    case 'callout-templates': {
      const may = { plan: mayPlan, open: door.may('open-callout') };
      return calloutTemplatesPage(callouts.templates, callouts.calling, may);
    }
    case 'areas':
      return areasPage(callouts.areas, mayPlan);
    case 'message-prices':
      return messagePricesPage(callouts.prices, mayPlan);
    case 'groups':
      return groupsPage(callouts.groups, door.may('keep-groups'));
    case 'board':
      return boardPage(callouts.board, door.may('keep-accounts'));
    case 'watch-points':
      return watchPointsPage(callouts.watchPoints, mayPlan);
  }
}

/** Fetches what such a page shows. */
export function enterCallouts(desk: Desk, route: CalloutsRoute): void {
  const { callouts } = desk.pages;
  switch (route.page) {
    case 'callouts':
      return;
    case 'call-out':
      void callouts.calling.load();
      return;
    case 'callout':
      callouts.opened.show(route.calloutId, route.part);
      return;
    case 'warnings':
      void callouts.warnings.show(route.warningId);
      void callouts.calling.load();
      return;
    case 'warning-feeds':
      void callouts.feeds.load();
      return;
    case 'callout-templates':
      void callouts.templates.load();
      return;
    case 'areas':
      void callouts.areas.load();
      return;
    case 'message-prices':
      void callouts.prices.load();
      return;
    case 'groups':
      void callouts.groups.load();
      return;
    case 'board':
      void callouts.board.load();
      return;
    case 'watch-points':
      void callouts.watchPoints.load();
  }
}

function links(desk: Desk, route: CalloutsRoute): TemplateResult {
  return html`<nav class="part-links" aria-label=${t('About call-outs')}>
    ${LINKS.filter(([{ page }]) => mayOpen(desk, page)).map(
      ([to, words]) =>
        html`<a
          href=${hashOf(to)}
          aria-current=${to.page === route.page ? 'page' : nothing}
          data-test="about-${to.page}"
          >${words}</a
        >`,
    )}
  </nav>`;
}

function hub(desk: Desk): TemplateResult {
  const callouts = desk.allCallouts();
  return html`<article class="incident" data-test="callouts-hub">
    ${pageHead(t('Call-outs'), t('Newest first, with those that have ended.'))}
    ${
      desk.door.may('open-callout')
        ? html`<p>
            <a class="button primary" href=${hashOf({ page: 'call-out' })}
              >${t('Open a call-out')}</a
            >
          </p>`
        : nothing
    }
    ${callouts.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows">
      ${callouts.map(calloutRow)}
    </ul>
  </article>`;
}
