import { html, nothing, type TemplateResult } from 'lit';
import type { ResponderView } from '#contracts/registry-api';
import { REASON_LENGTH_MIN } from '#contracts/privacy-api';
import { CREDENTIAL_WORDS, LANGUAGE_WORDS, TIER_WORDS, TRAVEL_WORDS } from '#web/words';
import { submitting, typed } from '#web/forms';
import { language, t } from '#web/language';
import { CHANNEL_WORDS } from './delivery-words';
import type { Door } from './door';
import { outcome } from './page-parts';
import { personForm } from './person-form';
import { personHistory, personPlaces } from './person-parts';
import { peopleRegister, personMarks } from './people-register';
import type { People } from './people';
import { hashOf } from './route';

const STATUS_WORDS = {
  pending: t('Waits for a review'),
  verified: t('Verified'),
  refused: t('Refused'),
  revoked: t('Revoked'),
} as const;

/** The register of people, or one of them in full. */
export function peoplePage(page: People, door: Door): TemplateResult {
  return page.opened === null ? peopleRegister(page, door) : person(page, page.opened, door);
}

function person(page: People, one: ResponderView, door: Door): TemplateResult {
  return html`<article class="incident" data-test="person-page">
    <a class="back-always" href=${hashOf({ page: 'people', personId: null })}
      >${t('← All people')}</a
    >
    <header>
      <h1 tabindex="-1" data-heading>${one.displayName}</h1>
      <p class="row-marks">${personMarks(one)} <span class="soft">${one.externalRef}</span></p>
    </header>
    ${outcome(page)}
    <dl class="facts">
      <div>
        <dt>${t('May be sent')}</dt>
        <dd>${TIER_WORDS[one.tier]}</dd>
      </div>
      <div>
        <dt>${t('Travels')}</dt>
        <dd>${TRAVEL_WORDS[one.travelMode]}</dd>
      </div>
      <div>
        <dt>${t('Language')}</dt>
        <dd>${LANGUAGE_WORDS[one.language]}</dd>
      </div>
      <div>
        <dt>${t('Reached by')}</dt>
        <dd>
          ${
            one.channels.length === 0
              ? t('nothing yet')
              : one.channels.map((channel) => CHANNEL_WORDS[channel]).join(', ')
          }
        </dd>
      </div>
    </dl>
    ${door.may('keep-people') ? personForm(page, one) : nothing} ${credentials(page, one, door)}
    ${door.may('keep-people') ? invite(page, one) : nothing} ${personPlaces(page, door)}
    ${personHistory(page)} ${door.may('export-data') ? exportForm(page, one) : nothing}
    ${door.may('keep-people') ? eraseForm(page, one) : nothing}
  </article>`;
}

function credentials(page: People, one: ResponderView, door: Door): TemplateResult {
  return html`<section aria-labelledby="credentials">
    <h2 id="credentials">${t('Credentials')}</h2>
    ${one.credentials.length === 0 ? html`<p class="soft">${t('None on file.')}</p>` : nothing}
    <ul class="rows">
      ${one.credentials.map(
        ({ id, kind, issuer, status, validTo }) =>
          html`<li class="plan-row" data-test="credential">
            <div class="row-head">
              <strong>${CREDENTIAL_WORDS[kind]}</strong>
              <span class="badge ${status === 'verified' ? 'good' : 'warn'}"
                >${STATUS_WORDS[status]}</span
              >
            </div>
            <p class="soft">${issuer}${endOf(validTo)}</p>
            ${
              status === 'verified' && door.may('review-credentials')
                ? html`<p class="deeds">
                    <button
                      class="button danger"
                      data-test="revoke-credential"
                      ?disabled=${page.busy}
                      @click=${() => void page.revoke(one, id)}
                    >
                      ${t('Revoke')}
                    </button>
                  </p>`
                : nothing
            }
            ${
              status === 'pending' && door.may('review-credentials')
                ? html`<a href=${hashOf({ page: 'reviews' })}>${t('To the review')}</a>`
                : nothing
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

function endOf(validTo: string | null): string {
  return validTo === null
    ? ''
    : `, ${t('until {{validTo}}', { validTo: new Date(validTo).toLocaleDateString(language()) })}`;
}

function invite(page: People, one: ResponderView): TemplateResult {
  const ways = [
    ['sms', t('Send a code by SMS')],
    ['email', t('Send a code by e-mail')],
  ] as const;
  return html`<section aria-labelledby="invite">
    <h2 id="invite">${t('Sign in a phone')}</h2>
    <p class="soft">${t('A one-time code goes to the address on file; nobody here sees it.')}</p>
    <p class="deeds">
      ${ways.map(
        ([by, words]) =>
          html`<button
            class="button"
            data-test="invite-${by}"
            ?disabled=${page.busy}
            @click=${() => void page.invite(one, by)}
          >
            ${words}
          </button>`,
      )}
    </p>
  </section>`;
}

function exportForm(page: People, one: ResponderView): TemplateResult {
  const submit = (form: HTMLFormElement): void => void page.exportOf(one, typed(form, 'reason'));
  return html`<section aria-labelledby="export">
    <h2 id="export">${t('Everything that is kept of them')}</h2>
    <form class="one-line" @submit=${submitting(submit)}>
      ${reasonField('export-reason', t('What is it for? This goes into the audit.'))}
      <button class="button" data-test="export-person" ?disabled=${page.busy}>
        ${t('Download as a file')}
      </button>
    </form>
  </section>`;
}

/** Behind a touch of its own: an erased person does not come back. */
function eraseForm(page: People, one: ResponderView): TemplateResult {
  const submit = (form: HTMLFormElement): void => void page.erase(one, typed(form, 'reason'));
  return html`<section aria-labelledby="erase">
    <h2 id="erase">${t('Erase')}</h2>
    <details class="override">
      <summary class="button danger" data-test="erase-open">${t('Erase this person')}</summary>
      <form class="sheet-form confirm danger-confirm" @submit=${submitting(submit)}>
        <p>
          <strong
            >${t(
              'Name, addresses, credentials and positions go for good, from backups as well.',
            )}</strong
          >
          ${t('What incidents say of them stays as a number without a name.')}
        </p>
        ${reasonField('erase-reason', t('Why? This goes into the audit.'))}
        <button class="button danger solid" data-test="erase-person" ?disabled=${page.busy}>
          ${t('Erase {{displayName}} for good', { displayName: one.displayName })}
        </button>
      </form>
    </details>
  </section>`;
}

function reasonField(id: string, label: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name="reason"
      required
      minlength=${REASON_LENGTH_MIN}
      maxlength="200"
      autocomplete="off"
    />
  </div>`;
}
