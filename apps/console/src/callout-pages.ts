import { html, type TemplateResult } from 'lit';
import { calloutForm } from './callout-form';
import { calloutRow } from './callout-list';
import { calloutPage } from './callout-page';
import type { Desk } from './desk';
import { pageHead } from './page-parts';
import { isOfCallouts, type CalloutsPage, type ConsoleRoute } from './route';

/** Pages that are about call-outs. */
export type CalloutsRoute = Extract<ConsoleRoute, { page: CalloutsPage | 'callout' }>;

/** Whether it is one of them. */
export function isAmongCallouts(route: ConsoleRoute): route is CalloutsRoute {
  return isOfCallouts(route) || route.page === 'callout';
}

/** What an address among the call-outs shows. */
export function calloutsPageOf(desk: Desk, route: CalloutsRoute): TemplateResult {
  const { callouts } = desk.pages;
  switch (route.page) {
    case 'callouts':
      return hub(desk);
    case 'call-out':
      return calloutForm(callouts.calling);
    case 'callout':
      return calloutPage(callouts.opened, route.part);
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
  }
}

function hub(desk: Desk): TemplateResult {
  const callouts = desk.allCallouts();
  return html`<article class="incident" data-test="callouts-hub">
    ${pageHead('Call-outs', 'Every call-out, newest first; ended ones as well.')}
    <ul class="rows">
      ${callouts.map(calloutRow)}
    </ul>
  </article>`;
}
