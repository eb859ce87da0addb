import { html, nothing, type TemplateResult } from 'lit';

interface FieldOf {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly hint?: string;
  readonly required?: boolean;
  readonly wide?: boolean;
}

type Written = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A line of text that is kept as it is typed. */
export function textField(
  field: FieldOf & { readonly max?: number; readonly placeholder?: string },
): TemplateResult {
  return framed(
    field,
    html`<input
      id=${field.id}
      .value=${field.value}
      ?required=${field.required ?? true}
      maxlength=${field.max ?? 200}
      placeholder=${field.placeholder ?? nothing}
      autocomplete="off"
      aria-describedby=${hintId(field)}
      @input=${taken(field)}
    />`,
  );
}

/** Several lines of text. */
export function longField(field: FieldOf & { readonly max?: number }): TemplateResult {
  return framed(
    field,
    html`<textarea
      id=${field.id}
      rows="3"
      .value=${field.value}
      ?required=${field.required ?? true}
      maxlength=${field.max ?? 2_000}
      aria-describedby=${hintId(field)}
      @input=${taken(field)}
    ></textarea>`,
  );
}

/** A number, typed as text until it is read. */
export function numberField(
  field: FieldOf & { readonly min?: number; readonly max?: number; readonly step?: number },
): TemplateResult {
  return framed(
    field,
    html`<input
      id=${field.id}
      type="number"
      .value=${field.value}
      ?required=${field.required ?? true}
      min=${field.min ?? 0}
      max=${field.max ?? nothing}
      step=${field.step ?? 1}
      aria-describedby=${hintId(field)}
      @input=${taken(field)}
    />`,
  );
}

/** Day and time in the reader's zone. */
export function momentField(field: FieldOf): TemplateResult {
  return framed(
    field,
    html`<input
      id=${field.id}
      type="datetime-local"
      .value=${field.value}
      ?required=${field.required ?? true}
      aria-describedby=${hintId(field)}
      @input=${taken(field)}
    />`,
  );
}

/** A whole day; which zone counts it stands in its label. */
export function dayField(field: {
  readonly name: string;
  readonly label: string;
  readonly day: string;
}): TemplateResult {
  return html`<div class="field">
    <label for="export-${field.name}">${field.label}</label>
    <input id="export-${field.name}" name=${field.name} type="date" required value=${field.day} />
  </div>`;
}

/** One of a few. */
export function choiceField(
  field: FieldOf & { readonly choices: readonly (readonly [string, string])[] },
): TemplateResult {
  return framed(
    field,
    html`<select id=${field.id} aria-describedby=${hintId(field)} @change=${taken(field)}>
      ${field.choices.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${value === field.value}>${words}</option>`,
      )}
    </select>`,
  );
}

/** Any of several, each a tick. */
export function tickFields<T extends string>(options: {
  readonly legend: string;
  readonly choices: readonly (readonly [T, string])[];
  readonly chosen: readonly T[];
  readonly set: (chosen: T[]) => void;
  readonly hint?: string;
}): TemplateResult {
  const { legend, choices, chosen, set, hint } = options;
  return html`<fieldset class="ticks wide">
    <legend>${legend}</legend>
    ${hint === undefined ? nothing : html`<p class="soft small">${hint}</p>`}
    <div class="tick-rows">
      ${choices.map(
        ([value, words]) =>
          html`<label class="tick-line">
            <input
              type="checkbox"
              .checked=${chosen.includes(value)}
              @change=${() => set(toggled(chosen, value))}
            />
            <span>${words}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function toggled<T>(chosen: readonly T[], value: T): T[] {
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
}

function framed(field: FieldOf, control: TemplateResult): TemplateResult {
  return html`<div class="field ${field.wide === true ? 'wide' : ''}">
    <label for=${field.id}>${field.label}</label>
    ${control}
    ${
      field.hint === undefined
        ? nothing
        : html`<p id="${field.id}-hint" class="soft small">${field.hint}</p>`
    }
  </div>`;
}

function hintId(field: FieldOf): string | typeof nothing {
  return field.hint === undefined ? nothing : `${field.id}-hint`;
}

function taken(field: FieldOf): (event: Event) => void {
  return (event) => field.set((event.currentTarget as Written).value);
}
