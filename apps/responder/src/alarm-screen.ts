import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { clockOf, distanceOf } from '#web/format';
import { KIND_WORDS, PRIORITY_WORDS, ROLE_WORDS } from '#web/words';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';
import { leftToAnswer } from './phone-parts';

/** The whole screen asks one question: what it is, roughly how far, how long to answer. */
export function alarmScreen(phone: Phone, alert: AlertView): TemplateResult {
  return html`<main class="full alarm" data-test="alarm">
    ${modeStrip(alert)}${newsLine(phone)}
    <div class="alarm-what">
      <p class="alarm-call">Can you go?</p>
      <h1 tabindex="-1" data-screen="alarm ${alert.alertId}" data-test="kind">
        ${alert.kind === null ? 'Emergency' : KIND_WORDS[alert.kind]}
      </h1>
      ${alert.priority === null ? nothing : html`<p>${PRIORITY_WORDS[alert.priority]}</p>`}
      ${
        alert.distanceBandM === null
          ? nothing
          : html`<p class="alarm-far" data-test="distance">
              Within <strong>${distanceOf(alert.distanceBandM)}</strong> of you
            </p>`
      }
      ${part(alert)}
    </div>
    ${timeLeft(phone, alert)} ${refusal(phone)}
    <div class="answers">
      <button
        class="answer yes"
        data-test="accept"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer({ alertId: alert.alertId, answer: 'accept' })}
      >
        Accept<span>I am going now</span>
      </button>
      <button
        class="answer no"
        data-test="decline"
        ?disabled=${phone.busy}
        @click=${() => void phone.answer({ alertId: alert.alertId, answer: 'decline' })}
      >
        Decline<span>I cannot go</span>
      </button>
    </div>
    <p class="alarm-hint">You get the exact address when you accept.</p>
    ${
      phone.ring.silenced
        ? html`<p class="alarm-hint"><strong>Touch the screen to hear the alarm.</strong></p>`
        : nothing
    }
  </main>`;
}

/** The part only: which AED and where it is comes with the yes. */
function part({ order }: AlertView): TemplateResult | typeof nothing {
  if (order === null) return nothing;
  return html`<p class="alarm-part" data-test="part">
    Your part: <strong>${ROLE_WORDS[order.role]}</strong>
  </p>`;
}

function timeLeft(phone: Phone, alert: AlertView): TemplateResult {
  const leftMs = leftToAnswer(alert, phone.clock.now());
  return html`<p class="alarm-clock" role="timer" data-test="countdown">
    ${
      leftMs > 0
        ? html`Answer within <strong class="figures">${clockOf(leftMs)}</strong>`
        : html`<strong>Time to answer is over</strong>`
    }
  </p>`;
}
