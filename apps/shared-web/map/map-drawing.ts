import type { Map as LibreMap } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawModeUndoRedo,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
  type GeoJSONStoreFeatures,
  type HexColor,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { AreaGeometry, DrawnGeometry, MapDrawing } from './map-kinds';
import type { MapLook } from './map-look';

/** A tenth of a metre; more digits are noise, and too many are refused. */
const DIGITS = 6;
/** A line may cross itself while it is drawn, but not when it is done. */
const FINISHED: readonly string[] = ['finish'];

export interface DrawingEvents {
  readonly onDrawn: (geometry: DrawnGeometry | AreaGeometry) => void;
  /** Something changed that a button may depend on. */
  readonly onChange: () => void;
}

/** Drawing on a map with mouse, finger or keys: one figure at a time, or the corners of one. */
export class MapDrawer {
  private readonly draw: TerraDraw;
  private said = '';

  constructor(
    private readonly map: LibreMap,
    look: MapLook,
    private readonly events: DrawingEvents,
  ) {
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map }),
      modes: modesOf(look),
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.draw.start();
    this.draw.on('finish', () => this.finished());
    this.draw.on('change', () => this.events.onChange());
  }

  /** Begins a figure; for `edit` the area whose corners are to be moved. False if it cannot be. */
  begin(drawing: MapDrawing, area: AreaGeometry | null): boolean {
    this.draw.clear();
    this.said = '';
    if (drawing !== 'edit') {
      this.draw.setMode(drawing);
      return true;
    }
    this.draw.setMode('select');
    const added = this.draw.addFeatures(area === null ? [] : featuresOf(area));
    const [first] = added;
    if (first?.id === undefined || added.some(({ valid }) => !valid)) return false;
    this.draw.selectFeature(first.id);
    return true;
  }

  canUndo(): boolean {
    return this.draw.canUndo();
  }

  /** Takes back the last corner. */
  undo(): void {
    if (this.draw.canUndo()) this.draw.undo();
  }

  /** A click in the middle of the map, for whoever has no mouse. */
  pointAtMiddle(): void {
    const canvas = this.map.getCanvas();
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const where = {
      clientX: left + width / 2,
      clientY: top + height / 2,
      button: 0,
      isPrimary: true,
      bubbles: true,
    };
    for (const type of ['pointermove', 'pointerdown', 'pointerup']) {
      canvas.dispatchEvent(new PointerEvent(type, where));
    }
  }

  /** As the Enter key: closes the figure if it has corners enough. */
  finish(): void {
    this.key('Enter');
  }

  /** As the Escape key: away with what is half drawn. Says whether there was anything. */
  cancel(): boolean {
    const had = this.draw.getModeState() === 'drawing';
    if (had) this.key('Escape');
    return had;
  }

  stop(): void {
    this.draw.stop();
  }

  private key(key: string): void {
    this.map.getCanvas().dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: false }));
  }

  private finished(): void {
    const figures = this.draw.getSnapshot().filter(isFigure);
    const editing = this.draw.getMode() === 'select';
    const newest = editing ? figures : figures.slice(-1);
    // One figure at a time: a second one takes the place of the first.
    const older = figures.filter((figure) => !newest.includes(figure));
    if (older.length > 0) {
      this.draw.removeFeatures(older.flatMap(({ id }) => (id === undefined ? [] : [id])));
    }
    const geometry = geometryOf(newest);
    const text = JSON.stringify(geometry);
    if (geometry === null || text === this.said) return;
    this.said = text;
    this.events.onDrawn(geometry);
  }
}

function modesOf(look: MapLook): ConstructorParameters<typeof TerraDraw>[0]['modes'] {
  const colour = look.accent as HexColor;
  const rim = look.surface as HexColor;
  const fill = {
    fillColor: colour,
    fillOpacity: 0.15,
    outlineColor: colour,
    outlineWidth: 3,
  };
  return [
    new TerraDrawPolygonMode({
      showCoordinatePoints: true,
      validation: (feature, { updateType }) =>
        FINISHED.includes(updateType) ? ValidateNotSelfIntersecting(feature) : { valid: true },
      styles: {
        ...fill,
        coordinatePointColor: colour,
        coordinatePointOutlineColor: rim,
        coordinatePointWidth: 6,
        closingPointColor: rim,
        closingPointOutlineColor: colour,
        closingPointWidth: 8,
        closingPointOutlineWidth: 3,
      },
    }),
    new TerraDrawCircleMode({ styles: fill }),
    new TerraDrawPointMode({ styles: { pointColor: colour, pointWidth: 8 } }),
    selectMode(colour, rim),
  ];
}

function selectMode(colour: HexColor, rim: HexColor): TerraDrawSelectMode {
  return new TerraDrawSelectMode({
    allowManualDeselection: false,
    flags: {
      polygon: {
        feature: {
          draggable: true,
          coordinates: { midpoints: true, draggable: true, deletable: true },
        },
      },
    },
    styles: {
      selectedPolygonColor: colour,
      selectedPolygonFillOpacity: 0.15,
      selectedPolygonOutlineColor: colour,
      selectedPolygonOutlineWidth: 3,
      selectionPointColor: rim,
      selectionPointOutlineColor: colour,
      selectionPointWidth: 7,
      selectionPointOutlineWidth: 3,
      midPointColor: colour,
      midPointOutlineColor: rim,
      midPointWidth: 4,
    },
  });
}

/** Without the handles that are drawn at the corners. */
function isFigure({ geometry, properties }: GeoJSONStoreFeatures): boolean {
  return geometry.type === 'Polygon' || properties['mode'] === 'point';
}

function featuresOf(area: AreaGeometry): GeoJSONStoreFeatures[] {
  const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return parts.map((rings) => ({
    type: 'Feature',
    properties: { mode: 'polygon' },
    geometry: {
      type: 'Polygon',
      coordinates: rings.map((ring) => ring.map((spot) => spot.slice(0, 2).map(rounded))),
    },
  }));
}

function geometryOf(figures: readonly GeoJSONStoreFeatures[]): DrawnGeometry | AreaGeometry | null {
  const [first] = figures;
  if (first === undefined) return null;
  const { geometry } = first;
  if (geometry.type === 'Point') {
    return { type: 'Point', coordinates: geometry.coordinates.map(rounded) };
  }
  const polygons = figures.flatMap((figure) =>
    figure.geometry.type === 'Polygon'
      ? [figure.geometry.coordinates.map((ring) => ring.map((spot) => spot.map(rounded)))]
      : [],
  );
  const [only = []] = polygons;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DIGITS));
}
