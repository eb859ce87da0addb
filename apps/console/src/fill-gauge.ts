import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { count, t } from '#web/language';

/** People of a need or a muster point. */
export interface Fill {
  readonly wanted: number | null;
  /** The fewest to begin with; null where there is no such number. */
  readonly minimum: number | null;
  readonly accepted: number;
  /** Of them, who is on site; null while that is not known. */
  readonly onSite: number | null;
}

const [WIDE, HIGH] = [1_000, 44];
const BAR = { y: 10, height: 24 };

/**
 * How full, for a glance: who is on site is solid, who said yes is striped, the fewest is a post
 * with a flag. The numbers stand beside it in words, so that the bar is never all there is.
 */
export function fillGauge(fill: Fill): TemplateResult {
  const { wanted, minimum, accepted, onSite } = fill;
  const short = minimum !== null && accepted < minimum;
  const full = wanted !== null && accepted >= wanted;
  return html`<div class="gauge-line" data-test="gauge">
    ${bar(fill)}
    <p class="gauge-words figures">
      <strong class="gauge-big"
        >${
          wanted === null
            ? count(accepted, 'person', 'people')
            : t('{{accepted}} of {{wanted}} people', { accepted, wanted })
        }</strong
      >
      ${onSite === null ? nothing : html`<span>■ ${t('{{onSite}} on site', { onSite })}</span>`}
      <span>▨ ${t('{{accepted}} said yes', { accepted })}</span>
      ${
        minimum === null || minimum === 0
          ? nothing
          : html`<span class=${short ? 'attention' : ''}
              >⚑ ${t('{{minimum}} at least', { minimum })}</span
            >`
      }
      ${full ? html`<span class="badge good">✓ ${t('Full')}</span>` : nothing}
    </p>
    ${
      short
        ? html`<p class="attention small">
            ${t('Cannot begin: at least {{minimum}} are needed', { minimum })}
          </p>`
        : nothing
    }
  </div>`;
}

function bar({ wanted, minimum, accepted, onSite }: Fill): SVGTemplateResult {
  const all = Math.max(wanted ?? 0, accepted, onSite ?? 0, 1);
  const x = (people: number): number => Math.round((people / all) * WIDE);
  const there = Math.min(onSite ?? 0, all);
  return svg`<svg class="gauge" viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none"
    aria-hidden="true">
    <rect class="gauge-track" x="0" width=${WIDE} y=${BAR.y} height=${BAR.height}></rect>
    <g class="gauge-yes">${stripes(x(accepted))}</g>
    <rect class="gauge-there" x="0" width=${x(there)} y=${BAR.y} height=${BAR.height}></rect>
    ${wanted === null || accepted <= wanted ? nothing : post(x(wanted), 'gauge-wanted')}
    ${minimum === null || minimum === 0 ? nothing : post(x(minimum), 'gauge-least')}
  </svg>`;
}

/** Upright stripes: they stay stripes however far the bar is stretched. */
function stripes(until: number): SVGTemplateResult[] {
  const step = 16;
  return Array.from({ length: Math.ceil(until / step) }, (_none, index) => {
    const from = index * step;
    const width = Math.max(1, Math.min(step * 0.6, until - from));
    return svg`<rect x=${from} width=${width} y=${BAR.y} height=${BAR.height}></rect>`;
  });
}

function post(at: number, name: string): SVGTemplateResult {
  return svg`<rect class=${name} x=${Math.max(0, Math.min(WIDE - 6, at - 3))} width="6" y="0"
    height=${HIGH}></rect>`;
}
