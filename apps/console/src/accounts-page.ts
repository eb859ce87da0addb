import { html, nothing, type TemplateResult } from 'lit';
import type { AccountView } from '#contracts/account-api';
import { STAFF_ROLES, type StaffRole } from '#core/caller-roles';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Accounts } from './accounts';
import { shownOnce } from './shown-once';
import { momentOf, outcome, pageHead } from './page-parts';
import { ROLE_MEANS, ROLE_NAMES } from './staff-words';

/** The people who sign in here: who they are, what they may do, and their way in. */
export function accountsPage(page: Accounts, ownId: string | null): TemplateResult {
  return html`<article class="incident" data-test="accounts-page">
    ${pageHead(t('Accounts'), t('Who signs in here. A change counts at once, everywhere.'))}
    ${outcome(page)} ${invitation(page)}
    <ul class="rows" data-test="accounts">
      ${(page.accounts ?? []).map(
        (account) =>
          html`<li class="plan-row" data-test="account">${row(page, account, ownId)}</li>`,
      )}
    </ul>
    ${page.accounts === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      page.more
        ? html`<p class="attention">${t('There are more than are listed here.')}</p>`
        : nothing
    }
    ${addForm(page)} ${registration(page)}
  </article>`;
}

function invitation({ invited }: Accounts): TemplateResult | typeof nothing {
  if (invited === null) return nothing;
  const { account, invitation: made } = invited;
  const link = `${location.origin}${location.pathname}#/invitation/${made.invitation}`;
  return shownOnce({
    title: t('Invitation of {{displayName}}', { displayName: account.displayName }),
    secret: link,
    says: t('Give this link to them alone. It works once, until {{expiresAt}}.', {
      expiresAt: momentOf(made.expiresAt),
    }),
    name: 'invitation',
  });
}

function row(page: Accounts, account: AccountView, ownId: string | null): TemplateResult {
  const isOpen = page.editedId === account.id;
  return html`<div class="row-head">
      <p>
        <strong>${account.displayName}</strong>
        <span class="soft">${account.email}</span>
      </p>
      <span class="row-marks">
        ${account.id === ownId ? html`<span class="badge">${t('You')}</span>` : nothing}
        <span class="badge">${ROLE_NAMES[account.role]}</span>
        ${account.disabled ? html`<span class="badge warn">${t('Disabled')}</span>` : nothing}
      </span>
    </div>
    <p class="soft small">
      ${
        account.signsInBy.length === 0
          ? t('Has not signed in yet')
          : html`${t('Last signed in')}
              <span class="figures">${momentOf(account.lastSignInAt)}</span>`
      }
    </p>
    ${isOpen ? editor(page, account) : deeds(page, account)}`;
}

function deeds(page: Accounts, account: AccountView): TemplateResult {
  const deed = (words: string, name: string, act: () => void): TemplateResult =>
    html`<button class="button" data-test=${name} ?disabled=${page.busy} @click=${act}>
      ${words}<span class="hidden-visually"> (${account.displayName})</span>
    </button>`;
  return html`<p class="deeds">
    ${deed(t('Change'), 'edit-account', () => page.edit(account.id))}
    ${
      account.disabled
        ? nothing
        : html`${deed(t('New invitation'), 'invite', () => void page.invite(account))}
          ${deed(t('Sign out everywhere'), 'end-sessions', () => void page.endSessions(account))}`
    }
  </p>`;
}

function editor(page: Accounts, account: AccountView): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void page.change(account, {
      displayName: typed(form, 'displayName'),
      role: roleTyped(form),
      disabled: new FormData(form).has('disabled'),
    });
  return html`<form class="sheet-form" data-test="account-editor" @submit=${submitting(submit)}>
    ${nameField(`name-${account.id}`, account.displayName)}
    ${roleField(`role-${account.id}`, account.role)}
    <label class="tick-line">
      <input type="checkbox" name="disabled" .checked=${account.disabled} />
      <span>${t('Disabled: may not sign in, and is signed out now')}</span>
    </label>
    <p class="deeds">
      <button class="button primary" data-test="save-account" ?disabled=${page.busy}>
        ${t('Save')}
      </button>
      <button type="button" class="button" @click=${() => page.edit(null)}>
        ${t('Leave as it is')}
      </button>
    </p>
  </form>`;
}

function addForm(page: Accounts): TemplateResult {
  const submit = (form: HTMLFormElement): void => {
    const account = {
      displayName: typed(form, 'displayName'),
      email: typed(form, 'email'),
      role: roleTyped(form),
    };
    void page.add(account).then((added) => {
      if (added) form.reset();
    });
  };
  return html`<section aria-labelledby="add-account">
    <h2 id="add-account">${t('Add somebody')}</h2>
    <form class="plan-row form-grid" @submit=${submitting(submit)}>
      ${nameField('new-name', '')}
      <div class="field">
        <label for="new-email">${t('E-mail')}</label>
        <input id="new-email" name="email" type="email" required autocomplete="off" />
      </div>
      ${roleField('new-role', 'dispatcher')}
      <button class="button primary" data-test="add-account" ?disabled=${page.busy}>
        ${t('Add and make an invitation')}
      </button>
    </form>
  </section>`;
}

function nameField(id: string, value: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${t('Name')}</label>
    <input
      id=${id}
      name="displayName"
      required
      maxlength="200"
      .value=${value}
      autocomplete="off"
    />
  </div>`;
}

function roleField(id: string, chosen: StaffRole): TemplateResult {
  return html`<div class="field wide">
    <label for=${id}>${t('Role')}</label>
    <select id=${id} name="role">
      ${STAFF_ROLES.map(
        (role) =>
          html`<option value=${role} ?selected=${role === chosen}>
            ${ROLE_NAMES[role]}: ${ROLE_MEANS[role]}
          </option>`,
      )}
    </select>
  </div>`;
}

function roleTyped(form: HTMLFormElement): StaffRole {
  return STAFF_ROLES.find((role) => role === typed(form, 'role')) ?? 'read-only';
}

/** Whether people may come in by themselves; off until somebody says so. */
function registration(page: Accounts): TemplateResult | typeof nothing {
  const { organisation } = page;
  if (organisation === null) return nothing;
  return html`<section aria-labelledby="registration">
    <h2 id="registration">${t('Responders who register themselves')}</h2>
    <p>
      ${
        organisation.selfRegistration
          ? html`${t(
                'Allowed. They are alerted only once a credential of theirs is verified; they come in with the organisation’s short name',
              )} <strong>${organisation.slug}</strong>.`
          : t('Not allowed: everybody is invited by a registrar.')
      }
    </p>
    <p class="deeds">
      <button
        class="button"
        data-test="self-registration"
        ?disabled=${page.busy}
        @click=${() => void page.allowRegistration(!organisation.selfRegistration)}
      >
        ${organisation.selfRegistration ? t('Allow it no more') : t('Allow it')}
      </button>
    </p>
  </section>`;
}
