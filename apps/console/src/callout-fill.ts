import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { EQUIPMENT } from '#core/equipment';
import { MINUTE_MS } from '#core/units';
import { briefingList } from '#web/briefing';
import { equipmentWord, ORDER_WORDS } from '#web/callout-words';
import { percentOf } from '#web/format';
import { t } from '#web/language';
import { calloutDeeds } from './callout-deeds';
import { fillGauge } from './fill-gauge';
import type { OpenedCallout } from './opened-callout';

type Need = CalloutView['needs'][number];

/** How full it is, need by need and point by point, and what may be done with it. */
export function fillPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  return html`<section aria-labelledby="needs">
      <h2 id="needs">${t('Needs')}</h2>
      <ul class="gauges" data-test="needs">
        ${callout.needs.map((need) => html`<li data-test="need">${needGauge(opened, need)}</li>`)}
      </ul>
    </section>
    <section aria-labelledby="points">
      <h2 id="points">${t('Muster points')}</h2>
      <ul class="gauges" data-test="points">
        ${callout.musterPoints.map((point) => html`<li>${pointGauge(opened, point)}</li>`)}
      </ul>
    </section>
    ${figures(opened, callout)} ${policy(callout)} ${calloutDeeds(opened, callout)}
    <details class="plan-row">
      <summary>${t('What people are told')}</summary>
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
  return html`<dl class="key-figures compact">
    ${figure(t('Asked'), callout.askedCount, 'asked')}
    ${figure(t('Of them no answer yet'), callout.openCount, 'open')}
    ${figure(t('Said yes, with a place'), callout.acceptedCount, 'accepted')}
    ${figure(t('In reserve'), callout.lateYesCount, 'reserve')}
    ${figure(t('Declined'), callout.declinedCount, 'declined')}
    ${
      headcount === null
        ? nothing
        : html`${figure(t('On the way'), headcount.enRoute, 'en-route')}
          ${figure(t('There'), headcount.in, 'there')} ${figure(t('Gone'), headcount.out, 'out')}`
    }
  </dl>`;
}

/** People and pieces of one need. */
function needGauge({ overview }: OpenedCallout, need: Need): TemplateResult {
  const { acceptedCount: accepted, wantedCount: wanted, minimumCount: minimum } = need;
  const there = overview.headcount?.perNeed.find((one) => one.needKey === need.needKey);
  return html`<h3>${need.label}</h3>
    ${fillGauge({ wanted, minimum, accepted, onSite: there?.in ?? null })}
    <p class="row-counts small">
      ${EQUIPMENT.filter((kind) => (need.equipment[kind] ?? 0) > 0).map((kind) => {
        const pieces = need.equipment[kind] ?? 0;
        const have = need.acceptedPieces[kind] ?? 0;
        return html`<span class="figures ${have < pieces ? 'attention' : ''}" data-test="pieces"
          >${t('{{kind}}: {{have}} of {{wanted}}', {
            kind: equipmentWord(kind),
            have,
            wanted: pieces,
          })}</span
        >`;
      })}
    </p>`;
}

function pointGauge(
  { overview }: OpenedCallout,
  point: CalloutView['musterPoints'][number],
): TemplateResult {
  const { acceptedCount: accepted, quotaCount: wanted } = point;
  const there = overview.headcount?.perMuster.find((one) => one.musterKey === point.musterKey);
  return html`<h3>${point.name}</h3>
    ${fillGauge({ wanted, minimum: null, accepted, onSite: there?.in ?? null })}
    ${
      there === undefined
        ? nothing
        : html`<p class="row-counts small figures">
            <span>${t('{{expected}} expected', { expected: there.expected })}</span
            ><span>${t('{{enRoute}} on the way', { enRoute: there.enRoute })}</span>
            <span>${t('{{out}} gone home', { out: there.out })}</span>
            ${
              there.held === 0
                ? nothing
                : html`<span class="attention">${t('{{held}} held', { held: there.held })}</span>`
            }
            ${
              there.overdue === 0
                ? nothing
                : html`<span class="attention"
                    >${t('{{overdue}} overdue', { overdue: there.overdue })}</span
                  >`
            }
          </p>`
    }`;
}

function policy({ policy: rule }: CalloutView): TemplateResult {
  return html`<section aria-labelledby="policy">
    <h2 id="policy">${t('How people are asked')}</h2>
    <p>
      ${t(
        '{{order}}; a batch every {{minutes}} min; until it is {{confidence}} sure, with {{acceptShare}} expected to say yes.',
        {
          order: ORDER_WORDS[rule.order],
          minutes: Math.round(rule.intervalMs / MINUTE_MS),
          confidence: percentOf(rule.confidence),
          acceptShare: percentOf(rule.acceptShare),
        },
      )}
    </p>
    <ol class="plain">
      ${rule.waves.map(
        ({ label }, index) =>
          html`<li>${t('Wave {{number}}: {{label}}', { number: index + 1, label })}</li>`,
      )}
    </ol>
  </section>`;
}
