import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResponderView } from '#contracts/registry-api';
import { REASON_LENGTH_MIN } from '#contracts/privacy-api';
import { CREDENTIAL_WORDS, LANGUAGE_WORDS, TIER_WORDS, TRAVEL_WORDS } from '#web/words';
import { submitting, typed } from '#web/forms';
import { CHANNEL_WORDS } from './delivery-words';
import type { Door } from './door';
import { outcome, pageHead } from './page-parts';
import type { People } from './people';
import { hashOf } from './route';

const STATUS_WORDS = {
  pending: 'Waits for a review',
  verified: 'Verified',
  refused: 'Refused',
  revoked: 'Revoked',
} as const;

/** The register of people, or one of them in full. */
export function peoplePage(page: People, door: Door): TemplateResult {
  return page.opened === null ? register(page) : person(page, page.opened, door);
}

function register(page: People): TemplateResult {
  const shown = page.shown();
  return html`<article class="incident" data-test="people-page">
    ${pageHead('People', 'Everyone who may be called, with what they are trained for.')}
    ${outcome(page)}
    <div class="field">
      <label for="people-words">Name or reference</label>
      <input
        id="people-words"
        type="search"
        autocomplete="off"
        .value=${page.words}
        @input=${(event: Event) => page.look((event.currentTarget as HTMLInputElement).value)}
      />
    </div>
    ${page.people === null ? html`<p class="soft">Loading …</p>` : nothing}
    ${
      page.people !== null && shown.length === 0
        ? html`<p class="soft">Nobody fits these words.</p>`
        : nothing
    }
    <ul class="rows" data-test="register">
      ${repeat(
        shown,
        ({ id }) => id,
        (one) => html`<li>${registerRow(one)}</li>`,
      )}
    </ul>
    ${page.more ? html`<p class="attention">There are more than are listed here.</p>` : nothing}
  </article>`;
}

function registerRow(one: ResponderView): TemplateResult {
  const verified = one.credentials.filter(({ status }) => status === 'verified');
  return html`<a class="row" href=${hashOf({ page: 'people', personId: one.id })}>
    <span class="row-head">
      <strong>${one.displayName}</strong>
      <span class="row-marks">${marks(one)}</span>
    </span>
    <span class="soft">
      ${
        verified.length === 0
          ? 'No verified credential: is not called'
          : verified.map(({ kind }) => CREDENTIAL_WORDS[kind]).join(', ')
      }
    </span>
  </a>`;
}

function marks(one: ResponderView): TemplateResult {
  return html`${one.onDuty ? html`<span class="badge good">On duty</span>` : nothing}
  ${one.testPhone ? html`<span class="badge">Test phone</span>` : nothing}
  ${one.disabled ? html`<span class="badge warn">Disabled</span>` : nothing}`;
}

function person(page: People, one: ResponderView, door: Door): TemplateResult {
  return html`<article class="incident" data-test="person-page">
    <a class="back-always" href=${hashOf({ page: 'people', personId: null })}>← All people</a>
    <header>
      <h1 tabindex="-1" data-heading>${one.displayName}</h1>
      <p class="row-marks">${marks(one)} <span class="soft">${one.externalRef}</span></p>
    </header>
    ${outcome(page)}
    <dl class="facts">
      <div>
        <dt>May be sent</dt>
        <dd>as one of the ${TIER_WORDS[one.tier]}</dd>
      </div>
      <div>
        <dt>Travels</dt>
        <dd>${TRAVEL_WORDS[one.travelMode]}</dd>
      </div>
      <div>
        <dt>Language</dt>
        <dd>${LANGUAGE_WORDS[one.language]}</dd>
      </div>
      <div>
        <dt>Reached by</dt>
        <dd>
          ${
            one.channels.length === 0
              ? 'nothing yet'
              : one.channels.map((channel) => CHANNEL_WORDS[channel]).join(', ')
          }
        </dd>
      </div>
    </dl>
    ${credentials(page, one, door)} ${door.may('keep-people') ? invite(page, one) : nothing}
    ${door.may('export-data') ? exportForm(page, one) : nothing}
    ${door.may('keep-people') ? eraseForm(page, one) : nothing}
  </article>`;
}

function credentials(page: People, one: ResponderView, door: Door): TemplateResult {
  return html`<section aria-labelledby="credentials">
    <h2 id="credentials">Credentials</h2>
    ${one.credentials.length === 0 ? html`<p class="soft">None on file.</p>` : nothing}
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
                      Revoke
                    </button>
                  </p>`
                : nothing
            }
            ${
              status === 'pending' && door.may('review-credentials')
                ? html`<a href=${hashOf({ page: 'reviews' })}>To the review</a>`
                : nothing
            }
          </li>`,
      )}
    </ul>
  </section>`;
}

function endOf(validTo: string | null): string {
  return validTo === null ? '' : `, until ${new Date(validTo).toLocaleDateString()}`;
}

function invite(page: People, one: ResponderView): TemplateResult {
  const ways = [
    ['sms', 'Send a code by SMS'],
    ['email', 'Send a code by e-mail'],
  ] as const;
  return html`<section aria-labelledby="invite">
    <h2 id="invite">Sign in a phone</h2>
    <p class="soft">A one-time code goes to the address on file; nobody here sees it.</p>
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
    <h2 id="export">Everything that is kept of them</h2>
    <form class="one-line" @submit=${submitting(submit)}>
      ${reasonField('export-reason', 'What is it for? This goes into the audit.')}
      <button class="button" data-test="export-person" ?disabled=${page.busy}>
        Download as a file
      </button>
    </form>
  </section>`;
}

/** Behind a touch of its own: an erased person does not come back. */
function eraseForm(page: People, one: ResponderView): TemplateResult {
  const submit = (form: HTMLFormElement): void => void page.erase(one, typed(form, 'reason'));
  return html`<section aria-labelledby="erase">
    <h2 id="erase">Erase</h2>
    <details class="override">
      <summary class="button danger" data-test="erase-open">Erase this person</summary>
      <form class="sheet-form confirm danger-confirm" @submit=${submitting(submit)}>
        <p>
          <strong>Name, addresses, credentials and positions go for good</strong>, from backups as
          well. What incidents say of them stays as a number without a name.
        </p>
        ${reasonField('erase-reason', 'Why? This goes into the audit.')}
        <button class="button danger solid" data-test="erase-person" ?disabled=${page.busy}>
          Erase ${one.displayName} for good
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
