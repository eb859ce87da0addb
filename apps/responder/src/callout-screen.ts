import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { briefingList } from '#web/briefing';
import { conditionFields, conditionsIn } from '#web/condition-fields';
import { count, t } from '#web/language';
import { submitting } from '#web/forms';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';

/** A call-out asks for help that is not a matter of seconds: all that matters, then yes or no. */
export function calloutScreen(phone: Phone, alert: AlertView): TemplateResult {
  const { callout } = alert;
  const yes = (form: HTMLFormElement): void => {
    const { alertId } = alert;
    void phone.answer({ alertId, answer: 'accept', conditions: conditionsIn(form) });
  };
  return html`<main class="question" data-test="callout">
    ${modeStrip(alert)}${newsLine(phone)}
    <p class="soft">${t('Call-out: can you help?')}</p>
    <h1 tabindex="-1" data-screen="callout ${alert.alertId}">${callout?.title ?? t('Call-out')}</h1>
    ${
      callout === null
        ? nothing
        : html`<p class="soft">
              ${count(callout.wantedCount, 'person is wanted.', 'people are wanted.')}
              ${t('Where exactly is shown when you say yes.')}
            </p>
            ${briefingList(callout)}`
    }
    ${refusal(phone)}
    <form class="answers" @submit=${submitting(yes)}>
      ${
        callout === null
          ? nothing
          : html`<details class="card conditions" data-test="conditions">
              <summary>${t('Yes, but … (how many, when, what you bring)')}</summary>
              ${conditionFields(callout)}
            </details>`
      }
      <button class="button primary tall" data-test="yes" ?disabled=${phone.busy}>
        ${t('Yes, I can help')}
      </button>
      <button
        type="button"
        class="button tall"
        data-test="no"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer({ alertId: alert.alertId, answer: 'decline' })}
      >
        ${t('No, not this time')}
      </button>
    </form>
  </main>`;
}
