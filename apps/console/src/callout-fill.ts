import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { EQUIPMENT } from '#core/equipment';
import { MINUTE_MS } from '#core/units';
import { briefingList } from '#web/briefing';
import { equipmentWord, ORDER_WORDS } from '#web/callout-words';
import { percentOf } from '#web/format';
import { calloutDeeds } from './callout-deeds';
import type { OpenedCallout } from './opened-callout';

type Need = CalloutView['needs'][number];

/** How full it is, need by need and point by point, and what may be done with it. */
export function fillPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  return html`${figures(opened, callout)}
    <section aria-labelledby="needs">
      <h2 id="needs">Needs</h2>
      <ul class="gauges" data-test="needs">
        ${callout.needs.map((need) => html`<li data-test="need">${needGauge(need)}</li>`)}
      </ul>
    </section>
    <section aria-labelledby="points">
      <h2 id="points">Muster points</h2>
      <ul class="gauges" data-test="points">
        ${callout.musterPoints.map((point) => html`<li>${pointGauge(opened, point)}</li>`)}
      </ul>
    </section>
    ${policy(callout)} ${calloutDeeds(opened, callout)}
    <details class="plan-row">
      <summary>What people are told</summary>
      ${briefingList(callout)}
    </details>`;
}

function figures({ overview }: OpenedCallout, callout: CalloutView): TemplateResult {
  const { headcount } = overview;
  const figure = (words: string, number: number, name: string): TemplateResult =>
    html`<div>
      <dt>${words}</dt>
      <dd class="figures" data-test=${name}>${number}</dd>
    </div>`;
  return html`<dl class="key-figures">
    ${figure('Asked', callout.askedCount, 'asked')}
    ${figure('Of them no answer yet', callout.openCount, 'open')}
    ${figure('Said yes, with a place', callout.acceptedCount, 'accepted')}
    ${figure('In reserve', callout.lateYesCount, 'reserve')}
    ${figure('Declined', callout.declinedCount, 'declined')}
    ${
      headcount === null
        ? nothing
        : html`${figure('On the way', headcount.enRoute, 'en-route')}
          ${figure('There', headcount.in, 'there')} ${figure('Gone', headcount.out, 'out')}`
    }
  </dl>`;
}

/** People and pieces, each with its numbers in words: the bar alone would say too little. */
function needGauge(need: Need): TemplateResult {
  const { acceptedCount, wantedCount, minimumCount } = need;
  const enough = acceptedCount >= wantedCount;
  return html`<p class="row-head">
      <strong>${need.label}</strong>
      <span class="figures">${acceptedCount} of ${wantedCount} people</span>
    </p>
    <progress
      class=${enough ? 'full-bar' : ''}
      max=${wantedCount}
      .value=${Math.min(acceptedCount, wantedCount)}
      aria-label="People for ${need.label}"
    ></progress>
    <p class="row-counts small">
      ${
        acceptedCount < minimumCount
          ? html`<span class="attention">Cannot begin: at least ${minimumCount} are needed</span>`
          : nothing
      }
      ${EQUIPMENT.filter((kind) => (need.equipment[kind] ?? 0) > 0).map((kind) => {
        const wanted = need.equipment[kind] ?? 0;
        const have = need.acceptedPieces[kind] ?? 0;
        return html`<span class="figures ${have < wanted ? 'attention' : ''}" data-test="pieces"
          >${equipmentWord(kind)}: ${have} of ${wanted}</span
        >`;
      })}
    </p>`;
}

function pointGauge(
  { overview }: OpenedCallout,
  point: CalloutView['musterPoints'][number],
): TemplateResult {
  const { acceptedCount, quotaCount } = point;
  const there = overview.headcount?.perMuster.find((one) => one.musterKey === point.musterKey);
  return html`<p class="row-head">
      <strong>${point.name}</strong>
      <span class="figures"
        >${acceptedCount}${quotaCount === null ? '' : ` of ${quotaCount}`} people</span
      >
    </p>
    ${
      quotaCount === null
        ? nothing
        : html`<progress
            max=${quotaCount}
            .value=${Math.min(acceptedCount, quotaCount)}
            aria-label="Room at ${point.name}"
          ></progress>`
    }
    ${
      there === undefined
        ? nothing
        : html`<p class="row-counts small figures">
            <span>${there.expected} expected</span><span>${there.enRoute} on the way</span>
            <span>${there.in} there</span><span>${there.out} gone home</span>
            ${there.held === 0 ? nothing : html`<span class="attention">${there.held} held</span>`}
            ${
              there.overdue === 0
                ? nothing
                : html`<span class="attention">${there.overdue} overdue</span>`
            }
          </p>`
    }`;
}

function policy({ policy: rule }: CalloutView): TemplateResult {
  return html`<section aria-labelledby="policy">
    <h2 id="policy">How people are asked</h2>
    <p>
      ${ORDER_WORDS[rule.order]}; a batch every ${Math.round(rule.intervalMs / MINUTE_MS)} min;
      until it is ${percentOf(rule.confidence)} sure, with ${percentOf(rule.acceptShare)} expected
      to say yes.
    </p>
    <ol class="plain">
      ${rule.waves.map(({ label }, index) => html`<li>Wave ${index + 1}: ${label}</li>`)}
    </ol>
  </section>`;
}
