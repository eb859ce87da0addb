import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import type { AedReport } from '#core/aed';
import { distanceOf, dueOf } from '#web/format';
import { ACCESS_WORDS } from '#web/words';
import type { OrderNews } from './order-news';
import { navigationLink } from './navigation';
import type { Phone } from './phone';

type Part = NonNullable<AlertView['assignment']>;

const REPORT_WORDS: Readonly<Record<Exclude<AedReport, 'collected'>, string>> = {
  missing: 'It is not there',
  locked: 'It is locked away',
  flat: 'It is flat or broken',
};
const REPORTS = ['missing', 'locked', 'flat'] as const;
const HELD_REPORTS = ['flat'] as const;

/** The one thing to do now, large and plain; a change of it stands out until it is read. */
export function orderCard(phone: Phone, order: OrderView, part: Part): TemplateResult {
  const news = phone.orderNews;
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
    ${order.aed === null ? nothing : aedDetail(order.aed)}
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
    ${order.aed === null ? nothing : reports(phone, order.aed, part)}
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

function aedDetail(aed: TaskAedView): TemplateResult {
  if (aed.collectedAt !== null) {
    return html`<p class="in-hand" data-test="aed-in-hand">
      <span aria-hidden="true">✓</span> You have the AED ${aed.name}
    </p>`;
  }
  return html`<div class="fetch" data-test="fetch">
    <p><strong>${aed.name}</strong></p>
    ${aed.locationDetail === null ? nothing : html`<p>${aed.locationDetail}</p>`}
    ${aed.floor === null ? nothing : html`<p>Floor <strong>${aed.floor}</strong></p>`}
    ${
      aed.cabinetCode === null
        ? nothing
        : html`<p class="code">
            Cabinet code
            <strong class="figures" data-test="cabinet-code">${aed.cabinetCode}</strong>
          </p>`
    }
    <p class="soft">
      ${ACCESS_WORDS[aed.access]}; then ${distanceOf(aed.toPatientM)} to the patient
    </p>
    ${navigationLink(aed.place, 'Way to the AED', 'navigate-aed')}
  </div>`;
}

/** What may be reported of the AED now: that it is flat shows only once somebody holds it. */
function reports(phone: Phone, aed: TaskAedView, part: Part): TemplateResult | typeof nothing {
  const report = (what: AedReport) => () =>
    void phone.reportAed(part.assignmentId, aed.aedId, what);
  const held = aed.collectedAt !== null;
  // Whoever is with the patient without it has more urgent things to touch.
  if (!held && part.status === 'with-patient') return nothing;
  return html`<div class="aed-reports">
    ${
      held
        ? nothing
        : html`<button
            class="button tall good"
            data-test="aed-collected"
            ?disabled=${phone.busy}
            @click=${report('collected')}
          >
            I have the AED
          </button>`
    }
    <details>
      <summary class="button" data-test="aed-trouble">
        ${held ? 'It does not work' : 'I cannot get it'}
      </summary>
      <p>You get a new order at once, and nobody else is sent for this AED.</p>
      ${(held ? HELD_REPORTS : REPORTS).map(
        (what) =>
          html`<button
            class="button"
            data-test="aed-${what}"
            ?disabled=${phone.busy}
            @click=${report(what)}
          >
            ${REPORT_WORDS[what]}
          </button>`,
      )}
    </details>
  </div>`;
}
