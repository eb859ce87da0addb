import { html, nothing, type TemplateResult } from 'lit';
import type { AidAgreementView } from '#contracts/aid-api';
import { AID_VALID_MAX_MS } from '#core/mutual-aid';
import { DAY_MS } from '#core/units';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { MutualAid } from './mutual-aid';
import { dayOf, momentOf, outcome, pageHead } from './page-parts';

const STATUS_WORDS: Readonly<Record<AidAgreementView['status'], string>> = {
  proposed: t('Proposed'),
  'in-force': t('In force'),
  expired: t('Has run out'),
  ended: t('Ended'),
};

/** Agreements with other organisations, and a form to propose one. */
export function mutualAidPage(page: MutualAid): TemplateResult {
  return html`<article class="incident" data-test="mutual-aid-page">
    ${pageHead(
      t('Mutual aid'),
      t('Organisations that may ask each other for help. Neither sees the other’s people.'),
    )}
    ${outcome(page)}
    ${page.agreements === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      page.agreements?.length === 0
        ? html`<p class="soft" data-test="no-agreements">${t('There is no agreement yet.')}</p>`
        : nothing
    }
    <ul class="rows">
      ${(page.agreements ?? []).map((agreement) => row(page, agreement))}
    </ul>
    ${proposal(page)}
  </article>`;
}

function row(page: MutualAid, agreement: AidAgreementView): TemplateResult {
  const { partner, status, proposedByUs, proposedAt, validUntil } = agreement;
  const isOpen = status === 'proposed' || status === 'in-force';
  return html`<li class="plan-row" data-test="agreement">
    <div class="row-head">
      <h2>${partner.name}</h2>
      <span class="badge ${status === 'in-force' ? 'good' : status === 'proposed' ? 'warn' : ''}"
        >${STATUS_WORDS[status]}</span
      >
    </div>
    <p class="soft small figures">
      ${
        proposedByUs
          ? t('Proposed by us {{proposedAt}}', { proposedAt: momentOf(proposedAt) })
          : t('Proposed by them {{proposedAt}}', { proposedAt: momentOf(proposedAt) })
      },
      ${
        agreement.endedAt === null
          ? html`${t('until {{validUntil}}', { validUntil: momentOf(validUntil) })}`
          : nothing
      }
      ${
        agreement.endedAt === null
          ? nothing
          : html`${t('ended {{endedAt}}', { endedAt: momentOf(agreement.endedAt) })}`
      }
    </p>
    ${isOpen ? deeds(page, agreement) : nothing}
  </li>`;
}

function deeds(page: MutualAid, agreement: AidAgreementView): TemplateResult {
  const isAsked = agreement.status === 'proposed' && !agreement.proposedByUs;
  return html`<p class="deeds">
    ${
      isAsked
        ? html`<button
            class="button primary"
            data-test="accept-aid"
            ?disabled=${page.busy}
            @click=${() => void page.accept(agreement)}
          >
            ${t('Accept')}
          </button>`
        : nothing
    }
    <button
      class="button danger"
      data-test="end-aid"
      ?disabled=${page.busy}
      @click=${() => void page.end(agreement)}
    >
      ${isAsked ? t('Turn it down') : t('End it')}
    </button>
  </p>`;
}

function proposal(page: MutualAid): TemplateResult {
  const now = Date.now();
  const submit = (form: HTMLFormElement): void => {
    const until = new Date(typed(form, 'until')).toISOString();
    void page.propose(typed(form, 'partner').toLowerCase(), until).then((done) => {
      if (done) form.reset();
    });
  };
  return html`<form class="plan-row form-grid" @submit=${submitting(submit)}>
    <div class="field">
      <label for="aid-partner">${t('Short name of the other organisation')}</label>
      <input
        id="aid-partner"
        name="partner"
        required
        maxlength="60"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
      />
    </div>
    <div class="field">
      <label for="aid-until">${t('Until, at most a year from now')}</label>
      <input
        id="aid-until"
        name="until"
        type="date"
        required
        min=${dayOf(now + DAY_MS)}
        max=${dayOf(now + AID_VALID_MAX_MS)}
        value=${dayOf(now + AID_VALID_MAX_MS)}
      />
    </div>
    <button class="button primary" data-test="propose-aid" ?disabled=${page.busy}>
      ${t('Propose it')}
    </button>
  </form>`;
}
