import { html, type TemplateResult } from 'lit';
import type { RetentionView } from '#contracts/privacy-api';
import { DAY_MS, HOUR_MS } from '#core/units';
import { count, t } from '#web/language';
import { momentOf, outcome, pageHead } from './page-parts';
import type { Retention } from './retention';

/** What is kept for how long and why, and whether it does go. */
export function retentionPage(page: Retention): TemplateResult {
  return html`<article class="incident" data-test="retention-page">
    ${pageHead(t('Retention'), t('What is kept for how long, why, and what went the last time.'))}
    ${outcome(page)}
    ${
      page.rules === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : html`<ul class="rows">
            ${page.rules.map(rule)}
          </ul>`
    }
  </article>`;
}

function rule({ what, keepsForMs, from, why, last }: RetentionView['items'][number]) {
  return html`<li class="plan-row" data-test="retention-rule">
    <div class="row-head">
      <strong>${what}</strong>
      <span class="badge figures">${spanOf(keepsForMs)}</span>
    </div>
    <p>
      ${
        keepsForMs === 0
          ? t('Goes with: {{from}}', { from })
          : t('Counted from: {{from}}', { from })
      }.
      <span class="soft">${why}</span>
    </p>
    <p class="soft small figures">
      ${
        last === null
          ? t('Has not run yet')
          : t('Last run {{at}}: {{rows}} went', {
              at: momentOf(last.at),
              rows: count(last.deleted, 'row', 'rows'),
            })
      }
    </p>
  </li>`;
}

function spanOf(spanMs: number): string {
  if (spanMs === 0) return t('Not kept');
  return spanMs < 2 * DAY_MS
    ? count(Math.round(spanMs / HOUR_MS), 'hour', 'hours')
    : count(Math.round(spanMs / DAY_MS), 'day', 'days');
}
