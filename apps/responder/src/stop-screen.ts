import { html, nothing, type TemplateResult } from 'lit';
import type { NoteView } from '#contracts/note-api';
import { t } from '#web/language';
import type { Phone } from './phone';

/** Covers everything until it is read: whoever is on the way must not miss that they stop. */
export function stopScreen(phone: Phone, note: NoteView): TemplateResult {
  return html`<main class="full stand-down" data-test="stop">
    ${
      note.isExercise
        ? html`<p class="mode">${t('Exercise – nothing of this is real')}</p>`
        : nothing
    }
    <p class="stop" aria-hidden="true">✕</p>
    <div role="alert">
      <h1 tabindex="-1" data-screen="stop ${note.noteId}">${note.title}</h1>
      <p class="stand-down-why">${note.text}</p>
    </div>
    <button class="answer yes" data-test="understood" @click=${() => void phone.own.work.see(note)}>
      ${t('Understood')}
    </button>
  </main>`;
}
