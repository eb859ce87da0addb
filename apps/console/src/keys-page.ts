import { html, nothing, type TemplateResult } from 'lit';
import { KEY_ACCOUNT_ROLES, type KeyView } from '#contracts/key-api';
import type { Keys } from './keys';
import { momentOf, outcome, pageHead } from './page-parts';
import { shownOnce } from './shown-once';
import { ROLE_NAMES } from './staff-words';
import { wordsOf } from '#web/words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';

/** The keys of systems: who has one, whether its messages are signed, and how it ends. */
export function keysPage(page: Keys): TemplateResult {
  const live = (page.keys ?? []).filter(({ revokedAt }) => revokedAt === null);
  const revoked = (page.keys ?? []).filter(({ revokedAt }) => revokedAt !== null);
  return html`<article class="incident" data-test="keys-page">
    ${pageHead(
      t('Keys'),
      t('Systems come in with keys; people sign in. A revoked key ends at once.'),
    )}
    ${outcome(page)}
    ${page.shownOnce.map(({ label, what, secret }) =>
      shownOnce({
        title:
          what === 'key'
            ? t('Key of “{{label}}”', { label })
            : t('Signing secret of “{{label}}”', { label }),
        secret,
        says:
          what === 'key'
            ? t('It goes into the header “Authorization: Bearer …” of every request.')
            : t('Messages are signed with it in the form of Standard Webhooks.'),
        name: what === 'key' ? 'new-key' : 'new-signing-secret',
      }),
    )}
    ${page.keys === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    <ul class="rows" data-test="keys">
      ${live.map((key) => html`<li class="plan-row" data-test="key">${row(page, key)}</li>`)}
    </ul>
    ${addForm(page)} ${ended(revoked)}
  </article>`;
}

function row(page: Keys, key: KeyView): TemplateResult {
  return html`<div class="row-head">
      <strong>${key.label}</strong>
      <span class="row-marks">
        <span class="badge">${wordsOf(ROLE_NAMES, key.role, key.role)}</span>
        ${key.needsSignature ? html`<span class="badge good">${t('Signed')}</span>` : nothing}
        ${
          key.certificateSha256 === null
            ? nothing
            : html`<span class="badge good">${t('mTLS')}</span>`
        }
      </span>
    </div>
    <p class="soft small figures">
      ${t('Made {{createdAt}}', { createdAt: momentOf(key.createdAt) })},
      ${
        key.expiresAt === null
          ? t('does not expire')
          : t('expires {{expiresAt}}', { expiresAt: momentOf(key.expiresAt) })
      }
    </p>
    ${signing(page, key)} ${page.pendingId === key.id ? confirm(page, key) : deeds(page, key)}`;
}

function signing(page: Keys, key: KeyView): TemplateResult | typeof nothing {
  if (key.signingSecrets.length === 0) return nothing;
  return html`<ul
    class="plain"
    aria-label=${t('Signing secrets of {{label}}', { label: key.label })}
  >
    ${key.signingSecrets.map(
      ({ id, createdAt }) =>
        html`<li>
          <span>${t('Signing secret made {{createdAt}}', { createdAt: momentOf(createdAt) })}</span>
          ${
            key.signingSecrets.length < 2
              ? nothing
              : html`<button
                  class="link"
                  ?disabled=${page.busy}
                  @click=${() => void page.removeSigningSecret(key, id)}
                >
                  ${t('Forget it')}
                </button>`
          }
        </li>`,
    )}
  </ul>`;
}

function deeds(page: Keys, key: KeyView): TemplateResult {
  const hidden = html`<span class="hidden-visually"> (${key.label})</span>`;
  return html`<p class="deeds">
    <button
      class="button"
      data-test="add-signing-secret"
      ?disabled=${page.busy}
      @click=${() => void page.addSigningSecret(key)}
    >
      ${t('New signing secret')}${hidden}
    </button>
    <button
      class="button"
      data-test="need-signature"
      ?disabled=${page.busy}
      @click=${() => void page.needSignature(key, !key.needsSignature)}
    >
      ${key.needsSignature ? t('Take unsigned messages') : t('Require signatures')}${hidden}
    </button>
    <button class="button danger" data-test="revoke" @click=${() => page.propose(key.id)}>
      ${t('Revoke')}${hidden}
    </button>
  </p>`;
}

function confirm(page: Keys, key: KeyView): TemplateResult {
  return html`<div
    class="confirm"
    role="group"
    aria-label=${t('Revoke {{label}}', { label: key.label })}
  >
    <p>
      <strong>${t('Revoke this key for good?')}</strong>
      ${t('Whatever uses it is shut out at once.')}
    </p>
    <p class="deeds">
      <button
        class="button danger solid"
        data-test="revoke-yes"
        ?disabled=${page.busy}
        @click=${() => void page.revoke(key)}
      >
        ${t('Revoke')}
      </button>
      <button class="button" @click=${() => page.propose(null)}>${t('Keep it')}</button>
    </p>
  </div>`;
}

function addForm(page: Keys): TemplateResult {
  const submit = (form: HTMLFormElement): void => {
    const expires = typed(form, 'expires');
    const key = {
      label: typed(form, 'label'),
      role: KEY_ACCOUNT_ROLES.find((role) => role === typed(form, 'role')) ?? 'read-only',
      expiresAt: expires === '' ? null : new Date(expires).toISOString(),
      needsSignature: new FormData(form).has('signed'),
      certificateSha256: null,
    } as const;
    void page.add(key).then((added) => {
      if (added) form.reset();
    });
  };
  return html`<section aria-labelledby="add-key">
    <h2 id="add-key">${t('Add a key')}</h2>
    <form class="plan-row form-grid" @submit=${submitting(submit)}>
      <div class="field">
        <label for="key-label">${t('What it is for')}</label>
        <input id="key-label" name="label" required maxlength="200" autocomplete="off" />
      </div>
      <div class="field">
        <label for="key-role">${t('May act as')}</label>
        <select id="key-role" name="role">
          ${KEY_ACCOUNT_ROLES.map(
            (role) => html`<option value=${role}>${ROLE_NAMES[role]}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="key-expires">${t('Expires')}</label>
        <input id="key-expires" name="expires" type="date" aria-describedby="key-expires-hint" />
        <p id="key-expires-hint" class="soft small">${t('Empty: never')}</p>
      </div>
      <label class="tick-line wide">
        <input type="checkbox" name="signed" />
        <span>${t('Its messages must be signed')}</span>
      </label>
      <button class="button primary" data-test="add-key" ?disabled=${page.busy}>
        ${t('Add the key')}
      </button>
    </form>
  </section>`;
}

function ended(revoked: readonly KeyView[]): TemplateResult | typeof nothing {
  if (revoked.length === 0) return nothing;
  return html`<details class="reason">
    <summary>${t('Revoked')} <span class="soft figures">${revoked.length}</span></summary>
    <ul class="plain">
      ${revoked.map(
        ({ label, revokedAt }) =>
          html`<li>
            <strong>${label}</strong> <span class="soft figures">${momentOf(revokedAt)}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
