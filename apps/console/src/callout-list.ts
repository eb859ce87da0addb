import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { MODE_WORDS } from '#web/words';
import type { Desk } from './desk';
import { hashOf } from './route';

/** Open call-outs and how full they are. */
export function calloutList(desk: Desk): TemplateResult | typeof nothing {
  const callouts = desk.callouts();
  if (callouts.length === 0) return nothing;
  return html`<section aria-labelledby="callouts">
    <h2 id="callouts">Call-outs <span class="soft figures">${callouts.length}</span></h2>
    <ul class="rows" data-test="callouts">
      ${callouts.map((callout) => html`<li class="callout">${fill(callout)}</li>`)}
    </ul>
  </section>`;
}

function fill(callout: CalloutView): TemplateResult {
  const filled = callout.status === 'filled';
  return html`<p class="row-head">
      <strong>${callout.title}</strong>
      <span class="badge ${filled ? 'good' : ''}">${filled ? 'Filled' : 'Open'}</span>
    </p>
    ${
      callout.mode === 'actual'
        ? nothing
        : html`<p><span class="badge warn">${MODE_WORDS[callout.mode]}</span></p>`
    }
    <progress
      max=${callout.wantedCount}
      .value=${Math.min(callout.acceptedCount, callout.wantedCount)}
      aria-label="Filled"
    ></progress>
    <p class="row-counts figures">
      <span><strong>${callout.acceptedCount} of ${callout.wantedCount}</strong> said yes</span>
      <span>${callout.askedCount} asked</span>
      <span>${callout.declinedCount} declined</span>
      ${callout.lateYesCount === 0 ? nothing : html`<span>${callout.lateYesCount} late yes</span>`}
      <a href=${hashOf({ page: 'callout-deliveries', calloutId: callout.id })}>All deliveries</a>
    </p>`;
}
