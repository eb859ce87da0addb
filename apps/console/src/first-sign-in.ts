import { html, type TemplateResult } from 'lit';
import type { AuthenticatorView } from '#contracts/sign-in-api';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '#core/account';
import { qrCode } from '#web/qr';
import { codeField, submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Door } from './door';
import { doorProblem, secretTyped } from './sign-in-fields';

const GROUP = /.{1,4}/gu;

/** The first sign-in by invitation: a password, then an authenticator and its first code. */
export function firstSignIn(door: Door): TemplateResult {
  return html`<main class="sheet" data-test="first-sign-in">
    <h1>${t('Welcome to Closeby')}</h1>
    ${doorProblem(door)}
    ${door.authenticator === null ? passwordStep(door) : codeStep(door, door.authenticator)}
    <p>
      <button class="link" @click=${() => door.leaveInvitation()}>
        ${t('I have signed in before')}
      </button>
    </p>
  </main>`;
}

function passwordStep(door: Door): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void door.choosePassword(secretTyped(form, 'password'));
  return html`<p class="soft">
      ${t('Step 1 of 2: choose a password. Several words are easy to keep.')}
    </p>
    <form class="sheet-form" @submit=${submitting(submit)}>
      <div class="field">
        <label for="new-password">${t('New password')}</label>
        <input
          id="new-password"
          name="password"
          type="password"
          required
          minlength=${PASSWORD_LENGTH_MIN}
          maxlength=${PASSWORD_LENGTH_MAX}
          autocomplete="new-password"
          aria-describedby="password-hint"
        />
        <p id="password-hint" class="soft small">
          ${t('At least {{length}} characters', { length: PASSWORD_LENGTH_MIN })}
        </p>
      </div>
      <label class="tick-line">
        <input type="checkbox" @change=${showPassword} />
        <span>${t('Show what I type')}</span>
      </label>
      <button class="button primary" data-test="choose-password" ?disabled=${door.busy}>
        ${t('Continue')}
      </button>
    </form>`;
}

function codeStep(door: Door, { totpUri, totpSecret }: AuthenticatorView): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void door.confirmCode(typed(form, 'code').replace(/\s/gu, ''));
  return html`<p class="soft">
      ${t(
        'Step 2 of 2: point the authenticator app on your phone at this code. It is shown only now.',
      )}
    </p>
    <div class="qr-frame">${qrCode(totpUri, t('QR code for your authenticator'))}</div>
    <p>
      ${t('Or type this into it:')}
      <code class="secret" data-test="totp-secret"
        >${(totpSecret.match(GROUP) ?? []).join(' ')}</code
      >
    </p>
    <form class="sheet-form" @submit=${submitting(submit)}>
      ${codeField('code', t('Six digits it shows now'))}
      <button class="button primary" data-test="confirm-code" ?disabled=${door.busy}>
        ${t('Sign in')}
      </button>
    </form>`;
}

function showPassword(event: Event): void {
  const box = event.currentTarget as HTMLInputElement;
  const field = box.form?.elements.namedItem('password');
  if (field instanceof HTMLInputElement) field.type = box.checked ? 'text' : 'password';
}
