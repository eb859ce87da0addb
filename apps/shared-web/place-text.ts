import { html, type TemplateResult } from 'lit';
import type { PointMessage } from '#contracts/shapes';
import { typed } from './forms';
import { t } from './language';
import { placeOf } from './place-of';

const DIGITS = 5;

/** A place in figures, as maps copy it, or where this phone is. */
export function placeText(prefix: string): TemplateResult {
  const here = (event: Event): void => {
    const field = (event.currentTarget as HTMLElement).closest('form')?.elements.namedItem('place');
    if (!(field instanceof HTMLInputElement)) return;
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field.value = `${coords.latitude.toFixed(DIGITS)}, ${coords.longitude.toFixed(DIGITS)}`;
      field.setCustomValidity('');
    });
  };
  return html`<div class="field wide">
    <label for="${prefix}-place">${t('Place: latitude, longitude')}</label>
    <input
      id="${prefix}-place"
      name="place"
      required
      class="figures"
      maxlength="60"
      autocomplete="off"
      placeholder="36.85300, -75.97920"
      @input=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity('')}
    />
    <button type="button" class="link" @click=${here}>${t('Where I am now')}</button>
  </div>`;
}

/** The place that was typed; null, and said at the field, where it is none. */
export function readPlace(form: HTMLFormElement): PointMessage | null {
  const place = placeOf(typed(form, 'place'));
  if (place !== null) return place;
  const field = form.elements.namedItem('place');
  if (field instanceof HTMLInputElement) {
    field.setCustomValidity(t('Two numbers: degrees north, then degrees east.'));
    field.reportValidity();
  }
  return null;
}
