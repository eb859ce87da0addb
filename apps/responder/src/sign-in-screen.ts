import { html, type TemplateResult } from 'lit';
import { LANGUAGES, type Language } from '#core/delivery';
import { LANGUAGE_WORDS } from '#web/words';
import { codeField, submitting, typed } from '#web/forms';
import { language, t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import { dialled, partOutcome } from './own-parts';
import { refusal } from './parts';
import type { Phone } from './phone';
import type { Registration } from './registration';

/** The way in: with a code from the organisation, or by registering with an address. */
export function signInScreen(phone: Phone): TemplateResult {
  switch (phone.registration.way) {
    case 'code':
      return codeScreen(phone);
    case 'register':
      return registerScreen(phone.registration);
    case 'confirm':
      return confirmScreen(phone.registration);
  }
}

function codeScreen(phone: Phone): TemplateResult {
  return html`<main class="sheet">
    <h1 tabindex="-1" data-screen="sign-in">${t('Closeby responder')}</h1>
    <p class="soft">
      ${t(
        'Sign this phone in with the enrolment code from your organisation. The code works once.',
      )}
    </p>
    ${refusal(phone)}
    <form
      class="sheet-form"
      @submit=${submitting((form) => void phone.signIn(typed(form, 'code')))}
    >
      <div class="field">
        <label for="code">${t('Enrolment code')}</label>
        <input
          id="code"
          name="code"
          required
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck="false"
          .value=${phone.registration.givenCode}
        />
      </div>
      <button class="button primary" ?disabled=${phone.busy}>${t('Sign in')}</button>
    </form>
    <p class="other-way">
      ${t('No code?')}
      <button
        class="link"
        data-test="to-register"
        @click=${() => phone.registration.go('register')}
      >
        ${t('Register yourself')}
      </button>
    </p>
    ${languageChoice()}
  </main>`;
}

function registerScreen(page: Registration): TemplateResult {
  return html`<main class="sheet" data-test="register">
    <h1 tabindex="-1" data-screen="register">${t('Register')}</h1>
    <p class="soft">
      ${t(
        'A code is sent to you. You are called only once your organisation has checked what you are trained for.',
      )}
    </p>
    ${partOutcome(page)}
    <form class="sheet-form" @submit=${submitting((form) => register(page, form))}>
      <div class="field">
        <label for="organisation">${t('Organisation')}</label>
        <input
          id="organisation"
          name="organisation"
          required
          maxlength="80"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="organisation-hint"
          .value=${page.organisation}
        />
        <p id="organisation-hint" class="soft small">
          ${t('Its short name, as it was given to you')}
        </p>
      </div>
      <div class="field">
        <label for="name">${t('Your name')}</label>
        <input id="name" name="name" required maxlength="200" autocomplete="name" />
      </div>
      ${reachedBy()}
      <button class="button primary" data-test="register-send" ?disabled=${page.busy}>
        ${t('Send me a code')}
      </button>
    </form>
    ${backToCode(page)}
  </main>`;
}

/** Where the code goes, and in which language. */
function reachedBy(): TemplateResult {
  return html`<div class="field">
      <label for="address">${t('Telephone number or e-mail')}</label>
      <input
        id="address"
        name="address"
        required
        maxlength="254"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="address-hint"
      />
      <p id="address-hint" class="soft small">${t('A number with its country: +1 757 555 0142')}</p>
    </div>
    <div class="field">
      <label for="language">${t('Language of messages')}</label>
      <select id="language" name="language">
        ${LANGUAGES.map(
          (one) =>
            html`<option value=${one} ?selected=${one === language()}>
              ${LANGUAGE_WORDS[one]}
            </option>`,
        )}
      </select>
    </div>`;
}

function register(page: Registration, form: HTMLFormElement): void {
  const address = typed(form, 'address');
  const chosen: Language = LANGUAGES.find((one) => one === typed(form, 'language')) ?? 'en';
  void page.register({
    organisation: typed(form, 'organisation').toLowerCase(),
    displayName: typed(form, 'name'),
    language: chosen,
    ...(address.includes('@') ? { email: address } : { phone: dialled(address) }),
  });
}

function confirmScreen(page: Registration): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void page.confirm(typed(form, 'code').replace(/\s/gu, ''));
  return html`<main class="sheet" data-test="confirm">
    <h1 tabindex="-1" data-screen="confirm">${t('Enter the code')}</h1>
    <p class="soft">
      ${t('A message with six digits is on its way to:')} <strong>${page.sentTo}</strong
      ><br />${t('The code is good for ten minutes.')}
    </p>
    ${partOutcome(page)}
    <form class="sheet-form" @submit=${submitting(submit)}>
      ${codeField('register-code', t('Code'))}
      <button class="button primary" data-test="register-confirm" ?disabled=${page.busy}>
        ${t('Sign in')}
      </button>
    </form>
    <p class="other-way">
      ${t('Nothing came?')}
      <button class="link" @click=${() => page.go('register')}>${t('Try again')}</button>
    </p>
  </main>`;
}

function backToCode(page: Registration): TemplateResult {
  return html`<p class="other-way">
    <button class="link" @click=${() => page.go('code')}>${t('I have a code')}</button>
  </p>`;
}

/** Between sign-in and the first answer of the server. */
export function loadingScreen(phone: Phone): TemplateResult {
  return html`<main class="sheet">
    <h1 tabindex="-1" data-screen="loading">${t('Closeby responder')}</h1>
    ${phone.problem === null ? html`<p class="soft">${t('Connecting …')}</p>` : refusal(phone)}
    <a class="button" href="#cpr" data-test="to-cpr">${t('CPR beat and AED')}</a>
    <button class="button" @click=${() => void phone.signOut()}>${t('Sign out')}</button>
  </main>`;
}
