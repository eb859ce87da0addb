import { html, nothing, type TemplateResult } from 'lit';
import type { AedView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import type { AssignmentStatus, ResponderStep } from '#core/assignment';
import { distanceOf, dueOf } from '#web/format';
import { count, t } from '#web/language';
import { ACCESS_WORDS, KIND_WORDS } from '#web/words';
import { controlWords } from './control-words';
import { orderCard } from './order-card';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';
import { stepFoot, stepList } from './step-buttons';
import { patientLeg } from './way-card';
import { wayMap } from './way-map';

/** A place less exact than this is said to be so. */
const VAGUE_FROM_M = 50;

/** The way: the order with where it leads, the next step at the foot, what to know. */
export function assignmentScreen(phone: Phone, alert: AlertView): TemplateResult {
  const { assignment, exact, order } = alert;
  return html`<main class="assignment" data-test="assignment">
    ${modeStrip(alert)}${newsLine(phone)} ${controlWords(phone, alert)}
    <header>
      <p class="soft">${alert.kind === null ? t('Emergency') : KIND_WORDS[alert.kind]}</p>
      <h1 tabindex="-1" data-screen="assignment ${alert.alertId}" data-test="address">
        ${exact?.address ?? placeInFigures(alert)}
      </h1>
      ${exact === null ? nothing : circumstances(exact, phone.clock.now())}
    </header>
    ${
      order === null || assignment === null
        ? patientLeg(phone, alert)
        : orderCard(phone, alert, order)
    }
    ${refusal(phone)} ${assignment === null ? nothing : stepList(phone, alert, assignment)}
    ${exact === null ? nothing : notes(exact)} ${wayMap(phone, alert)}
    ${exact === null ? nothing : aeds(exact.aeds)}
    <a class="button tall" href="#cpr" data-test="to-cpr">${t('CPR beat and AED')}</a>
    <a class="button" href="#badge" data-test="to-badge">${t('Show my badge to the crew')}</a>
    ${assignment === null ? nothing : withdrawal(phone, alert, assignment)}
    ${assignment === null ? nothing : stepFoot(phone, alert, assignment)}
  </main>`;
}

type Exact = NonNullable<AlertView['exact']>;
type Part = NonNullable<AlertView['assignment']>;

/** Without an address, and after the end, when the place is told nobody any more. */
function placeInFigures(alert: AlertView): string {
  if (alert.exact === null) return t('This incident is over');
  const [lon, lat] = alert.exact.place.coordinates;
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function circumstances(exact: Exact, now: number): TemplateResult {
  const vague = exact.placeAccuracyM !== null && exact.placeAccuracyM > VAGUE_FROM_M;
  return html`<ul class="circumstances">
    ${
      vague
        ? html`<li>
            ${t('The place is known to within {{distance}} only', {
              distance: distanceOf(exact.placeAccuracyM ?? 0),
            })}
          </li>`
        : nothing
    }
    ${
      exact.ambulanceEtaAt === null
        ? nothing
        : html`<li>
            ${t('Ambulance {{due}}', { due: dueOf(Date.parse(exact.ambulanceEtaAt), now) })}
          </li>`
    }
    <li>
      ${
        exact.othersAccepted === 0
          ? t('You are the first to accept')
          : count(exact.othersAccepted, 'other person has accepted', 'other people have accepted')
      }
    </li>
  </ul>`;
}

function notes(exact: Exact): TemplateResult | typeof nothing {
  if (exact.notesForResponders === null) return nothing;
  return html`<section class="card">
    <h2>${t('From control')}</h2>
    <p class="message" data-test="notes">${exact.notesForResponders}</p>
  </section>`;
}

function aeds(list: readonly AedView[]): TemplateResult {
  return html`<section class="card" data-test="aeds">
    <h2>${t('AEDs near the patient')}</h2>
    ${list.length === 0 ? html`<p class="soft">${t('None is known near here.')}</p>` : nothing}
    <ol class="aeds">
      ${list.map(
        (aed) =>
          html`<li>
            <p>
              <strong>${aed.name}</strong> <span class="figures">${distanceOf(aed.distanceM)}</span>
            </p>
            ${aed.locationDetail === null ? nothing : html`<p>${aed.locationDetail}</p>`}
            <p class="soft">${openWords(aed)}; ${ACCESS_WORDS[aed.access]}</p>
          </li>`,
      )}
    </ol>
  </section>`;
}

function openWords(aed: AedView): string {
  if (aed.open === 'open') return t('Open now');
  return aed.openingHours === null
    ? t('Opening hours not known')
    : t('Not certain to be open ({{openingHours}})', { openingHours: aed.openingHours });
}

const MAY_WITHDRAW: readonly AssignmentStatus[] = ['accepted', 'en-route', 'on-scene'];

/** Behind a second touch: withdrawing by accident would cost the patient a helper. */
function withdrawal(phone: Phone, alert: AlertView, part: Part): TemplateResult | typeof nothing {
  if (!MAY_WITHDRAW.includes(part.status)) return nothing;
  const step: ResponderStep = 'withdrawn';
  return html`<details class="withdraw">
    <summary>
      ${part.status === 'on-scene' ? t('I have to leave') : t('I cannot go after all')}
    </summary>
    <p>${t('Control will ask someone else in your place.')}</p>
    <button
      class="button danger"
      data-test="withdraw"
      ?disabled=${phone.busy}
      @click=${() => void phone.way.report(alert, step)}
    >
      ${t('Withdraw')}
    </button>
  </details>`;
}
