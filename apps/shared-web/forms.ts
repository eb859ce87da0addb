import { html, type TemplateResult } from 'lit';

/** A form's handler: the page stays, and the deed is given the form. */
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

/** Six digits, in groups if people like, in a field that phones fill by themselves. */
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
