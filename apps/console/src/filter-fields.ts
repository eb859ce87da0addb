import { html, type TemplateResult } from 'lit';
import { t } from '#web/language';

interface Filter {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}

type Control = HTMLInputElement | HTMLSelectElement;

/** Words that a list is narrowed down by as they are typed. */
export function filterWords(filter: Filter): TemplateResult {
  return html`<div class="field">
    <label for=${filter.id}>${filter.label}</label>
    <input
      id=${filter.id}
      type="search"
      maxlength="200"
      autocomplete="off"
      spellcheck="false"
      .value=${filter.value}
      @input=${taken(filter)}
    />
  </div>`;
}

/** One of a few, or any. */
export function filterChoice(
  filter: Filter & { readonly choices: readonly (readonly [string, string])[] },
): TemplateResult {
  return html`<div class="field">
    <label for=${filter.id}>${filter.label}</label>
    <select id=${filter.id} @change=${taken(filter)}>
      <option value="" ?selected=${filter.value === ''}>${t('Any')}</option>
      ${filter.choices.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${filter.value === value}>${words}</option>`,
      )}
    </select>
  </div>`;
}

/** A day. */
export function filterDay(filter: Filter): TemplateResult {
  return html`<div class="field">
    <label for=${filter.id}>${filter.label}</label>
    <input id=${filter.id} type="date" required .value=${filter.value} @change=${taken(filter)} />
  </div>`;
}

function taken({ set }: Filter): (event: Event) => void {
  return (event) => set((event.currentTarget as Control).value);
}
