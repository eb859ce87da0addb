import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { percentOf } from '#web/format';
import { language, t } from '#web/language';
import { frontier, placed, ticksOf, type ParetoPoint, type PlacedPoint } from './pareto';

const WIDTH = 520;
const HEIGHT = 300;
const LEFT = 64;
const BOTTOM = 44;
const TOP = 16;
const RIGHT = 24;
const MARK = 7;

const ROLE_WORDS = {
  current: t('decided then'),
  draft: t('this draft'),
  preset: t('preset'),
} as const;

interface Axes {
  readonly x: (alerts: number) => number;
  readonly y: (survival: number) => number;
  readonly alerts: readonly number[];
  readonly survival: readonly number[];
}

/** Alerts per incident against expected survival, and the same numbers as a table. */
export function paretoChart(points: readonly ParetoPoint[]): TemplateResult | typeof nothing {
  if (points.length === 0) return nothing;
  const drawn = placed(points);
  return html`<figure class="pareto" data-test="pareto">
    <figcaption>
      <strong>${t('Alerts per incident against expected survival')}</strong>
    </figcaption>
    <div class="pareto-parts">
      ${
        drawn.length < 2
          ? html`<p class="soft">${t('Not reckoned in one curve: not drawn.')}</p>`
          : chart(drawn)
      }
      ${table(points)}
    </div>
  </figure>`;
}

function chart(points: readonly PlacedPoint[]): TemplateResult {
  const axes = axesOf(points);
  const best = frontier(points);
  const line = best.map((one) => `${axes.x(one.alertsPerIncident)},${axes.y(one.survival)}`);
  const label = t('{{best}} are beaten by no other', {
    best: best.map(({ name }) => name).join(', '),
  });
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label=${label}
    class="pareto-chart"
  >
    ${grid(axes)} ${svg`<polyline class="pareto-line" points=${line.join(' ')}></polyline>`}
    ${points.map((point, at) => mark(point, axes, at + 1))}
  </svg>`;
}

function grid({ x, y, alerts, survival }: Axes): SVGTemplateResult {
  const [bottom, right] = [HEIGHT - BOTTOM, WIDTH - RIGHT];
  const numbers = { maximumFractionDigits: 2 };
  return svg`
    ${survival.map(
      (value) => svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y(value)} y2=${y(value)}></line>
      <text class="tick" x=${LEFT - 8} y=${y(value) + 4} text-anchor="end">
        ${percentOf(value)}
      </text>`,
    )}
    ${alerts.map(
      (value) => svg`<line class="grid" x1=${x(value)} x2=${x(value)} y1=${TOP} y2=${bottom}></line>
      <text class="tick" x=${x(value)} y=${bottom + 18} text-anchor="middle">
        ${value.toLocaleString(language(), numbers)}
      </text>`,
    )}
    <text class="tick" x=${(LEFT + right) / 2} y=${HEIGHT - 4} text-anchor="middle">
      ${t('Alerts per incident')}
    </text>`;
}

/** Each role has a shape of its own; the number leads to the row of the table. */
function mark(point: PlacedPoint, { x, y }: Axes, number: number): SVGTemplateResult {
  const [left, top] = [x(point.alertsPerIncident), y(point.survival)];
  const shapes = {
    current: svg`<rect class="mark current" x=${left - MARK} y=${top - MARK} width=${MARK * 2}
      height=${MARK * 2} transform="rotate(45 ${left} ${top})"></rect>`,
    draft: svg`<circle class="mark draft" cx=${left} cy=${top} r=${MARK}></circle>`,
    preset: svg`<rect class="mark preset" x=${left - MARK + 1} y=${top - MARK + 1}
      width=${MARK * 2 - 2} height=${MARK * 2 - 2}></rect>`,
  };
  return svg`<g>
    <title>${point.name}</title>
    ${shapes[point.role]}
    <text class="mark-number" x=${left + MARK + 4} y=${top - MARK}>${number}</text>
  </g>`;
}

function table(points: readonly ParetoPoint[]): TemplateResult {
  const best = new Set(frontier(placed(points)));
  const numbers = new Map(placed(points).map((point, at) => [point, at + 1]));
  const two = { minimumFractionDigits: 1, maximumFractionDigits: 2 };
  return html`<table class="matrix">
    <thead>
      <tr>
        <th scope="col">${t('Plan')}</th>
        <th scope="col">${t('Alerts per incident')}</th>
        <th scope="col">${t('Expected survival')}</th>
      </tr>
    </thead>
    <tbody>
      ${points.map((point) => {
        const at = point.survival === null ? undefined : numbers.get(point as PlacedPoint);
        const isBest = best.has(point as PlacedPoint);
        return html`<tr class=${point.role}>
          <th scope="row">
            ${at === undefined ? nothing : html`<span class="figures">${at}.</span>`} ${point.name}
            <span class="badge ${point.role === 'current' ? 'good' : ''}"
              >${ROLE_WORDS[point.role]}</span
            >
            ${
              isBest
                ? html`<span class="soft small block">${t('no other beats it')}</span>`
                : nothing
            }
          </th>
          <td class="figures">${point.alertsPerIncident.toLocaleString(language(), two)}</td>
          <td class="figures">${point.survival === null ? '–' : percentOf(point.survival)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function axesOf(points: readonly PlacedPoint[]): Axes {
  const alerts = ticksOf(points.map(({ alertsPerIncident }) => alertsPerIncident));
  const survival = ticksOf(points.map((point) => point.survival));
  const along = (ticks: readonly number[], from: number, to: number) => {
    const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
    return (value: number): number => from + ((value - low) / (high - low || 1)) * (to - from);
  };
  return {
    ...{ alerts, survival },
    x: along(alerts, LEFT, WIDTH - RIGHT),
    y: along(survival, HEIGHT - BOTTOM, TOP),
  };
}
