import { html, type TemplateResult } from 'lit';
import type { Phone } from './phone';
import { refusal } from './parts';

/** Asks for the enrolment code the organisation has given. */
export function signInScreen(phone: Phone): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const code = new FormData(form).get('code');
    if (typeof code === 'string') void phone.signIn(code);
  };
  return html`<main class="sheet">
    <h1 tabindex="-1" data-screen="sign-in">Closeby responder</h1>
    <p class="soft">
      Sign this phone in with the enrolment code from your organisation. The code works once.
    </p>
    ${refusal(phone)}
    <form class="sheet-form" @submit=${submit}>
      <div class="field">
        <label for="code">Enrolment code</label>
        <input
          id="code"
          name="code"
          required
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck="false"
        />
      </div>
      <button class="button primary" ?disabled=${phone.busy}>Sign in</button>
    </form>
  </main>`;
}

/** Between sign-in and the first answer of the server. */
export function loadingScreen(phone: Phone): TemplateResult {
  return html`<main class="sheet">
    <h1 tabindex="-1" data-screen="loading">Closeby responder</h1>
    ${phone.problem === null ? html`<p class="soft">Connecting …</p>` : refusal(phone)}
    <button class="button" @click=${() => void phone.signOut()}>Sign out</button>
  </main>`;
}
