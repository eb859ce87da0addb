import { html, nothing, type TemplateResult } from 'lit';
import { placeholdersOf } from '#core/message-templates';
import { count, t } from '#web/language';
import { previewOf, type Draft, type DraftPreview } from './template-preview';
import type { Templates } from './templates';

/** Words being written, with what would be sent and what is wrong with them, as they are typed. */
export function templateEditor(page: Templates, draft: Draft): TemplateResult {
  const preview = previewOf(draft);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void page.save();
  };
  const typed = (field: 'title' | 'body') => (event: Event) => {
    const { value } = event.target as HTMLInputElement | HTMLTextAreaElement;
    page.write({ ...draft, [field]: value });
  };
  const { kind, language } = draft.key;
  const fills = placeholdersOf(kind).map((name) => `{${name}}`);
  return html`<form class="sheet-form" @submit=${submit} data-test="editor">
    ${isTitled(draft.key) ? titleField(draft, typed('title')) : nothing}
    <div class="field">
      <label for="template-body">${t('Text')}</label>
      <textarea
        id="template-body"
        rows="4"
        maxlength="1000"
        required
        lang=${language}
        aria-describedby="template-fills template-fault"
        .value=${draft.body}
        @input=${typed('body')}
      ></textarea>
      <p id="template-fills" class="soft small">
        ${t('Filled in when it is sent: {{words}}', { words: fills.join(', ') })}
      </p>
    </div>
    <p
      id="template-fault"
      class=${preview.fault === null ? 'hidden-visually' : 'refusal'}
      role="status"
      data-test="template-fault"
    >
      ${preview.fault ?? t('These words can be used.')}
    </p>
    ${page.problem === null ? nothing : html`<p class="refusal" role="alert">${page.problem}</p>`}
    ${sent(draft, preview)} ${deeds(page, preview)}
  </form>`;
}

function deeds(page: Templates, { fault }: DraftPreview): TemplateResult {
  return html`<p class="deeds">
    <button
      class="button primary"
      data-test="save-template"
      ?disabled=${page.busy || fault !== null}
    >
      ${t('Save')}
    </button>
    <button type="button" class="button" @click=${() => page.write(null)}>${t('Discard')}</button>
  </p>`;
}

function sent({ key }: Draft, { title, body, size }: DraftPreview): TemplateResult {
  const length = count(size.characters, 'character', 'characters');
  const cost =
    key.channel === 'sms'
      ? `, ${t('{{segments}} SMS in {{alphabet}}', {
          segments: size.segments,
          alphabet: size.alphabet,
        })}`
      : '';
  return html`<div>
    <p class="soft small">
      ${key.channel === 'voice' ? t('As it would be spoken') : t('As it would be sent')}
    </p>
    <blockquote lang=${key.language} data-test="preview">
      ${isTitled(key) ? html`<p><strong>${title}</strong></p>` : nothing}
      <p class="said">${body}</p>
    </blockquote>
    <p class="soft small figures" data-test="size">${length}${cost}</p>
  </div>`;
}

/** An SMS and a call have no title. */
function isTitled({ channel }: Draft['key']): boolean {
  return channel !== 'sms' && channel !== 'voice';
}

function titleField(draft: Draft, typed: (event: Event) => void): TemplateResult {
  return html`<div class="field">
    <label for="template-title">${t('Title')}</label>
    <input
      id="template-title"
      maxlength="80"
      lang=${draft.key.language}
      .value=${draft.title}
      @input=${typed}
    />
  </div>`;
}
