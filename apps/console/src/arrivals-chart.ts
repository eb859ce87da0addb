import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { ArrivalsView } from '#contracts/muster-api';
import { t } from '#web/language';
import { hourWords } from '#web/moments';

type Point = ArrivalsView['perMuster'][number];
type Slot = Point['slots'][number];

/** Two hours by quarters. */
const SHOWN = 8;
const [STEP, HIGH, FOOT] = [48, 120, 22];

/** Who arrives at one point in the next two hours: a picture, and a table for screen readers. */
export function arrivalsChart(point: Point): TemplateResult {
  const slots = point.slots.slice(0, SHOWN);
  const later = point.slots.slice(SHOWN).reduce((sum, { arriving }) => sum + arriving, 0);
  const isNone = slots.every(({ high }) => high === 0);
  return html`${
    isNone
      ? html`<p class="small soft">${t('Nobody is expected in the next two hours.')}</p>`
      : html`<div class="chart-frame">${chart(slots)}</div>
          ${table(point.name, slots)}`
  }
  ${
    Math.round(later) === 0
      ? nothing
      : html`<p class="small soft figures">
          ${t('{{later}} more after that.', { later: Math.round(later) })}
        </p>`
  }`;
}

function chart(slots: readonly Slot[]): SVGTemplateResult {
  const most = Math.max(1, ...slots.map(({ high }) => high));
  const y = (people: number): number => HIGH - (people / most) * (HIGH - FOOT);
  const wide = slots.length * STEP;
  return svg`<svg class="arrivals" viewBox="0 0 ${wide} ${HIGH + FOOT}" aria-hidden="true">
    <line class="chart-ground" x1="0" x2=${wide} y1=${HIGH} y2=${HIGH}></line>
    ${slots.map((slot, index) => {
      const x = index * STEP;
      const top = y(slot.arriving);
      const middle = x + STEP / 2;
      return svg`<g>
        <rect class="chart-bar" x=${x + 6} width=${STEP - 12} y=${top} height=${HIGH - top}></rect>
        ${
          slot.high === 0
            ? nothing
            : svg`<line class="chart-range" x1=${middle} x2=${middle} y1=${y(slot.low)}
                y2=${y(slot.high)}></line>
              <text class="chart-number" x=${middle} y=${y(slot.high) - 5}>
                ${Math.round(slot.arriving) === 0 ? '' : Math.round(slot.arriving)}</text>`
        }
        <text class="chart-hour" x=${x} y=${HIGH + FOOT - 5}>
          ${index % 2 === 0 ? hourWords(slot.from) : ''}</text>
      </g>`;
    })}
  </svg>`;
}

function table(name: string, slots: readonly Slot[]): TemplateResult {
  // A table is never narrower than its words: what hides it is around it.
  return html`<div class="hidden-visually" data-test="arrivals-table">
    <table>
      <caption>
        ${t('Arrivals at {{name}}', { name })}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('From')}</th>
          <th scope="col">${t('People arriving')}</th>
          <th scope="col">${t('Likely range')}</th>
          <th scope="col">${t('There by then')}</th>
        </tr>
      </thead>
      <tbody>
        ${slots.map(
          (slot) =>
            html`<tr>
              <th scope="row">${hourWords(slot.from)}</th>
              <td>${Math.round(slot.arriving)}</td>
              <td>${slot.low}–${slot.high}</td>
              <td>${Math.round(slot.byThen)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
