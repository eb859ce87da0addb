import { typed } from '#web/forms';

/**
 * What was pasted into a field for GeoJSON: a geometry, or the one of a Feature; null where it is
 * empty. Undefined, and said at the field, where it is no JSON: its shape is judged by the server.
 */
export function geoJsonOf(form: HTMLFormElement, name: string): unknown {
  const text = typed(form, name);
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLTextAreaElement) field.setCustomValidity('');
  if (text === '') return null;
  try {
    const value = JSON.parse(text) as { readonly type?: unknown; readonly geometry?: unknown };
    return value.type === 'Feature' ? value.geometry : value;
  } catch {
    if (field instanceof HTMLTextAreaElement) {
      field.setCustomValidity('This cannot be read as JSON.');
      field.reportValidity();
    }
    return undefined;
  }
}
