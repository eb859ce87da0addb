import { html, type TemplateResult } from 'lit';
import type { ResponsePlanView } from '#contracts/response-plan-api';
import { t } from '#web/language';
import { planChanges } from './plan-changes';

/** Two versions beside each other. */
export function planDiff(before: ResponsePlanView, after: ResponsePlanView): TemplateResult {
  const changes = planChanges(before, after);
  if (changes.length === 0) return html`<p class="soft">${t('They decide alike.')}</p>`;
  return html`<div class="scrolls" role="region" tabindex="0" aria-label=${t('Differences')}>
    <table class="matrix" data-test="plan-diff">
      <thead>
        <tr>
          <th scope="col">${t('Field')}</th>
          <th scope="col">${t('Version {{version}}', { version: before.version })}</th>
          <th scope="col">${t('Version {{version}}', { version: after.version })}</th>
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          (change) =>
            html`<tr>
              <th scope="row">${change.field}</th>
              <td class="figures">${change.before}</td>
              <td class="figures">${change.after}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
