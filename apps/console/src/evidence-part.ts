import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import { DAY_MS } from '#core/units';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Desk } from './desk';
import type { Evidence, EvidenceFile } from './evidence';
import { dayField } from './form-fields';
import { dayOf, outcome } from './page-parts';

const YEAR_MS = 365 * DAY_MS;

const FILES: readonly (readonly [EvidenceFile, string])[] = [
  ['report', t('Report with charts, to read and print')],
  ['figures', t('Figures as a table')],
  ['arrests', t('One record for each arrest')],
  ['alerts', t('Alerts')],
  ['deliveries', t('Deliveries')],
  ['system', t('The system, by the reporting standard')],
];

/** The form for the evidence of a time. */
export function evidenceForm(page: Evidence): TemplateResult {
  return html`<section aria-labelledby="evidence" data-test="evidence">
    <h2 id="evidence">${t('Evidence')}</h2>
    <p class="soft">
      ${t(
        'What was done in a time: response times beside the ambulance, alerts, AEDs, and how evenly people are asked. Each number leads to its rows.',
      )}
    </p>
    ${outcome(page)}
    <form class="plan-row form-grid" @submit=${submitting((form) => take(page, form))}>
      ${dayField({ name: 'evidence-first', label: t('First day (UTC)'), day: dayOf(Date.now() - YEAR_MS) })}
      ${dayField({ name: 'evidence-last', label: t('Last day (UTC)'), day: dayOf(Date.now()) })}
      <div class="field">
        <label for="evidence-file">${t('File')}</label>
        <select id="evidence-file" name="file">
          ${FILES.map(([file, words]) => html`<option value=${file}>${words}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="evidence-release">${t('For')}</label>
        <select id="evidence-release" name="release">
          <option value="internal">${t('the service itself')}</option>
          <option value="public">${t('the public: small numbers are kept back, no rows')}</option>
        </select>
      </div>
      <div class="field wide">
        <label for="evidence-reason">${t('What is it for? This goes into the audit.')}</label>
        <input
          id="evidence-reason"
          name="evidence-reason"
          required
          maxlength="200"
          autocomplete="off"
        />
      </div>
      <button class="button" data-test="take-evidence" ?disabled=${page.busy}>
        ${t('Take the file')}
      </button>
    </form>
  </section>`;
}

/** All of one incident as a file, for those who may talk it through. */
export function debriefButton(desk: Desk, incident: IncidentView): TemplateResult | typeof nothing {
  if (!desk.door.may('debrief-incident')) return nothing;
  const { evidence } = desk.pages;
  return html`${outcome(evidence)}
    <button
      class="button"
      data-test="debrief"
      ?disabled=${evidence.busy}
      @click=${() => void evidence.debrief(incident)}
    >
      ${t('Debrief pack')}
    </button>`;
}

function take(page: Evidence, form: HTMLFormElement): void {
  void page.take({
    firstDay: typed(form, 'evidence-first'),
    lastDay: typed(form, 'evidence-last'),
    reason: typed(form, 'evidence-reason'),
    file: typed(form, 'file') as EvidenceFile,
    release: typed(form, 'release') === 'public' ? 'public' : 'internal',
  });
}
