import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import type {
  AreaGeometry,
  DrawnGeometry,
  MapArea,
  MapDrawing,
  MapPoint,
  MapView,
} from '#web/map/map-kinds';
import { boundsOf } from '#web/map/map-features';
import type { AreaTools, DrawnPart } from './area-tools';

/** An area that is drawn on a map, and what must be kept clear of people. */
export interface AreaMapOf {
  readonly tools: AreaTools;
  readonly label: string;
  readonly area: MapArea['shape'] | null;
  /** Left out: nothing can be excluded here. */
  readonly exclusions?: AreaGeometry | null;
  readonly points?: readonly MapPoint[];
  readonly set: (part: DrawnPart, geometry: AreaGeometry | null) => void;
  /** Another word here and the map looks at the area anew: it was chosen, and not drawn. */
  readonly fit?: string;
  /** The area may be drawn anew, and never taken away. */
  readonly isNeeded?: boolean;
  /** The area itself is only looked at. */
  readonly isFixed?: boolean;
}

/** The map with its tools: area and what is excluded, drawn, moved by corners, cleared. */
export function areaMap(of: AreaMapOf): TemplateResult {
  const { tools } = of;
  tools.load();
  return html`<div class="area-map wide">
    ${of.isFixed === true ? nothing : toolBar(of, 'area')}
    ${of.exclusions === undefined ? nothing : toolBar(of, 'exclusions')} ${drawnMap(of)}
  </div>`;
}

function toolBar(of: AreaMapOf, part: DrawnPart): TemplateResult {
  const { tools } = of;
  const drawn = part === 'area' ? of.area : (of.exclusions ?? null);
  const tool = (how: MapDrawing, words: string): TemplateResult => {
    const isOn = tools.tool?.part === part && tools.tool.how === how;
    return html`<button
      type="button"
      class="button"
      aria-pressed=${isOn ? 'true' : 'false'}
      data-test="${part}-${how}"
      @click=${() => tools.choose(isOn ? null : { part, how })}
    >
      ${words}
    </button>`;
  };
  const title = part === 'area' ? t('Area') : t('Keep out');
  return html`<p class="deeds map-tools" role="group" aria-label=${title}>
    <strong class="map-key ${part}">${title}</strong>
    ${tool('polygon', t('Draw'))} ${tool('circle', t('Circle'))}
    ${isGeometry(drawn) ? tool('edit', t('Move corners')) : nothing}
    ${
      drawn === null || (part === 'area' && of.isNeeded === true)
        ? nothing
        : html`<button
            type="button"
            class="button"
            data-test="${part}-clear"
            @click=${() => of.set(part, null)}
          >
            ${t('Clear')}
          </button>`
    }
  </p>`;
}

function drawnMap(of: AreaMapOf): TemplateResult {
  const { tools } = of;
  const drawn = (event: CustomEvent<DrawnGeometry | AreaGeometry>): void => {
    const { tool } = tools;
    const { detail } = event;
    if (tool === null || detail.type === 'Point') return;
    // The corners may be moved on; a figure is done with its last corner.
    if (tool.how !== 'edit') tools.choose(null);
    const before = tool.part === 'exclusions' ? (of.exclusions ?? null) : null;
    const isFurther = tool.how !== 'edit' && before !== null;
    of.set(tool.part, isFurther ? joined(before, detail) : detail);
  };
  return html`<closeby-map
    class="area-map-ground"
    .label=${of.label}
    .layers=${tools.layersOf(of)}
    .view=${viewOf(of)}
    .drawing=${tools.tool?.how ?? null}
    .drawn=${tools.editedOf(of)}
    .bearer=${tools.bearer}
    @closeby-drawn=${drawn}
    @closeby-cancel=${() => tools.choose(null)}
  ></closeby-map>`;
}

/** The area that was chosen; where there is none yet, what is known of the place. */
function viewOf({ area, points = [], tools, fit = '' }: AreaMapOf): MapView {
  const areas: MapArea[] = area === null ? [] : [{ id: 'area', kind: 'area', shape: area }];
  const bounds = boundsOf({ areas, points });
  if (bounds !== null) return tools.fitted(fit, bounds);
  return tools.home === null ? 'all' : tools.homeView(tools.home);
}

/** Two excluded areas as one. */
export function joined(before: AreaGeometry, further: AreaGeometry): AreaGeometry {
  const parts = [before, further].flatMap((one) =>
    one.type === 'Polygon' ? [one.coordinates] : one.coordinates,
  );
  return { type: 'MultiPolygon', coordinates: parts };
}

function isGeometry(shape: MapArea['shape'] | null): shape is AreaGeometry {
  return shape !== null && 'type' in shape;
}
