import type { Place } from '#core/geometry';
import type {
  AreaGeometry,
  MapArea,
  MapBounds,
  MapDrawing,
  MapLayers,
  MapPoint,
  MapView,
} from '#web/map/map-kinds';

const HOME_ZOOM = 11;

export type DrawnPart = 'area' | 'exclusions';

interface Tool {
  readonly part: DrawnPart;
  readonly how: MapDrawing;
}

interface Shown {
  readonly area: MapArea['shape'] | null;
  readonly exclusions?: AreaGeometry | null;
  readonly points?: readonly MapPoint[];
}

/** What is done on a map just now, and the map's own parts, made once and kept while they hold. */
export class AreaTools {
  tool: Tool | null = null;
  /** Where a map without anything on it looks. */
  home: Place | null = null;
  private isLoaded = false;
  private layers: { readonly key: string; readonly layers: MapLayers } | null = null;
  private edited: { readonly key: string; readonly drawn: AreaGeometry } | null = null;
  private view: { readonly at: Place; readonly view: MapView } | null = null;

  private fit: { readonly fit: string; readonly view: MapView } | null = null;

  constructor(
    readonly bearer: () => string | null,
    private readonly onChange: () => void,
  ) {}

  choose(tool: Tool | null): void {
    this.tool = tool;
    this.edited = null;
    this.onChange();
  }

  /** The map is fetched when one is shown for the first time. */
  load(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    void import('#web/map/closeby-map').then(() => this.onChange());
  }

  /** The same object for the same things: what has not changed is not drawn anew. */
  layersOf({ area, exclusions = null, points = [] }: Shown): MapLayers {
    const hidden = this.tool?.how === 'edit' ? this.tool.part : null;
    const key = JSON.stringify([area, exclusions, points, hidden]);
    if (this.layers?.key === key) return this.layers.layers;
    const areas: MapArea[] = [];
    if (area !== null && hidden !== 'area') areas.push({ id: 'area', kind: 'area', shape: area });
    if (exclusions !== null && hidden !== 'exclusions') {
      areas.push({ id: 'exclusions', kind: 'exclusion', shape: exclusions });
    }
    this.layers = { key, layers: { areas, points } };
    return this.layers.layers;
  }

  /** What is being changed by its corners: as it was when that began, so that nothing jumps. */
  editedOf({ area, exclusions = null }: Shown): AreaGeometry | null {
    const { tool } = this;
    if (tool?.how !== 'edit') return null;
    if (this.edited?.key === tool.part) return this.edited.drawn;
    const shape = tool.part === 'area' ? area : exclusions;
    if (shape === null || !('type' in shape)) return null;
    this.edited = { key: tool.part, drawn: shape };
    return shape;
  }

  /** What was fitted stays as it is looked at, until something else is chosen. */
  fitted(fit: string, bounds: MapBounds): MapView {
    if (this.fit?.fit !== fit) this.fit = { fit, view: { bounds } };
    return this.fit.view;
  }

  homeView(at: Place): MapView {
    if (this.view?.at !== at) this.view = { at, view: { center: at, zoom: HOME_ZOOM } };
    return this.view.view;
  }

  forget(): void {
    this.tool = null;
    this.layers = null;
    this.edited = null;
    this.fit = null;
  }
}
