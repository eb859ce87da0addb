import { html, nothing, type TemplateResult } from 'lit';
import type { SignInWays } from '#contracts/sign-in-api';
import { codeField, submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import type { Door } from './door';
import { firstSignIn } from './first-sign-in';
import { doorProblem, secretTyped } from './sign-in-fields';

/** Asks who is there: by their organisation's own ways, or with the key of a control room. */
export function signInPage(door: Door): TemplateResult {
  if (door.looking) {
    return html`<main class="sheet">
      <h1>${t('Closeby console')}</h1>
      <p class="soft" role="status">${t('Looking whether you are signed in …')}</p>
    </main>`;
  }
  if (door.invitation !== null) return firstSignIn(door);
  return html`<main class="sheet" data-test="sign-in">
    <h1>${t('Closeby console')}</h1>
    ${doorProblem(door)} ${door.ways === null ? organisationForm(door) : waysIn(door, door.ways)}
    ${keyForm(door)} ${languageChoice()}
  </main>`;
}

function organisationForm(door: Door): TemplateResult {
  return html`<form
    class="sheet-form"
    @submit=${submitting((form) => void door.askWays(typed(form, 'organisation')))}
  >
    <div class="field">
      <label for="organisation">${t('Organisation')}</label>
      <input
        id="organisation"
        name="organisation"
        required
        maxlength="80"
        autocomplete="organization"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="organisation-hint"
        .value=${door.organisation}
      />
      <p id="organisation-hint" class="soft small">
        ${t('Its short name, as in the link your supervisor gave you')}
      </p>
    </div>
    <button class="button primary" data-test="continue" ?disabled=${door.busy}>
      ${t('Continue')}
    </button>
  </form>`;
}

function waysIn(door: Door, ways: SignInWays): TemplateResult {
  return html`<p class="organisation-line">
      <span
        >${t('Sign in to')}
        <strong data-test="organisation">${ways.organisation.name}</strong></span
      >
      <button class="link" data-test="other" @click=${() => door.forgetOrganisation()}>
        ${t('Another organisation')}
      </button>
    </p>
    ${
      ways.oidc === null
        ? nothing
        : html`<a
            class="button primary"
            data-test="oidc"
            href="/v1/sign-in/oidc/start?organisation=${encodeURIComponent(ways.organisation.slug)}"
            >${t('Sign in with {{provider}}', { provider: ways.oidc })}</a
          >`
    }
    ${ways.local && ways.oidc !== null ? html`<p class="or soft">${t('or')}</p>` : nothing}
    ${ways.local ? localForm(door, ways.oidc === null) : nothing}
    ${
      ways.local || ways.oidc !== null
        ? nothing
        : html`<p class="soft">
            ${t('Nobody signs in here by name: this organisation has keys only.')}
          </p>`
    }`;
}

function localForm(door: Door, isFirst: boolean): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void door.signInLocally({
      email: typed(form, 'email'),
      password: secretTyped(form, 'password'),
      code: typed(form, 'code').replace(/\s/gu, ''),
    });
  return html`<form class="sheet-form" data-test="local" @submit=${submitting(submit)}>
    <div class="field">
      <label for="email">${t('E-mail')}</label>
      <input id="email" name="email" type="email" required autocomplete="username" />
    </div>
    <div class="field">
      <label for="password">${t('Password')}</label>
      <input
        id="password"
        name="password"
        type="password"
        required
        autocomplete="current-password"
      />
    </div>
    ${codeField('code', t('Six digits from your authenticator'))}
    <button
      class="button ${isFirst ? 'primary' : ''}"
      data-test="sign-in-local"
      ?disabled=${door.busy}
    >
      ${t('Sign in')}
    </button>
  </form>`;
}

function keyForm(door: Door): TemplateResult {
  return html`<details class="key-way" data-test="key-way">
    <summary>${t('Use a key instead')}</summary>
    <form
      class="sheet-form"
      @submit=${submitting((form) => void door.signInWithKey(typed(form, 'key')))}
    >
      <p class="soft small">
        ${t('The key of a control room or of a demonstration. It is kept until this tab closes.')}
      </p>
      <div class="field">
        <label for="key">${t('Key')}</label>
        <input id="key" name="key" type="password" required autocomplete="off" spellcheck="false" />
      </div>
      <button class="button" data-test="sign-in-key" ?disabled=${door.busy}>
        ${t('Sign in with the key')}
      </button>
    </form>
  </details>`;
}
