import { html, type TemplateResult } from 'lit';
import { t } from '#web/language';

/** A place in figures, as maps show and copy it. */
export function placeFields(prefix: string): TemplateResult {
  return html`<div class="field wide">
    <label for="${prefix}-place">${t('Place: latitude, longitude')}</label>
    <input
      id="${prefix}-place"
      name="place"
      required
      class="figures"
      maxlength="60"
      inputmode="text"
      autocomplete="off"
      placeholder="36.85300, -75.97920"
      aria-describedby="${prefix}-place-hint"
      @input=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity('')}
    />
    <p id="${prefix}-place-hint" class="soft small">
      ${t('As a map copies it: degrees, north first')}
    </p>
  </div>`;
}
