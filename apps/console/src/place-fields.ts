import { html, type TemplateResult } from 'lit';
import { TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { t } from '#web/language';
import { sayPlace } from '#web/place-text';

/** A place in figures, as maps show and copy it, with what it is read as. */
export function placeFields(prefix: string): TemplateResult {
  return html`<div class="field wide">
    <label for="${prefix}-place">${t('Place')}</label>
    <input
      id="${prefix}-place"
      name="place"
      required
      class="figures"
      maxlength=${TYPED_PLACE_LENGTH_MAX}
      inputmode="text"
      autocomplete="off"
      placeholder="36.85300, -75.97920"
      aria-describedby="${prefix}-place-hint ${prefix}-place-read"
      @input=${(event: Event) => sayPlace(event.currentTarget as HTMLInputElement)}
    />
    <p id="${prefix}-place-hint" class="soft small">
      ${t('Degrees as a map copies them, north first; a Plus Code; a grid reference')}
    </p>
    <output
      id="${prefix}-place-read"
      for="${prefix}-place"
      class="soft small"
      data-test="${prefix}-place-read"
    ></output>
  </div>`;
}
