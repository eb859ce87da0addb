import { html, type TemplateResult } from 'lit';
import type { RegisteredAedView } from '#contracts/aed-register-api';
import { t } from '#web/language';
import type { MapLayers, MapPoint, PointKind } from '#web/map/map-kinds';
import type { Aeds } from './aeds';

/** The AEDs of the list on the map; one is opened by choosing it, a new one by pointing. */
export function aedsMap(page: Aeds): TemplateResult {
  if (!page.isMapReady) return html`<p class="soft">${t('Loading …')}</p>`;
  const items = page.items ?? [];
  const isPointing = page.opened === 'new';
  return html`<closeby-map
    class="register-map"
    data-test="aeds-map"
    .label=${t('AEDs of this list')}
    .layers=${layersOf(items)}
    .view=${'all'}
    .bearer=${page.bearer}
    .drawing=${isPointing ? 'point' : null}
    @closeby-choose=${(event: CustomEvent<{ id: string }>) => {
      const chosen = items.find(({ id }) => id === event.detail.id);
      if (chosen !== undefined) page.open(chosen);
    }}
    @closeby-drawn=${(event: CustomEvent<{ type: string; coordinates: unknown }>) => {
      const [lon, lat] = event.detail.coordinates as readonly unknown[];
      if (typeof lon === 'number' && typeof lat === 'number') page.point([lon, lat]);
    }}
  ></closeby-map>`;
}

const known = new WeakMap<readonly RegisteredAedView[], MapLayers>();

/** The same list is the same layers, so that the map does not draw them anew. */
function layersOf(items: readonly RegisteredAedView[]): MapLayers {
  const layers = known.get(items) ?? { points: items.map(pointOf) };
  known.set(items, layers);
  return layers;
}

function pointOf({ id, name, place, status, open }: RegisteredAedView): MapPoint {
  const [lon, lat] = place.coordinates;
  const isUsable = status === 'available' || status === 'unverified';
  const kinds = { open: 'aed-open', closed: 'aed-shut', unknown: 'aed-unknown' } as const;
  const kind: PointKind = isUsable ? kinds[open] : 'aed-shut';
  return { id, kind, at: { lat, lon }, label: name };
}
