import { html, nothing, svg, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import type { TaskAedView } from '#contracts/task-shapes';
import { t } from '#web/language';
import { navigationLink } from '#web/navigation';
import { toPlace } from '#web/points';
import { ACCESS_WORDS } from '#web/words';
import type { Phone } from './phone';
import { directionTo } from './way-words';

/** How the AED is when they get there: a sign and a word, so that colour says nothing new. */
const OPEN_SIGNS: Readonly<Record<TaskAedView['open'], string>> = {
  open: '✓',
  closed: '✕',
  unknown: '?',
};
const OPEN_WORDS: Readonly<Record<TaskAedView['open'], string>> = {
  open: t('Open when you get there'),
  closed: t('Shut when you get there'),
  unknown: t('Opening hours not known'),
};

/** How far and in which direction the next place lies; it changes as the phone moves. */
export function direction(phone: Phone, place: TaskAedView['place']): TemplateResult {
  const { here, trouble } = phone.positions;
  if (here === null) {
    return html`<p class="direction soft" data-test="direction">
      ${trouble ?? t('Looking for where the phone is …')}
    </p>`;
  }
  const { words, arrowDeg } = directionTo(here.place, toPlace(place), here.courseDeg);
  return html`<p class="direction" data-test="direction">
    ${arrowDeg === null ? nothing : arrow(arrowDeg)} <strong>${words}</strong>
  </p>`;
}

/** Turned by an attribute: a style of an element's own is refused by the page's policy. */
function arrow(degrees: number): TemplateResult {
  return html`<svg class="arrow" viewBox="0 0 24 24" aria-hidden="true">
    ${svg`<path
      transform="rotate(${Math.round(degrees)} 12 12)"
      d="M12 2 20 21 12 16.5 4 21Z"
    />`}
  </svg>`;
}

/** All it takes to get the AED out, the code in figures that can be read while running. */
export function aedToFetch(phone: Phone, aed: TaskAedView): TemplateResult {
  const where = [
    aed.locationDetail,
    aed.floor === null ? null : t('floor {{floor}}', { floor: aed.floor }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
  return html`<div class="fetch" data-test="fetch">
    ${direction(phone, aed.place)}
    ${where === '' ? nothing : html`<p class="where"><strong>${where}</strong></p>`}
    ${
      aed.cabinetCode === null
        ? nothing
        : html`<p class="code">
            <span>${t('Cabinet code')}</span>
            <strong class="figures" data-test="cabinet-code">${aed.cabinetCode}</strong>
          </p>`
    }
    <p class="open-state" data-open=${aed.open} data-test="aed-open">
      <span class="mark" aria-hidden="true">${OPEN_SIGNS[aed.open]}</span>
      <span>${OPEN_WORDS[aed.open]} <span class="soft">· ${ACCESS_WORDS[aed.access]}</span></span>
    </p>
    ${navigationLink(aed.place, t('Way to the AED'), 'navigate-aed')}
  </div>`;
}

/** The patient's place as the goal, or as what comes after the AED. */
export function patientLeg(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  if (alert.exact === null) return nothing;
  const { place } = alert.exact;
  const aed = alert.order?.aed ?? null;
  const isNext = aed === null || phone.orders.heldIn(alert) !== null;
  return html`<div class="leg ${isNext ? '' : 'later'}" data-test="patient-leg">
    ${isNext ? direction(phone, place) : nothing} ${navigationLink(place, t('Way to the patient'))}
  </div>`;
}
