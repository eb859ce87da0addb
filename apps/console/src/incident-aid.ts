import { html, nothing, type TemplateResult } from 'lit';
import type { AidAgreementView, AidView } from '#contracts/aid-api';
import type { IncidentView } from '#contracts/incident-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Desk } from './desk';
import type { MutualAid } from './mutual-aid';
import { momentOf, outcome } from './page-parts';

const STATUS_WORDS: Readonly<Record<NonNullable<AidView['incident']>['status'], string>> = {
  active: t('Under way'),
  closed: t('Closed'),
  cancelled: t('Cancelled'),
};

/** Help of other organisations for one incident: how many come, and a way to ask for it. */
export function incidentAid(desk: Desk, incident: IncidentView): TemplateResult | typeof nothing {
  const page = desk.pages.mutualAid;
  const isOpen = incident.status === 'active' && desk.door.may('ask-aid');
  const askable = isOpen ? page.askable() : [];
  if (page.asked.length === 0 && askable.length === 0) return nothing;
  return html`<section aria-labelledby="aid" data-test="incident-aid">
    <h2 id="aid">${t('Help of other organisations')}</h2>
    ${outcome(page)}
    <ul class="rows">
      ${page.asked.map(asked)}
    </ul>
    ${askable.length === 0 ? nothing : askForm(page, askable)}
  </section>`;
}

function asked({ partner, reason, askedAt, incident }: AidView): TemplateResult {
  return html`<li class="plan-row" data-test="aid">
    <div class="row-head">
      <strong>${partner.name}</strong>
      <span class="badge ${incident?.status === 'active' ? 'good' : ''}"
        >${incident === null ? t('Agreement over') : STATUS_WORDS[incident.status]}</span
      >
    </div>
    ${
      incident === null
        ? nothing
        : html`<p class="three figures" data-test="aid-counts">
            <span><b>${incident.alertedCount}</b> ${t('alerted')}</span>
            <span><b>${incident.acceptedCount}</b> ${t('accepted')}</span>
            <span><b>${incident.onSceneCount}</b> ${t('on scene')}</span>
          </p>`
    }
    <p class="soft small figures">
      ${t('Asked {{askedAt}}: “{{reason}}”', { askedAt: momentOf(askedAt), reason })}
    </p>
  </li>`;
}

/** Behind a touch of its own: another organisation's people are alerted at once. */
function askForm(page: MutualAid, askable: readonly AidAgreementView[]): TemplateResult {
  const submit = (form: HTMLFormElement): void => {
    const message = { agreementId: typed(form, 'agreement'), reason: typed(form, 'reason') };
    void page.ask(message).then((done) => {
      if (done) form.reset();
    });
  };
  return html`<details class="override" data-test="ask-aid-part">
    <summary class="button" data-test="ask-aid-open">${t('Ask another organisation')}</summary>
    <form class="sheet-form" @submit=${submitting(submit)}>
      <div class="field">
        <label for="aid-agreement">${t('Whom')}</label>
        <select id="aid-agreement" name="agreement">
          ${askable.map(({ id, partner }) => html`<option value=${id}>${partner.name}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="aid-reason">${t('Why? The partner and the audit are told.')}</label>
        <input id="aid-reason" name="reason" required maxlength="200" autocomplete="off" />
      </div>
      <button class="button danger solid" data-test="ask-aid" ?disabled=${page.busy}>
        ${t('Ask: their people are alerted at once')}
      </button>
    </form>
  </details>`;
}
