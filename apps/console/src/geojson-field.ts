import { typed } from '#web/forms';
import { t } from '#web/language';

/** What stands in a field for GeoJSON, or why it cannot be read, one sentence. */
export type GeoJsonRead =
  | { readonly ok: true; readonly geometry: unknown }
  | { readonly ok: false; readonly sentence: string };

/**
 * What was pasted into a field for GeoJSON: a geometry, or the one of a Feature; null where it is
 * empty. Its shape is judged by the server. The field itself is never marked as wrong: it may be
 * folded away, or be filled by the map meanwhile.
 */
export function geoJsonOf(form: HTMLFormElement, name: string): GeoJsonRead {
  const text = typed(form, name);
  if (text === '') return { ok: true, geometry: null };
  try {
    const value = JSON.parse(text) as { readonly type?: unknown; readonly geometry?: unknown };
    return { ok: true, geometry: value.type === 'Feature' ? value.geometry : value };
  } catch {
    return { ok: false, sentence: t('The GeoJSON cannot be read: it is no JSON.') };
  }
}
