import { html, nothing, type TemplateResult } from 'lit';
import type { OwnPart } from './own-part';

/** What became of the last deed of one part: refused or done. */
export function partOutcome(part: OwnPart): TemplateResult {
  return html`${
    part.problem === null
      ? nothing
      : html`<p class="refusal" role="alert" data-test="own-problem">${part.problem}</p>`
  }
  ${
    part.news === null
      ? nothing
      : html`<p class="saved" role="status" data-test="own-news">
          <span aria-hidden="true">✓</span> ${part.news}
        </p>`
  }`;
}

/** A form's handler: the screen stays, and the deed is given the form. */
export function submitting(deed: (form: HTMLFormElement) => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    deed(event.currentTarget as HTMLFormElement);
  };
}

/** What was typed into a field of this form, without the spaces around it. */
export function typed(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A telephone number as it is dialled: people write it in groups. */
export function dialled(number: string): string {
  return number.replace(/[\s()./-]/gu, '');
}

/** Six digits from a message, in one field that phones fill by themselves. */
export function codeField(id: string, label: string): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name="code"
      class="code-input figures"
      required
      inputmode="numeric"
      pattern="[0-9 ]{6,7}"
      autocomplete="one-time-code"
    />
  </div>`;
}

/** Day, in the reader's zone. */
export function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** Day and time, in the reader's zone. */
export function momentOf(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
