import { html, nothing, type TemplateResult } from 'lit';
import type { Desk } from './desk';

/** Asks for the dispatcher's key. */
export function signInPage(desk: Desk): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key === 'string') void desk.signIn(key.trim());
  };
  return html`<main class="sheet">
    <h1>Closeby console</h1>
    <p class="soft">Sign in with the key of your control room. It is kept until this tab closes.</p>
    ${
      desk.problem === null
        ? nothing
        : html`<p class="refusal" role="alert" data-test="problem">${desk.problem}</p>`
    }
    <form class="sheet-form" @submit=${submit}>
      <div class="field">
        <label for="key">Key</label>
        <input id="key" name="key" type="password" required autocomplete="off" spellcheck="false" />
      </div>
      <button class="button primary" ?disabled=${desk.busy}>Sign in</button>
    </form>
  </main>`;
}
