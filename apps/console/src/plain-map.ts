import { html, type TemplateResult } from 'lit';
import type { MapLayers, MapView } from '#web/map/map-kinds';
import type { AreaTools } from './area-tools';

/** A map that is only looked at. */
export function plainMap(of: {
  readonly tools: AreaTools;
  readonly label: string;
  readonly layers: MapLayers;
  readonly view?: MapView;
  readonly onChoose?: (id: string) => void;
}): TemplateResult {
  const { tools, label, layers, view = 'all', onChoose } = of;
  tools.load();
  return html`<closeby-map
    class="area-map-ground"
    .label=${label}
    .layers=${layers}
    .view=${view}
    .drawing=${null}
    .bearer=${tools.bearer}
    @closeby-choose=${(event: CustomEvent<{ readonly id: string }>) => onChoose?.(event.detail.id)}
  ></closeby-map>`;
}
