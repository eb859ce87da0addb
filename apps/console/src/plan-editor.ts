import { html, nothing, type TemplateResult } from 'lit';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { findField } from './json-field';
import { paretoChart } from './pareto-chart';
import type { DraftProblem } from './plan-draft';
import type { ResponsePlans } from './response-plans';
import { shadowTable } from './shadow-table';

/** The text of a draft with what is wrong where, tried on past incidents before it is saved. */
export function planEditor(page: ResponsePlans): TemplateResult {
  const { draftProblem: problem } = page;
  const write = (event: Event): void => page.write((event.target as HTMLTextAreaElement).value);
  return html`<section class="editor" aria-labelledby="editor" data-test="editor">
    <h2 id="editor">${t('Draft')}</h2>
    <div class="field">
      <label for="draft">${t('Plan as JSON')}</label>
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
        ${page.busy === 'trying' ? t('Trying …') : t('Try on past incidents')}
      </button>
      <button
        class="button"
        data-test="save"
        ?disabled=${page.busy !== null}
        @click=${() => void page.save()}
      >
        ${t('Save as a draft')}
      </button>
      <button class="button" ?disabled=${page.busy !== null} @click=${() => page.discard()}>
        ${t('Discard')}
      </button>
    </p>
    ${page.shadow === null ? nothing : html`${comparison(page)} ${shadowTable(page.shadow)}`}
  </section>`;
}

/** The draft among the plans it could be exchanged for. */
function comparison(page: ResponsePlans): TemplateResult {
  const { comparisons } = page;
  return html`${paretoChart(comparisons.points)}
    ${
      comparisons.problem === null
        ? nothing
        : html`<p class="refusal" role="alert">${comparisons.problem}</p>`
    }
    <p class="deeds">
      <button
        class="button"
        data-test="compare-presets"
        ?disabled=${comparisons.busy}
        @click=${() => void page.compareWithPresets()}
      >
        ${comparisons.busy ? t('Trying …') : t('Hold it against the presets')}
      </button>
    </p>`;
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
              spot === undefined
                ? nothing
                : html` <span class="soft">${t('line {{line}}', { line: spot.line })}</span>`
            }<br />`
    }
    ${sentenceOf({ code: 'invalid-field', detail })}
    ${
      spot === undefined
        ? nothing
        : html`<button class="link" data-test="show-field" @click=${show}>${t('Show it')}</button>`
    }
  </p>`;
}
