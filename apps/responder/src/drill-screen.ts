import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { clockOf } from '#web/format';
import { t } from '#web/language';
import { newsLine, refusal } from './parts';
import type { Phone } from './phone';
import { leftToAnswer } from './phone-parts';

/** A communication test: nobody is in danger, and one touch says that the phone rang. */
export function drillScreen(phone: Phone, alert: AlertView): TemplateResult {
  const leftMs = leftToAnswer(alert, phone.clock.now());
  return html`<main class="full drill" data-test="drill">
    <p class="mode">${t('Drill – nobody is in danger')}</p>
    ${newsLine(phone)}
    <div class="alarm-what">
      <h1 tabindex="-1" data-screen="drill ${alert.alertId}">${t('This is a drill.')}</h1>
      <p class="alarm-far">${t('Tap “I heard it”.')}</p>
      ${alert.drill === null ? nothing : html`<p data-test="drill-title">${alert.drill.title}</p>`}
    </div>
    <p class="alarm-clock" role="timer">
      ${
        leftMs > 0
          ? html`${t('Time left to answer:')} <strong class="figures">${clockOf(leftMs)}</strong>`
          : html`<strong>${t('The time to answer is over')}</strong>`
      }
    </p>
    ${refusal(phone)}
    <div class="answers">
      <button
        class="answer yes"
        data-test="heard"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer({ alertId: alert.alertId, answer: 'accept' })}
      >
        ${t('I heard it')}
      </button>
    </div>
    <p class="drill-hint">${t('You do not have to go anywhere.')}</p>
  </main>`;
}
