import { html, type TemplateResult } from 'lit';
import { t } from '#web/language';
import type { Notice } from './notice';
import type { Phone } from './phone';
import { refusal } from './parts';

/** Covers everything until it is read: the person on the way must not miss it. */
export function standDownScreen(phone: Phone, notice: Notice): TemplateResult {
  return html`<main class="full stand-down" data-test="stood-down">
    <p class="stop" aria-hidden="true">✕</p>
    <div role="alert">
      <h1 tabindex="-1" data-screen="stood-down ${notice.alertId}">${notice.title}</h1>
      <p class="stand-down-why">${notice.sentence}</p>
      <p>${notice.advice ?? t('You do not need to go.')}</p>
    </div>
    ${refusal(phone)}
    <button class="answer yes" data-test="understood" @click=${() => phone.dismissNotice()}>
      ${t('Understood')}
    </button>
  </main>`;
}
