import { html, type TemplateResult } from 'lit';
import type { PointMessage } from '#contracts/shapes';
import { TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { typed } from './forms';
import { t } from './language';
import { placeFault, placeOf, placeWords } from './place-of';

const DIGITS = 5;

/** A place in figures, as maps copy it, or where this phone is. */
export function placeText(prefix: string): TemplateResult {
  const here = (event: Event): void => {
    const field = (event.currentTarget as HTMLElement).closest('form')?.elements.namedItem('place');
    if (!(field instanceof HTMLInputElement)) return;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field.value = `${coords.latitude.toFixed(DIGITS)}, ${coords.longitude.toFixed(DIGITS)}`;
      sayPlace(field);
    });
  };
  return html`<div class="field wide">
    <label for="${prefix}-place">${t('Place')}</label>
    <input
      id="${prefix}-place"
      name="place"
      required
      class="figures"
      maxlength=${TYPED_PLACE_LENGTH_MAX}
      autocomplete="off"
      placeholder="36.85300, -75.97920"
      aria-describedby="${prefix}-place-read"
      @input=${(event: Event) => sayPlace(event.currentTarget as HTMLInputElement)}
    />
    <output id="${prefix}-place-read" for="${prefix}-place" class="soft small"></output>
    <button type="button" class="link" @click=${here}>${t('Where I am now')}</button>
  </div>`;
}

/** Says below a field what its text is read as. */
export function sayPlace(field: HTMLInputElement): void {
  field.setCustomValidity('');
  const said = field.parentElement?.querySelector('output');
  if (said) said.value = placeWords(field.value);
}

/** The place that was typed; null, and said at the field, where it is none. */
export function readPlace(form: HTMLFormElement): PointMessage | null {
  const place = placeOf(typed(form, 'place'));
  if (place !== null) return place;
  const field = form.elements.namedItem('place');
  if (field instanceof HTMLInputElement) {
    field.setCustomValidity(placeFault(field.value));
    field.reportValidity();
  }
  return null;
}
