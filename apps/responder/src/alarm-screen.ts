import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { distanceM } from '#core/geometry';
import { clockOf, distanceOf } from '#web/format';
import { t } from '#web/language';
import { toPlace } from '#web/points';
import { KIND_WORDS, PRIORITY_WORDS, ROLE_WORDS } from '#web/words';
import { callControl } from './call-control';
import { controlWords } from './control-words';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';
import { leftToAnswer } from './phone-parts';
import { bearingDeg, octantOf } from './way-words';

/** Roughly where: the eight directions of the compass, 0 north, clockwise. */
const WITHIN: readonly ((far: string) => string)[] = [
  (far) => t('Within {{far}}, to the north of you', { far }),
  (far) => t('Within {{far}}, to the north-east of you', { far }),
  (far) => t('Within {{far}}, to the east of you', { far }),
  (far) => t('Within {{far}}, to the south-east of you', { far }),
  (far) => t('Within {{far}}, to the south of you', { far }),
  (far) => t('Within {{far}}, to the south-west of you', { far }),
  (far) => t('Within {{far}}, to the west of you', { far }),
  (far) => t('Within {{far}}, to the north-west of you', { far }),
];

/** The whole screen asks one question: what it is, roughly where, how long to answer. */
export function alarmScreen(phone: Phone, alert: AlertView): TemplateResult {
  return html`<main class="full alarm">
    <div
      class="asks"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="alarm-kind"
      aria-describedby="alarm-facts"
      data-test="alarm"
    >
      ${modeStrip(alert)}${phone.notice?.kind === 'stood-down' ? newsLine(phone) : nothing}
      ${timeLeft(phone, alert)}
      <div class="alarm-what">
        <p class="alarm-call">${t('Can you go?')}</p>
        <h1 id="alarm-kind" tabindex="-1" data-screen="alarm ${alert.alertId}" data-test="kind">
          ${alert.kind === null ? t('Emergency') : KIND_WORDS[alert.kind]}
        </h1>
        <div id="alarm-facts" class="alarm-facts">
          ${alert.priority === null ? nothing : html`<p>${PRIORITY_WORDS[alert.priority]}</p>`}
          ${far(phone, alert)} ${part(alert)} ${newestWords(alert)}
        </div>
      </div>
      ${refusal(phone)} ${controlWords(phone, alert)} ${answers(phone, alert)}
    </div>
  </main>`;
}

/** At the foot, within reach of one thumb. */
function answers(phone: Phone, { alertId }: AlertView): TemplateResult {
  return html`<div class="answers">
    <button
      class="answer yes"
      data-test="accept"
      ?disabled=${phone.busy}
      @click=${() => void phone.answer({ alertId, answer: 'accept' })}
    >
      ${t('Accept')}<span>${t('I am going now')}</span>
    </button>
    <button
      class="answer no"
      data-test="decline"
      ?disabled=${phone.busy}
      @click=${() => void phone.answer({ alertId, answer: 'decline' })}
    >
      ${t('I cannot go')}
    </button>
    <p class="alarm-hint">
      ${
        phone.ring.silenced
          ? html`<strong>${t('Touch the screen to hear the alarm.')}</strong>`
          : t('You get the exact address when you accept.')
      }
    </p>
    <div class="alarm-more">${hush(phone, alertId)} ${callControl(phone)}</div>
  </div>`;
}

/** Only while there is something to stop. */
function hush(phone: Phone, alertId: string): TemplateResult | typeof nothing {
  if (!phone.ring.ringing) return nothing;
  const stop = (event: Event): void => {
    phone.bell.hush(alertId);
    // The button goes with the sound; the focus stays on the question.
    (event.currentTarget as HTMLElement).closest('.asks')?.querySelector('h1')?.focus();
  };
  return html`<button class="button hush" data-test="hush" @click=${stop}>
    ${t('Stop the sound')}
  </button>`;
}

function far(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  const { distanceBandM, cell } = alert;
  if (distanceBandM === null) return nothing;
  const { here } = phone.positions;
  const centre = cell === null ? null : toPlace(cell.centre);
  // Within its own square a place has no direction.
  const knows = here !== null && centre !== null && cell !== null;
  const apart = knows && distanceM(here.place, centre) > cell.sizeM / 2;
  const band = distanceOf(distanceBandM);
  return html`<p class="alarm-far" data-test="distance">
    ${
      apart
        ? WITHIN[octantOf(bearingDeg(here.place, centre))]?.(band)
        : t('Within {{far}} of you', { far: band })
    }
  </p>`;
}

/** The part only: which AED and where it is comes with the yes. */
function part({ order }: AlertView): TemplateResult | typeof nothing {
  if (order === null) return nothing;
  return html`<p class="alarm-part" data-test="part">
    <span>${t('Your part:')}</span> <strong>${ROLE_WORDS[order.role]}</strong>
  </p>`;
}

/** What the dispatcher has added for everybody who is asked. */
function newestWords({ words }: AlertView): TemplateResult | typeof nothing {
  const newest = words?.at(-1);
  return newest === undefined
    ? nothing
    : html`<p class="alarm-words" data-test="control-words">${newest.text}</p>`;
}

function timeLeft(phone: Phone, alert: AlertView): TemplateResult {
  const leftMs = leftToAnswer(alert, phone.clock.now());
  const wholeMs = Math.max(1, Date.parse(alert.expiresAt) - Date.parse(alert.sentAt));
  return html`<div class="alarm-clock">
    <p role="timer" data-test="countdown">
      ${
        leftMs > 0
          ? html`${t('Answer within')} <strong class="figures">${clockOf(leftMs)}</strong>`
          : html`<strong>${t('Time to answer is over')}</strong>`
      }
    </p>
    <progress aria-hidden="true" max="1" .value=${leftMs / wholeMs}></progress>
  </div>`;
}
