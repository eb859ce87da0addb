import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { t } from '#web/language';
import { lookOf } from '#web/map/map-look';
import { drawSymbol } from '#web/map/map-symbols';
import type { PointKind } from '#web/map/map-kinds';
import { PRIORITY_WORDS } from '#web/words';

/** What the symbols mean; each has a shape of its own beside its colour. */
const MEANINGS: readonly (readonly [PointKind, string])[] = [
  ['incident-life-threatening', PRIORITY_WORDS['life-threatening']],
  ['incident-urgent', PRIORITY_WORDS.urgent],
  ['incident-routine', PRIORITY_WORDS.routine],
  ['responder-alerted', t('Alerted')],
  ['responder-accepted', t('On the way')],
  ['responder-on-scene', t('On scene')],
  ['aed-open', t('AED, open')],
  ['aed-reserved', t('AED, being fetched')],
  ['aed-unknown', t('AED, hours not certain')],
  ['aed-shut', t('AED, shut')],
];

/** The meanings of the symbols, to be opened by whoever does not know them. */
export function mapLegend(): TemplateResult {
  return html`<details class="map-legend">
    <summary>${t('Symbols')}</summary>
    <ul class="plain">
      ${MEANINGS.map(
        ([kind, words]) =>
          html`<li>
            <canvas
              aria-hidden="true"
              ${ref((element) => {
                if (element instanceof HTMLCanvasElement) drawOnce(element, kind);
              })}
            ></canvas>
            ${words}
          </li>`,
      )}
    </ul>
  </details>`;
}

/** By day and by night in other colours. */
function drawOnce(canvas: HTMLCanvasElement, kind: PointKind): void {
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  if (canvas.dataset['drawn'] === theme) return;
  canvas.dataset['drawn'] = theme;
  drawSymbol(canvas, kind, lookOf(canvas));
}
