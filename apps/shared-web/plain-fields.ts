import { html, nothing, type TemplateResult } from 'lit';

/*
 * Fields of forms that are read when they are sent: nothing of them is kept while people type.
 * Their ids are their names after a prefix, so that a page can hold several forms.
 */

interface Plain {
  readonly prefix: string;
  readonly name: string;
  readonly label: string;
  readonly wide?: boolean;
}

/** One line, a number, or a day with time. */
export function plainField(
  field: Plain & {
    readonly type?: 'text' | 'number' | 'datetime-local' | 'tel' | 'email' | 'url';
    readonly value?: string;
    readonly required?: boolean;
    readonly min?: number;
    readonly max?: number;
    readonly step?: string;
    readonly hint?: string;
    /** What alone may be typed, as the browser checks it; the hint says it in words. */
    readonly pattern?: string;
  },
): TemplateResult {
  const { prefix, name, label, type = 'text', value = '', required = true, hint } = field;
  const isNumber = type === 'number';
  const id = `${prefix}-${name}`;
  return html`<div class="field ${field.wide === true ? 'wide' : ''}">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${name}
      type=${type}
      value=${value}
      ?required=${required}
      min=${isNumber ? (field.min ?? 0) : nothing}
      max=${isNumber ? (field.max ?? nothing) : nothing}
      step=${field.step ?? nothing}
      pattern=${field.pattern ?? nothing}
      title=${field.pattern === undefined ? nothing : (hint ?? nothing)}
      maxlength=${type === 'text' ? (field.max ?? 200) : nothing}
      autocomplete="off"
      aria-describedby=${hint === undefined ? nothing : `${id}-hint`}
    />
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="soft small">${hint}</p>`}
  </div>`;
}

/** Several lines. */
export function plainText(
  field: Plain & {
    readonly max?: number;
    readonly rows?: number;
    readonly value?: string;
    readonly required?: boolean;
  },
): TemplateResult {
  const { prefix, name, label, max = 2_000, rows = 3, value = '', required = true } = field;
  return html`<div class="field ${field.wide === false ? '' : 'wide'}">
    <label for="${prefix}-${name}">${label}</label>
    <textarea
      id="${prefix}-${name}"
      name=${name}
      rows=${rows}
      maxlength=${max}
      ?required=${required}
      .defaultValue=${value}
    ></textarea>
  </div>`;
}

/** One of a few. */
export function plainChoice(
  field: Plain & {
    readonly choices: readonly (readonly [string, string])[];
    readonly chosen?: string;
    readonly set?: (value: string) => void;
  },
): TemplateResult {
  const { prefix, name, label, choices, chosen, set } = field;
  const changed = (event: Event): void => set?.((event.currentTarget as HTMLSelectElement).value);
  return html`<div class="field ${field.wide === true ? 'wide' : ''}">
    <label for="${prefix}-${name}">${label}</label>
    <select id="${prefix}-${name}" name=${name} @change=${changed}>
      ${choices.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${value === chosen}>${words}</option>`,
      )}
    </select>
  </div>`;
}
