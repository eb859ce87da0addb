import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { AlertView } from '#contracts/responder-api';
import type { OrderView } from '#contracts/task-shapes';
import type { AedReport } from '#core/aed';
import { dueOf } from '#web/format';
import { t } from '#web/language';
import { orderWords } from './order-words';
import type { OrderNews } from './order-news';
import type { HeldAed } from './orders';
import type { Phone } from './phone';
import { aedToFetch, patientLeg } from './way-card';

const REPORT_WORDS: Readonly<Record<Exclude<AedReport, 'collected'>, string>> = {
  missing: t('It is not there'),
  locked: t('It is locked away'),
  flat: t('It is flat or broken'),
};
const REPORTS = ['missing', 'locked', 'flat'] as const;
const FOLLOWS = html`<p>
  ${t('You get a new order at once, and nobody else is sent for this AED.')}
</p>`;

/** The one thing to do now, large and plain; a change of it stands out until it is read. */
export function orderCard(phone: Phone, alert: AlertView, order: OrderView): TemplateResult {
  const { news } = phone.orders;
  const held = phone.orders.heldIn(alert);
  // First the AED, then the patient.
  const isLater = order.aed !== null && held === null;
  return html`<section
    class="order ${news === null ? '' : 'changed'}"
    aria-label=${t('Your order')}
    data-test="order"
  >
    ${news === null ? nothing : changedHead(news, order)}
    <p class="order-sentence" data-test="order-sentence">${orderWords(order)}</p>
    ${
      order.etaAt === null
        ? nothing
        : html`<p class="soft">
            ${t('With the patient {{due}}', {
              due: dueOf(Date.parse(order.etaAt), phone.clock.now()),
            })}
          </p>`
    }
    ${held === null ? nothing : inHand(held)}
    ${order.aed === null || held !== null ? nothing : aedToFetch(phone, order.aed)}
    ${isLater ? nothing : patientLeg(phone, alert)}
    ${
      news === null
        ? nothing
        : html`<button
            class="button primary tall"
            data-test="order-understood"
            @click=${() => phone.dismissOrderNews()}
          >
            ${t('Understood')}
          </button>`
    }
    ${
      // What is touched after a new order must not be a button of the order before.
      news === null
        ? keyed(
            held?.aedId ?? order.aed?.aedId,
            held === null ? reports(phone, alert) : heldReports(phone, alert, held),
          )
        : nothing
    }
    ${isLater ? patientLeg(phone, alert) : nothing}
  </section>`;
}

function changedHead(news: OrderNews, order: OrderView): TemplateResult {
  return html`<div role="alert" data-test="order-changed">
    <h2 tabindex="-1" data-order-news="${news.alertId} ${orderWords(order)}">
      ${news.afterOwnReport ? t('Thank you. Your new order:') : t('Your order has changed')}
    </h2>
    <p><span class="hidden-visually">${t('Before:')} </span><s>${news.before}</s></p>
  </div>`;
}

function inHand(held: HeldAed): TemplateResult {
  return html`<p class="in-hand" data-test="aed-in-hand">
    <span aria-hidden="true">✓</span> ${t('You have the AED {{name}}', { name: held.name })}
  </p>`;
}

function reports(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  const aed = alert.order?.aed ?? null;
  // Whoever is with the patient without it has more urgent things to touch.
  if (aed === null || alert.assignment?.status === 'with-patient') return nothing;
  const isThere = phone.way.auto.asked === 'aed';
  return html`<div class="aed-reports ${isThere ? 'there' : ''}">
    ${isThere ? html`<p role="status"><strong>${t('You are at the AED.')}</strong></p>` : nothing}
    <button
      class="button tall good"
      data-test="aed-collected"
      ?disabled=${phone.busy}
      @click=${() => void phone.way.reportAed(alert, aed, 'collected')}
    >
      ${t('I have the AED')}
    </button>
    <details>
      <summary class="button" data-test="aed-trouble">${t('I cannot get it')}</summary>
      ${FOLLOWS}
      ${REPORTS.map((what) =>
        reportButton(phone, what, () => phone.way.reportAed(alert, aed, what)),
      )}
    </details>
  </div>`;
}

/** That it is flat shows only once somebody holds it. */
function heldReports(phone: Phone, alert: AlertView, held: HeldAed): TemplateResult {
  return html`<details class="aed-reports">
    <summary class="button" data-test="aed-trouble">${t('It does not work')}</summary>
    ${FOLLOWS} ${reportButton(phone, 'flat', () => phone.way.reportAed(alert, held, 'flat'))}
  </details>`;
}

function reportButton(
  phone: Phone,
  what: keyof typeof REPORT_WORDS,
  send: () => Promise<void>,
): TemplateResult {
  return html`<button
    class="button"
    data-test="aed-${what}"
    ?disabled=${phone.busy}
    @click=${() => void send()}
  >
    ${REPORT_WORDS[what]}
  </button>`;
}
