import { html, nothing, type TemplateResult } from 'lit';
import { INCIDENT_KINDS, INCIDENT_PRIORITIES } from '#core/incident';
import { KIND_WORDS, PRIORITY_WORDS } from '#web/words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { readPlace } from '#web/place-text';
import type { Asking } from './asking';
import { outcome, pageHead } from './page-parts';
import { placeFields } from './place-fields';
import { hashOf } from './route';

/** An incident by hand, when control's own system cannot send it; it says why. */
export function raiseForm(page: Asking): TemplateResult {
  return html`<article class="incident" data-test="raise-page">
    ${pageHead(
      t('Raise an incident by hand'),
      t('For when control’s own system cannot send it. People are asked at once.'),
    )}
    ${outcome(page)} ${raised(page)}
    <form
      class="plan-row form-grid"
      data-test="raise-form"
      @submit=${submitting((form) => raise(page, form))}
    >
      <div class="field">
        <label for="raise-kind">${t('What has happened')}</label>
        <select id="raise-kind" name="kind">
          ${INCIDENT_KINDS.map((kind) => html`<option value=${kind}>${KIND_WORDS[kind]}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="raise-priority">${t('How urgent')}</label>
        <select id="raise-priority" name="priority">
          ${INCIDENT_PRIORITIES.map(
            (priority) => html`<option value=${priority}>${PRIORITY_WORDS[priority]}</option>`,
          )}
        </select>
      </div>
      <div class="field wide">
        <label for="raise-address">${t('Address')}</label>
        <input id="raise-address" name="address" maxlength="200" autocomplete="off" />
      </div>
      ${placeFields('raise')}
      <div class="field wide">
        <label for="raise-notes">${t('Notes for whoever goes')}</label>
        <textarea id="raise-notes" name="notes" rows="2" maxlength="2000"></textarea>
      </div>
      <div class="field wide">
        <label for="raise-reason">${t('Why by hand? This goes into the audit.')}</label>
        <input id="raise-reason" name="reason" required maxlength="200" autocomplete="off" />
      </div>
      <button class="button danger solid" data-test="raise" ?disabled=${page.busy}>
        ${t('Raise it and ask people')}
      </button>
    </form>
  </article>`;
}

function raised({ raised: incident }: Asking): TemplateResult | typeof nothing {
  if (incident === null) return nothing;
  return html`<p>
    <a href=${hashOf({ page: 'incident', incidentId: incident.id })} data-test="to-raised"
      >${t('Open the incident')}</a
    >
  </p>`;
}

function raise(page: Asking, form: HTMLFormElement): void {
  const place = readPlace(form);
  if (place === null) return;
  const address = typed(form, 'address');
  const notes = typed(form, 'notes');
  const message = {
    kind: INCIDENT_KINDS.find((kind) => kind === typed(form, 'kind')) ?? 'other-medical',
    priority: INCIDENT_PRIORITIES.find((one) => one === typed(form, 'priority')) ?? 'urgent',
    place,
    address: address === '' ? null : address,
    notesForResponders: notes === '' ? null : notes,
    calledAt: new Date().toISOString(),
    reason: typed(form, 'reason'),
  };
  void page.raise(message).then((done) => {
    if (done) form.reset();
  });
}
