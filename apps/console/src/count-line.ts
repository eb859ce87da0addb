import { html, nothing, type TemplateResult } from 'lit';
import { language, t } from '#web/language';
import type { LiveCount } from './live-count';

/** Who would be reached, beside the map on which the area is drawn. */
export function countLine({ now }: LiveCount): TemplateResult | typeof nothing {
  switch (now.is) {
    case 'nothing':
      return nothing;
    case 'asking':
      return html`<p class="live-count" role="status" data-test="live-count">
        <span class="soft">${t('Asking …')}</span>
      </p>`;
    case 'refused':
      return html`<p class="live-count attention" role="status" data-test="live-count">
        ${now.sentence}
      </p>`;
    case 'known':
      return html`<p class="live-count figures" role="status" data-test="live-count">
        <span
          ><strong>${now.inAreaCount.toLocaleString(language())}</strong> ${t('in the area')}</span
        >
        <span
          ><strong>${now.reachableCount.toLocaleString(language())}</strong>
          ${t('could be asked now')}</span
        >
      </p>`;
  }
}
