import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { t } from '#web/language';
import { toSight } from './to-sight';

/** A secret that the server tells this once, with a way to copy it. */
export function shownOnce(what: {
  readonly title: string;
  readonly secret: string;
  readonly says: string;
  readonly name: string;
}): TemplateResult {
  return html`<section class="shown-once" role="status" data-test="shown-once" ${ref(toSight)}>
    <h2>${what.title}</h2>
    <p>${what.says} <strong>${t('It is shown only now.')}</strong></p>
    <code class="secret" tabindex="0" data-test=${what.name}>${what.secret}</code>
    <p class="deeds">
      <button class="button" @click=${(event: Event) => void copy(event, what.secret)}>
        ${t('Copy')}
      </button>
    </p>
  </section>`;
}

async function copy(event: Event, secret: string): Promise<void> {
  const button = event.currentTarget as HTMLButtonElement;
  try {
    await navigator.clipboard.writeText(secret);
    button.textContent = t('Copied');
  } catch {
    // The browser gives no leave: select it, so that it can be copied by hand.
    const code = button.closest('section')?.querySelector('code');
    if (code instanceof HTMLElement) getSelection()?.selectAllChildren(code);
  }
}
