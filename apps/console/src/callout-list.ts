import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { CALLOUT_STATUS_WORDS } from '#web/callout-words';
import { t } from '#web/language';
import { MODE_WORDS } from '#web/words';
import type { Desk } from './desk';
import { hashOf } from './route';

/** Open call-outs and how full they are. */
export function calloutList(desk: Desk): TemplateResult | typeof nothing {
  const callouts = desk.callouts();
  if (callouts.length === 0) return nothing;
  return html`<section aria-labelledby="callouts">
    <h2 id="callouts">${t('Call-outs')} <span class="soft figures">${callouts.length}</span></h2>
    <ul class="rows" data-test="callouts">
      ${callouts.map(calloutRow)}
    </ul>
  </section>`;
}

/** One call-out of a list: what it is, whether it is real, how full. */
export function calloutRow(callout: CalloutView): TemplateResult {
  const { id: calloutId, status } = callout;
  return html`<li class="callout ${callout.mode === 'actual' ? '' : 'not-real'}">
    <p class="row-head">
      <a class="row-link" href=${hashOf({ page: 'callout', calloutId, part: null })}
        ><strong>${callout.title}</strong></a
      >
      <span class="badge ${status === 'filled' ? 'good' : ''}"
        >${CALLOUT_STATUS_WORDS[status]}</span
      >
    </p>
    ${
      callout.mode === 'actual'
        ? nothing
        : html`<p><span class="badge exercise">${MODE_WORDS[callout.mode]}</span></p>`
    }
    <progress
      max=${callout.wantedCount}
      .value=${Math.min(callout.acceptedCount, callout.wantedCount)}
      aria-label=${t('Filled')}
    ></progress>
    <p class="row-counts figures">
      <span
        ><strong
          >${t('{{acceptedCount}} of {{wantedCount}}', {
            acceptedCount: callout.acceptedCount,
            wantedCount: callout.wantedCount,
          })}</strong
        >
        ${t('said yes')}</span
      >
      <span>${t('{{askedCount}} asked', { askedCount: callout.askedCount })}</span>
      <span>${t('{{declinedCount}} declined', { declinedCount: callout.declinedCount })}</span>
      ${
        callout.lateYesCount === 0
          ? nothing
          : html`<span
              >${t('{{lateYesCount}} in reserve', { lateYesCount: callout.lateYesCount })}</span
            >`
      }
      <a href=${hashOf({ page: 'callout-deliveries', calloutId })}>${t('All deliveries')}</a>
    </p>
  </li>`;
}
