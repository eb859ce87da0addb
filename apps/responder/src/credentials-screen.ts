import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OwnCredentialView } from '#contracts/credential-api';
import { PROOF_MEDIA_TYPES } from '#core/credential-proof';
import { CREDENTIAL_KINDS } from '#core/responder';
import { CREDENTIAL_WORDS, TIER_WORDS } from '#web/words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Credentials } from './credentials';
import { dayOf, partOutcome } from './own-parts';
import type { Phone } from './phone';

type State = OwnCredentialView['status'] | 'expired' | 'to-come';

/** Where a credential stands, as its person reads it. */
export const STATE_WORDS: Readonly<Record<State, string>> = {
  pending: t('Waits for a check'),
  verified: t('Verified'),
  refused: t('Refused'),
  revoked: t('Withdrawn'),
  expired: t('Expired'),
  'to-come': t('Not valid yet'),
};

/** What one is trained for: what counts, what waits, what was refused and why. */
export function credentialsScreen(phone: Phone): TemplateResult {
  const page = phone.own.credentials;
  const { view } = page;
  return html`<main class="home" data-test="credentials">
    <a class="back" href="#" data-test="credentials-back">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="credentials">${t('My credentials')}</h1>
    ${partOutcome(page)}
    ${
      view === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : html`<p data-test="tier">
              ${
                view.tier === null
                  ? html`<strong
                      >${t(
                        'You are not called yet: nothing of yours is verified and valid.',
                      )}</strong
                    >`
                  : html`${t('You are called as:')} <strong>${TIER_WORDS[view.tier]}</strong>`
              }
            </p>
            <ul class="own-credentials">
              ${repeat(
                view.items,
                ({ id }) => id,
                (one) => html`<li class="card" data-test="own-credential">${card(page, one)}</li>`,
              )}
            </ul>`
    }
    ${page.adding ? addForm(page) : addButton(page)}
  </main>`;
}

function card(page: Credentials, one: OwnCredentialView): TemplateResult {
  const state = stateOf(one);
  return html`<div class="credential-head">
      <h2>${CREDENTIAL_WORDS[one.kind]}</h2>
      <span class="badge ${state === 'verified' ? 'good' : 'warn'}" data-test="credential-state"
        >${STATE_WORDS[state]}</span
      >
    </div>
    <p class="soft">
      ${one.issuer}${
        one.number === null ? '' : html`, ${t('number {{number}}', { number: one.number })}`
      }<br />
      ${
        one.validTo === null
          ? t('Does not expire')
          : t('Valid until {{validTo}}', { validTo: dayOf(one.validTo) })
      }
    </p>
    ${
      one.reason === null
        ? nothing
        : html`<p class="refusal" data-test="refused-because"><span>${one.reason}</span></p>`
    }
    ${one.status === 'pending' ? proofField(page, one) : nothing}`;
}

function stateOf({ status, validFrom, validTo }: OwnCredentialView): State {
  if (status !== 'verified') return status;
  if (validTo !== null && Date.parse(validTo) <= Date.now()) return 'expired';
  return Date.parse(validFrom) > Date.now() ? 'to-come' : 'verified';
}

/** The camera or a file, as the phone offers it. */
function proofField(page: Credentials, one: OwnCredentialView): TemplateResult {
  const id = `proof-${one.id}`;
  const isFirst = one.proof === null;
  const send = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const [file] = field.files ?? [];
    if (file === undefined) return;
    void page.prove(one, file).then(() => {
      field.value = '';
    });
  };
  return html`${
      one.proof === null
        ? html`<p>
            <strong>${t('A proof is missing.')}</strong>
            ${t('A picture of the card or paper will do.')}
          </p>`
        : html`<p class="saved" data-test="proof-sent">
            <span aria-hidden="true">✓</span>
            ${t('Proof sent {{uploadedAt}}', { uploadedAt: dayOf(one.proof.uploadedAt) })}
          </p>`
    }
    <label class="button file-button ${isFirst ? 'primary' : ''}" for=${id}>
      ${
        page.busy
          ? t('Sending …')
          : isFirst
            ? t('Take a picture or choose a file')
            : t('Send another')
      }
    </label>
    <input
      id=${id}
      class="hidden-visually"
      type="file"
      accept=${PROOF_MEDIA_TYPES.join(',')}
      data-test="proof-file"
      ?disabled=${page.busy}
      @change=${send}
    />`;
}

function addButton(page: Credentials): TemplateResult {
  return html`<button class="button" data-test="add-credential" @click=${() => page.open(true)}>
    ${t('Add a credential')}
  </button>`;
}

function addForm(page: Credentials): TemplateResult {
  return html`<form class="card sheet-form" @submit=${submitting((form) => add(page, form))}>
    <h2>${t('Add a credential')}</h2>
    <div class="field">
      <label for="kind">${t('What it is')}</label>
      <select id="kind" name="kind">
        ${CREDENTIAL_KINDS.map(
          (kind) => html`<option value=${kind}>${CREDENTIAL_WORDS[kind]}</option>`,
        )}
      </select>
    </div>
    ${field('issuer', t('Issued by'), 'text')}
    ${field('number', t('Number, as printed on it'), 'text')}
    ${field('validFrom', t('Valid from'), 'date')}
    <div class="field">
      <label for="validTo">${t('Valid until')}</label>
      <input id="validTo" name="validTo" type="date" aria-describedby="no-end" />
      <p id="no-end" class="soft small">${t('Empty: it does not expire')}</p>
    </div>
    <p class="deeds">
      <button class="button primary" data-test="save-credential" ?disabled=${page.busy}>
        ${t('Add')}
      </button>
      <button type="button" class="button" @click=${() => page.open(false)}>${t('Not now')}</button>
    </p>
  </form>`;
}

function field(name: string, label: string, type: 'text' | 'date'): TemplateResult {
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} name=${name} type=${type} required maxlength="60" autocomplete="off" />
  </div>`;
}

function add(page: Credentials, form: HTMLFormElement): void {
  const validTo = typed(form, 'validTo');
  void page.add({
    kind: CREDENTIAL_KINDS.find((kind) => kind === typed(form, 'kind')) ?? 'cpr',
    issuer: typed(form, 'issuer'),
    number: typed(form, 'number'),
    validFrom: new Date(`${typed(form, 'validFrom')}T00:00:00Z`).toISOString(),
    validTo: validTo === '' ? null : new Date(`${validTo}T23:59:59Z`).toISOString(),
  });
}
