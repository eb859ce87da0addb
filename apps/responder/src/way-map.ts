import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { t } from '#web/language';
import { toPlace } from '#web/points';
import type { MapLayers, MapPoint } from '#web/map/map-kinds';
import type { Phone } from './phone';
import { session } from './session';

/** A position that moved less than this changes nothing on the map. */
const STEP_DEG = 0.00005;

let drawn: { readonly key: string; readonly layers: MapLayers } = { key: '', layers: {} };

/**
 * The way on a map: the AED, the patient, and where the phone is. It is fetched when somebody is
 * on the way and not before; everything it shows stands in words beside it, so the way goes on
 * where it cannot be loaded.
 */
export function wayMap(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  if (alert.exact === null) return nothing;
  const { map } = phone.way;
  if (map === 'not-asked') void phone.way.loadMap();
  if (map === 'failed') return nothing;
  if (map !== 'there') {
    return html`<p class="way-map soft" role="status">${t('Loading the map …')}</p>`;
  }
  return html`<closeby-map
    class="way-map"
    data-test="way-map"
    .label=${t('Map of the way')}
    .bearer=${() => session.token()}
    .layers=${layersOf(phone, alert)}
    .view=${'all'}
  ></closeby-map>`;
}

/** The same object while nothing has moved: the map draws only what is new. */
function layersOf(phone: Phone, alert: AlertView): MapLayers {
  const points = pointsOf(phone, alert);
  const key = points
    .map(({ id, kind, at }) => `${id} ${kind} ${at.lat.toFixed(5)} ${at.lon.toFixed(5)}`)
    .join();
  if (key !== drawn.key) drawn = { key, layers: { points, lines: lineOf(points) } };
  return drawn.layers;
}

function pointsOf({ positions, orders }: Phone, alert: AlertView): MapPoint[] {
  const { exact, order } = alert;
  const points: MapPoint[] = [];
  const { here } = positions;
  if (here !== null) {
    const round = (degrees: number): number => Math.round(degrees / STEP_DEG) * STEP_DEG;
    const at = { lat: round(here.place.lat), lon: round(here.place.lon) };
    points.push({ id: 'here', kind: 'here', at, label: t('You') });
  }
  if (order?.aed !== undefined && order.aed !== null && orders.heldIn(alert) === null) {
    const at = toPlace(order.aed.place);
    points.push({ id: 'aed', kind: 'aed-reserved', at, label: t('1 · AED') });
  }
  if (exact !== null) {
    const label = points.some(({ id }) => id === 'aed') ? t('2 · Patient') : t('Patient');
    points.push({
      id: 'patient',
      kind: 'incident-life-threatening',
      at: toPlace(exact.place),
      label,
    });
  }
  return points;
}

/** In the order in which they are to be gone to, as the crow flies. */
function lineOf(points: readonly MapPoint[]): NonNullable<MapLayers['lines']> {
  return points.length < 2 ? [] : [{ id: 'way', kind: 'link', places: points.map(({ at }) => at) }];
}
