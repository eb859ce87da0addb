import { html, nothing, type TemplateResult } from 'lit';
import { count, t } from '#web/language';
import type { KeptFields } from './kept-fields';
import { momentOf } from './page-parts';

/** What documents of control said that was not understood, folded away, the newest first. */
export function incidentKept({ items }: KeptFields): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  const fieldCount = items.reduce((sum, { fields }) => sum + fields.length, 0);
  return html`<details data-test="kept-fields">
    <summary>
      ${t('From control, not understood')}
      <span class="soft">${count(fieldCount, 'field', 'fields')}</span>
    </summary>
    ${items.map(
      ({ format, receivedAt, fields }) =>
        html`<p class="soft small figures">${momentOf(receivedAt)} · ${format}</p>
          <ul class="plain">
            ${fields.map(
              ({ path, value }) =>
                html`<li><code>${path}</code> <span class="notes">${value}</span></li>`,
            )}
          </ul>`,
    )}
  </details>`;
}
