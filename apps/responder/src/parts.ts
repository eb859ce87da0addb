import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { MODE_WORDS } from '#web/words';
import type { Phone } from './phone';

/** The refusal to be read now, with a way to put it aside. */
export function refusal(phone: Phone): TemplateResult | typeof nothing {
  if (phone.problem === null) return nothing;
  return html`<div class="refusal" role="alert" data-test="problem">
    <p>${phone.problem}</p>
    ${
      phone.signedIn
        ? html`<button class="link" @click=${() => phone.dismissProblem()}>Understood</button>`
        : nothing
    }
  </div>`;
}

/** One line about something that has just ended. */
export function newsLine(phone: Phone): TemplateResult | typeof nothing {
  const { notice } = phone;
  if (notice === null) return nothing;
  return html`<div class="news" role="status" data-test="news">
    <p><strong>${notice.title}.</strong> ${notice.sentence}</p>
    <button class="link" @click=${() => phone.dismissNotice()}>Understood</button>
  </div>`;
}

/** Says loudly that nobody is in danger, when that is so. */
export function modeStrip(alert: AlertView): TemplateResult | typeof nothing {
  if (alert.mode === 'actual') return nothing;
  return html`<p class="mode">${MODE_WORDS[alert.mode]} – this is not a real incident</p>`;
}
