import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { MODE_WORDS } from '#web/words';
import type { Phone } from './phone';
import type { Reach, ReachPart } from './reach';

/** The refusal to be read now, with a way to put it aside. */
export function refusal(phone: Phone): TemplateResult | typeof nothing {
  if (phone.problem === null) return nothing;
  return html`<div class="refusal" role="alert" data-test="problem">
    <p>${phone.problem}</p>
    ${
      phone.signedIn
        ? html`<button class="link" @click=${() => phone.dismissProblem()}>
            ${t('Understood')}
          </button>`
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
    <button class="link" @click=${() => phone.dismissNotice()}>${t('Understood')}</button>
  </div>`;
}

/** Says loudly that nobody is in danger, when that is so. */
export function modeStrip(alert: AlertView): TemplateResult | typeof nothing {
  if (alert.mode === 'actual') return nothing;
  return html`<p class="mode">
    ${t('{{mode}} – this is not a real incident', { mode: MODE_WORDS[alert.mode] })}
  </p>`;
}

/** What became of the last change of this part of the settings. */
export function partNews(reach: Reach, part: ReachPart): TemplateResult | typeof nothing {
  if (reach.problem?.part === part) {
    return html`<p class="refusal" role="alert" data-test="reach-problem">
      ${sentenceOf(reach.problem.problem)}
    </p>`;
  }
  if (reach.saved !== part) return nothing;
  return html`<p class="saved" role="status" data-test="saved-${part}">
    <span aria-hidden="true">✓</span> ${t('Saved')}
  </p>`;
}
