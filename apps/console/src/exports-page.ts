import { html, nothing, type TemplateResult } from 'lit';
import { DAY_MS } from '#core/units';
import { count, t } from '#web/language';
import { submitting, typed } from '#web/forms';
import type { Evidence } from './evidence';
import { evidenceForm } from './evidence-part';
import type { Exports } from './exports';
import { dayField } from './form-fields';
import { dayOf, outcome, pageHead } from './page-parts';

const USUAL_MS = 30 * DAY_MS;

/** A form for what leaves in bulk; it says what is in it and what is not. */
export function exportsPage(page: Exports, evidence: Evidence): TemplateResult {
  const today = dayOf(Date.now());
  return html`<article class="incident" data-test="exports-page">
    ${pageHead(
      t('Export'),
      t(
        'Incidents of a time as one file: kinds, times and counts, places to about 100 metres; no people, addresses or notes.',
      ),
    )}
    ${outcome(page)} ${taken(page)}
    <form class="plan-row form-grid" @submit=${submitting((form) => take(page, form))}>
      ${dayField({
        name: 'firstDay',
        label: t('First day (UTC)'),
        day: dayOf(Date.now() - USUAL_MS),
      })}
      ${dayField({ name: 'lastDay', label: t('Last day (UTC)'), day: today })}
      <div class="field wide">
        <label for="export-reason">${t('What is it for? This goes into the audit.')}</label>
        <input id="export-reason" name="reason" required maxlength="200" autocomplete="off" />
      </div>
      <button class="button primary" data-test="take-export" ?disabled=${page.busy}>
        ${t('Take the file')}
      </button>
    </form>
    ${evidenceForm(evidence)}
  </article>`;
}

function taken({ taken: file }: Exports): TemplateResult | typeof nothing {
  if (file === null) return nothing;
  return html`<p data-test="taken">
    ${count(file.count, 'incident', 'incidents')}.
    ${file.more ? t('There are more than one file holds: ask for fewer days.') : nothing}
  </p>`;
}

function take(page: Exports, form: HTMLFormElement): void {
  void page.take({
    firstDay: typed(form, 'firstDay'),
    lastDay: typed(form, 'lastDay'),
    reason: typed(form, 'reason'),
  });
}
