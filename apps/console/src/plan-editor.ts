import { html, nothing, type TemplateResult } from 'lit';
import { sentenceOf } from '#web/http';
import { findField } from './json-field';
import type { DraftProblem } from './plan-draft';
import type { ResponsePlans } from './response-plans';
import { shadowTable } from './shadow-table';

/** The text of a draft with what is wrong where, tried on past incidents before it is saved. */
export function planEditor(page: ResponsePlans): TemplateResult {
  const { draftProblem: problem } = page;
  const write = (event: Event): void => page.write((event.target as HTMLTextAreaElement).value);
  return html`<section class="editor" aria-labelledby="editor" data-test="editor">
    <h2 id="editor">Draft</h2>
    <div class="field">
      <label for="draft">Plan as JSON</label>
      <textarea
        id="draft"
        rows="22"
        spellcheck="false"
        autocapitalize="none"
        wrap="off"
        .value=${page.draft ?? ''}
        aria-invalid=${problem === null ? 'false' : 'true'}
        aria-describedby="draft-problem"
        @input=${write}
      ></textarea>
    </div>
    <div id="draft-problem">${problem === null ? nothing : problemLine(problem)}</div>
    <p class="deeds">
      <button
        class="button primary"
        data-test="try"
        ?disabled=${page.busy !== null}
        @click=${() => void page.tryDraft()}
      >
        ${page.busy === 'trying' ? 'Trying …' : 'Try on past incidents'}
      </button>
      <button
        class="button"
        data-test="save"
        ?disabled=${page.busy !== null}
        @click=${() => void page.save()}
      >
        Save as a draft
      </button>
      <button class="button" ?disabled=${page.busy !== null} @click=${() => page.discard()}>
        Discard
      </button>
    </p>
    ${page.shadow === null ? nothing : shadowTable(page.shadow)}
  </section>`;
}

function problemLine(problem: DraftProblem): TemplateResult {
  const { field, detail, text } = problem;
  const spot = field === null ? undefined : findField(text, field);
  const show = (): void => {
    const area = document.querySelector<HTMLTextAreaElement>('#draft');
    if (area === null || spot === undefined) return;
    const lines = area.value.split('\n').length;
    area.focus();
    area.setSelectionRange(spot.from, spot.to);
    // Browsers do not scroll to a selection by themselves.
    area.scrollTop = Math.max(0, ((spot.line - 4) / lines) * area.scrollHeight);
  };
  return html`<p class="refusal" role="alert" data-test="draft-problem">
    ${
      field === null
        ? nothing
        : html`<strong><code>${field}</code></strong
            >${
              spot === undefined ? nothing : html` <span class="soft">line ${spot.line}</span>`
            }<br />`
    }
    ${sentenceOf({ code: 'invalid-field', detail })}
    ${
      spot === undefined
        ? nothing
        : html`<button class="link" data-test="show-field" @click=${show}>Show it</button>`
    }
  </p>`;
}
