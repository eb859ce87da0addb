import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { AlertView } from '#contracts/responder-api';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import type { AedReport } from '#core/aed';
import { dueOf } from '#web/format';
import { ACCESS_WORDS } from '#web/words';
import type { OrderNews } from './order-news';
import type { HeldAed } from './orders';
import { navigationLink } from '#web/navigation';
import type { Phone } from './phone';

const REPORT_WORDS: Readonly<Record<Exclude<AedReport, 'collected'>, string>> = {
  missing: 'It is not there',
  locked: 'It is locked away',
  flat: 'It is flat or broken',
};
const REPORTS = ['missing', 'locked', 'flat'] as const;
const FOLLOWS = html`<p>You get a new order at once, and nobody else is sent for this AED.</p>`;

/** The one thing to do now, large and plain; a change of it stands out until it is read. */
export function orderCard(phone: Phone, alert: AlertView, order: OrderView): TemplateResult {
  const { news } = phone.orders;
  const held = phone.orders.heldIn(alert);
  return html`<section
    class="order ${news === null ? '' : 'changed'}"
    aria-label="Your order"
    data-test="order"
  >
    ${news === null ? nothing : changedHead(news, order)}
    <p class="order-sentence" data-test="order-sentence">${order.sentence}</p>
    ${
      order.etaAt === null
        ? nothing
        : html`<p class="soft">
            With the patient ${dueOf(Date.parse(order.etaAt), phone.clock.now())}
          </p>`
    }
    ${held === null ? nothing : inHand(held)}
    ${order.aed === null || held !== null ? nothing : aedDetail(order.aed)}
    ${
      news === null
        ? nothing
        : html`<button
            class="button primary tall"
            data-test="order-understood"
            @click=${() => phone.dismissOrderNews()}
          >
            Understood
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
  </section>`;
}

function changedHead(news: OrderNews, order: OrderView): TemplateResult {
  return html`<div role="alert" data-test="order-changed">
    <h2 tabindex="-1" data-order-news="${news.alertId} ${order.sentence}">
      ${news.afterOwnReport ? 'Thank you. Your new order:' : 'Your order has changed'}
    </h2>
    <p><span class="hidden-visually">Before: </span><s>${news.before}</s></p>
  </div>`;
}

function inHand(held: HeldAed): TemplateResult {
  return html`<p class="in-hand" data-test="aed-in-hand">
    <span aria-hidden="true">✓</span> You have the AED ${held.name}
  </p>`;
}

function aedDetail(aed: TaskAedView): TemplateResult {
  const where = [aed.locationDetail, aed.floor === null ? null : `floor ${aed.floor}`]
    .filter((part) => part !== null)
    .join(' · ');
  return html`<div class="fetch" data-test="fetch">
    ${where === '' ? nothing : html`<p><strong>${where}</strong></p>`}
    ${
      aed.cabinetCode === null
        ? nothing
        : html`<p class="code">
            Cabinet code
            <strong class="figures" data-test="cabinet-code">${aed.cabinetCode}</strong>
          </p>`
    }
    <p class="soft">In the register: ${ACCESS_WORDS[aed.access]}</p>
    ${navigationLink(aed.place, 'Way to the AED', 'navigate-aed')}
  </div>`;
}

function reports(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  const aed = alert.order?.aed ?? null;
  // Whoever is with the patient without it has more urgent things to touch.
  if (aed === null || alert.assignment?.status === 'with-patient') return nothing;
  return html`<div class="aed-reports">
    <button
      class="button tall good"
      data-test="aed-collected"
      ?disabled=${phone.busy}
      @click=${() => void phone.reportAed(alert, aed, 'collected')}
    >
      I have the AED
    </button>
    <details>
      <summary class="button" data-test="aed-trouble">I cannot get it</summary>
      ${FOLLOWS}
      ${REPORTS.map((what) => reportButton(phone, what, () => phone.reportAed(alert, aed, what)))}
    </details>
  </div>`;
}

/** That it is flat shows only once somebody holds it. */
function heldReports(phone: Phone, alert: AlertView, held: HeldAed): TemplateResult {
  return html`<details class="aed-reports">
    <summary class="button" data-test="aed-trouble">It does not work</summary>
    ${FOLLOWS} ${reportButton(phone, 'flat', () => phone.reportAed(alert, held, 'flat'))}
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
