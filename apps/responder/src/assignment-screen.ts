import { html, nothing, type TemplateResult } from 'lit';
import type { AedView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { ASSIGNMENT_TABLE, type AssignmentStatus, type ResponderStep } from '#core/assignment';
import { count, distanceOf, dueOf } from '#web/format';
import { ACCESS_WORDS, KIND_WORDS } from '#web/words';
import { navigationLink } from '#web/navigation';
import { orderCard } from './order-card';
import { modeStrip, newsLine, refusal } from './parts';
import type { Phone } from './phone';

const STEPS = ['en-route', 'on-scene', 'with-patient', 'cleared'] as const;

const STEP_WORDS: Readonly<Record<(typeof STEPS)[number], string>> = {
  'en-route': 'En route',
  'on-scene': 'On scene',
  'with-patient': 'With patient',
  cleared: 'Cleared',
};

/** A place less exact than this is said to be so. */
const VAGUE_FROM_M = 50;

/** The way to the patient: where, the order, one large button per step, what to know. */
export function assignmentScreen(phone: Phone, alert: AlertView): TemplateResult {
  const { assignment, exact, order } = alert;
  return html`<main class="assignment" data-test="assignment">
    ${modeStrip(alert)}${newsLine(phone)}
    <header>
      <p class="soft">${alert.kind === null ? 'Emergency' : KIND_WORDS[alert.kind]}</p>
      <h1 tabindex="-1" data-screen="assignment ${alert.alertId}" data-test="address">
        ${exact?.address ?? placeInFigures(alert)}
      </h1>
      ${exact === null ? nothing : circumstances(exact, phone.clock.now())}
    </header>
    ${order === null || assignment === null ? nothing : orderCard(phone, alert, order)}
    ${exact === null ? nothing : navigationLink(exact.place, 'Way to the patient')}
    ${refusal(phone)} ${assignment === null ? nothing : steps(phone, assignment)}
    ${exact === null ? nothing : notes(exact)} ${exact === null ? nothing : aeds(exact.aeds)}
    <a class="button" href="#badge" data-test="to-badge">Show my badge to the crew</a>
    ${assignment === null ? nothing : withdrawal(phone, assignment)}
  </main>`;
}

type Exact = NonNullable<AlertView['exact']>;
type Part = NonNullable<AlertView['assignment']>;

/** Without an address, and after the end, when the place is told nobody any more. */
function placeInFigures(alert: AlertView): string {
  if (alert.exact === null) return 'This incident is over';
  const [lon, lat] = alert.exact.place.coordinates;
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function circumstances(exact: Exact, now: number): TemplateResult {
  const vague = exact.placeAccuracyM !== null && exact.placeAccuracyM > VAGUE_FROM_M;
  return html`<ul class="circumstances">
    ${
      vague
        ? html`<li>The place is known to within ${distanceOf(exact.placeAccuracyM ?? 0)} only</li>`
        : nothing
    }
    ${
      exact.ambulanceEtaAt === null
        ? nothing
        : html`<li>Ambulance ${dueOf(Date.parse(exact.ambulanceEtaAt), now)}</li>`
    }
    <li>
      ${
        exact.othersAccepted === 0
          ? 'You are the first to accept'
          : `${count(exact.othersAccepted, 'other person has', 'other people have')} accepted`
      }
    </li>
  </ul>`;
}

function notes(exact: Exact): TemplateResult | typeof nothing {
  if (exact.notesForResponders === null) return nothing;
  return html`<section class="card">
    <h2>From control</h2>
    <p class="message" data-test="notes">${exact.notesForResponders}</p>
  </section>`;
}

/** All four steps in order: done, next, later. Which may follow which is core's table. */
function steps(phone: Phone, part: Part): TemplateResult {
  const reached = STEPS.findIndex((step) => step === part.status);
  const allowed = ASSIGNMENT_TABLE[part.status];
  const next = STEPS.find((step, index) => index > reached && allowed.includes(step));
  return html`<ol class="steps" aria-label="Your steps">
    ${STEPS.map((step, index) => {
      if (index <= reached) {
        return html`<li class="done" data-test="done-${step}">
          <span aria-hidden="true">✓</span> ${STEP_WORDS[step]}
          <span class="hidden-visually">reported</span>
        </li>`;
      }
      const look = step === next ? 'button primary tall' : 'button';
      return html`<li>
        <button
          class=${look}
          data-test="step-${step}"
          ?disabled=${phone.busy || !allowed.includes(step)}
          @click=${() => void phone.report(part.assignmentId, step)}
        >
          ${STEP_WORDS[step]}
        </button>
      </li>`;
    })}
  </ol>`;
}

function aeds(list: readonly AedView[]): TemplateResult {
  return html`<section class="card" data-test="aeds">
    <h2>AEDs near the patient</h2>
    ${list.length === 0 ? html`<p class="soft">None is known near here.</p>` : nothing}
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
  if (aed.open === 'open') return 'Open now';
  return aed.openingHours === null
    ? 'Opening hours not known'
    : `Not certain to be open (${aed.openingHours})`;
}

const MAY_WITHDRAW: readonly AssignmentStatus[] = ['accepted', 'en-route', 'on-scene'];

/** Behind a second touch: withdrawing by accident would cost the patient a helper. */
function withdrawal(phone: Phone, part: Part): TemplateResult | typeof nothing {
  if (!MAY_WITHDRAW.includes(part.status)) return nothing;
  const step: ResponderStep = 'withdrawn';
  return html`<details class="withdraw">
    <summary>${part.status === 'on-scene' ? 'I have to leave' : 'I cannot go after all'}</summary>
    <p>Control will ask someone else in your place.</p>
    <button
      class="button danger"
      data-test="withdraw"
      ?disabled=${phone.busy}
      @click=${() => void phone.report(part.assignmentId, step)}
    >
      Withdraw
    </button>
  </details>`;
}
