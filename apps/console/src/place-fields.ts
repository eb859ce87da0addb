import { html, type TemplateResult } from 'lit';
import { fromPlace, type PointMessage } from '#contracts/shapes';
import { typed } from '#web/forms';

const PLACE = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/u;
const LAT_MAX = 90;
const LON_MAX = 180;

/** A place in figures, as maps show and copy it. */
export function placeFields(prefix: string): TemplateResult {
  return html`<div class="field wide">
    <label for="${prefix}-place">Place: latitude, longitude</label>
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
    <p id="${prefix}-place-hint" class="soft small">As a map copies it: degrees, north first</p>
  </div>`;
}

/** The place that was typed; null, and said at the field, where it is none. */
export function placeTyped(form: HTMLFormElement): PointMessage | null {
  const place = placeOf(typed(form, 'place'));
  if (place !== null) return place;
  const field = form.elements.namedItem('place');
  if (field instanceof HTMLInputElement) {
    field.setCustomValidity('Two numbers: degrees north, then degrees east.');
    field.reportValidity();
  }
  return null;
}

/** A place as a map copies it, degrees north first; null where it is none. */
export function placeOf(text: string): PointMessage | null {
  const [, north = '', east = ''] = PLACE.exec(text) ?? [];
  const [lat, lon] = [Number(north), Number(east)];
  const isPlace = north !== '' && Math.abs(lat) <= LAT_MAX && Math.abs(lon) <= LON_MAX;
  return isPlace ? fromPlace({ lat, lon }) : null;
}
