import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { OverdueView } from '#contracts/muster-api';
import { submitting, typed } from '#web/forms';
import { CALLOUT_STATUS_WORDS } from '#web/callout-words';
import { count, t } from '#web/language';
import { momentWords } from '#web/moments';
import { fillPart } from './callout-fill';
import { fieldPart } from './callout-field-part';
import { groupsPart } from './callout-groups-part';
import { mapPart } from './callout-map-part';
import { messagesPart } from './callout-messages-part';
import { pointsPart } from './callout-points-part';
import { printPart } from './callout-print-part';
import { rosterPart } from './callout-roster-part';
import type { OpenedCallout } from './opened-callout';
import { whyPart } from './callout-why-part';
import { modeNotice, modePage } from './mode-strip';
import { outcome } from './page-parts';
import { hashOf, type CalloutPart } from './route';

const PARTS: readonly (readonly [CalloutPart | null, string])[] = [
  [null, t('How full')],
  ['map', t('Map')],
  ['roster', t('Roster')],
  ['points', t('Muster points')],
  ['messages', t('Messages')],
  ['field', t('Tasks and reports')],
  ['groups', t('Groups')],
  ['why', t('Why and when')],
  ['print', t('Print')],
];

/** One call-out: how full, who comes, what is said and done, and why. */
export function calloutPage(opened: OpenedCallout, part: CalloutPart | null): TemplateResult {
  const { overview } = opened;
  const callout = overview.view;
  if (callout === null) {
    return html`<article class="incident" data-test="callout">
      <h1 tabindex="-1" data-heading>${t('Call-out')}</h1>
      ${overview.problem === null ? html`<p class="soft">${t('Loading …')}</p>` : outcome(overview)}
    </article>`;
  }
  return html`<article class="incident ${modePage(callout.mode)}" data-test="callout">
    <a class="back" href=${hashOf({ page: 'callouts' })}>${t('← All call-outs')}</a>
    ${modeNotice(callout.mode)} ${alarm(opened)}
    <header>
      <h1 tabindex="-1" data-heading>${callout.title}</h1>
      <p class="row-marks">
        <span class="badge ${callout.status === 'filled' ? 'good' : ''}" data-test="callout-status"
          >${CALLOUT_STATUS_WORDS[callout.status]}</span
        >
        <span class="soft"
          >${t('Opened {{openedAt}}', { openedAt: momentWords(callout.openedAt) })}</span
        >
      </p>
      ${stopped(callout)}
    </header>
    ${partLinks(callout, part)} ${outcome(overview)}
    ${
      overview.told === null
        ? nothing
        : html`<p class="done-news" role="status">${overview.told}</p>`
    }
    ${partOf(opened, callout, part)}
  </article>`;
}

function partOf(
  opened: OpenedCallout,
  callout: CalloutView,
  part: CalloutPart | null,
): TemplateResult {
  switch (part) {
    case null:
      return fillPart(opened, callout);
    case 'roster':
      return rosterPart(opened, callout);
    case 'points':
      return pointsPart(opened, callout);
    case 'messages':
      return messagesPart(opened, callout);
    case 'field':
      return fieldPart(opened, callout);
    case 'groups':
      return groupsPart(opened, callout);
    case 'why':
      return whyPart(opened.why, callout);
    case 'map':
      return mapPart(opened, callout);
    case 'print':
      return printPart(opened, callout);
  }
}

function partLinks({ id: calloutId }: CalloutView, here: CalloutPart | null): TemplateResult {
  return html`<nav class="part-links" aria-label=${t('Parts of this call-out')}>
    ${PARTS.map(
      ([part, words]) =>
        html`<a
          href=${hashOf({ page: 'callout', calloutId, part })}
          aria-current=${part === here ? 'page' : nothing}
          data-test="part-${part ?? 'fill'}"
          >${words}</a
        >`,
    )}
    <a href=${hashOf({ page: 'callout-deliveries', calloutId })}>${t('Deliveries')}</a>
  </nav>`;
}

function stopped({ stopComingAt }: CalloutView): TemplateResult | typeof nothing {
  if (stopComingAt === null) return nothing;
  return html`<p class="refusal" data-test="stopped">
    <strong
      >${t('Nobody should set off any more, since {{stopComingAt}}.', {
        stopComingAt: momentWords(stopComingAt),
      })}</strong
    >
  </p>`;
}

/** Whoever has not come back in time: on every page of the call-out, above everything else. */
function alarm({ overview }: OpenedCallout): TemplateResult | typeof nothing {
  const { overdue } = overview;
  if (overdue.length === 0) return nothing;
  return html`<section class="overdue" role="alert" aria-labelledby="overdue" data-test="overdue">
    <h2 id="overdue">
      <span aria-hidden="true">⚠</span>
      ${count(
        overdue.length,
        'person has not come back in time',
        'people have not come back in time',
      )}
    </h2>
    <ul>
      ${overdue.map((person) => overdueRow(overview, person))}
    </ul>
  </section>`;
}

function overdueRow(overview: OpenedCallout['overview'], person: OverdueView): TemplateResult {
  const answer = (found: boolean) => (event: Event) => {
    const form = (event.currentTarget as HTMLElement).closest('form');
    if (form?.reportValidity() !== true) return;
    void overview.found(person, found, typed(form, 'note'));
  };
  return html`<li data-test="overdue-person">
    <p>
      <strong>${person.displayName}</strong>
      ${
        person.peopleCount === 1
          ? nothing
          : html`${t('and {{others}} with them', { others: person.peopleCount - 1 })}`
      }<br />${t('Should have left by:')}
      <strong class="figures">${momentWords(person.dueOutAt)}</strong>.
      ${person.alarmAt === null ? t('They have been asked.') : t('They did not answer.')}
    </p>
    <form class="overdue-form" @submit=${submitting(() => undefined)}>
      <label for="overdue-${person.bookingId}">${t('What is known, who looks for them')}</label>
      <input id="overdue-${person.bookingId}" name="note" required maxlength="2000" />
      <button type="button" class="button" ?disabled=${overview.busy} @click=${answer(true)}>
        ${t('Found, safe')}
      </button>
      <button type="button" class="button" ?disabled=${overview.busy} @click=${answer(false)}>
        ${t('Being looked for')}
      </button>
    </form>
  </li>`;
}
