import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { briefingList } from '#web/briefing';
import { count } from '#web/format';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';

/** A call-out asks for help that is not a matter of seconds: all that matters, then yes or no. */
export function calloutScreen(phone: Phone, alert: AlertView): TemplateResult {
  const { callout } = alert;
  return html`<main class="question" data-test="callout">
    ${modeStrip(alert)}${newsLine(phone)}
    <p class="soft">Call-out: can you help?</p>
    <h1 tabindex="-1" data-screen="callout ${alert.alertId}">${callout?.title ?? 'Call-out'}</h1>
    ${
      callout === null
        ? nothing
        : html`<p class="soft">
              ${count(callout.wantedCount, 'person is', 'people are')} wanted. Where exactly is
              shown when you say yes.
            </p>
            ${briefingList(callout)}`
    }
    ${refusal(phone)}
    <div class="answers">
      <button
        class="button primary tall"
        data-test="yes"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer(alert.alertId, 'accept')}
      >
        Yes, I can help
      </button>
      <button
        class="button tall"
        data-test="no"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer(alert.alertId, 'decline')}
      >
        No, not this time
      </button>
    </div>
  </main>`;
}
