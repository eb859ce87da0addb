import type {
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  Map as LibreMap,
} from 'maplibre-gl';
import {
  crowdOf,
  featuresOfAreas,
  featuresOfLines,
  featuresOfPoints,
  type CrowdName,
  type Features,
} from './map-features';
import type { MapLayers, MapPoint } from './map-kinds';
import type { MapLook } from './map-look';
import { FONT } from './map-style';
import { SYMBOL_RATIO, symbolsOf } from './map-symbols';

const CROWDS: readonly CrowdName[] = ['aeds', 'responders'];
const CROWD_RADIUS_PX = 34;
/** From here on every symbol stands for itself. */
const CROWDS_UNTIL_ZOOM = 14;
/** What can be chosen, the topmost first. */
export const CHOSEN_FROM = ['marks', 'responders', 'aeds', 'areas-fill', 'areas-hatch'];
export const CROWD_LAYERS = CROWDS.map((name) => `${name}-crowd`);
const NOTHING: Features = { type: 'FeatureCollection', features: [] };
/** From further away only incidents are named: a thousand names are none. */
const NAMES: ExpressionSpecification = [
  'step',
  ['zoom'],
  ['case', ['==', ['slice', ['get', 'kind'], 0, 8], 'incident'], ['get', 'label'], ''],
  13,
  ['get', 'label'],
];
/** Symbols of greater need lie above those of less. */
const ABOVE = ['incident-routine', 'responder-accepted', 'incident-urgent', 'here'];

/** What is drawn over the base: areas, then lines, then AEDs, responders and incidents. */
export class MapOverlay {
  private shown: MapLayers = {};

  constructor(
    private readonly map: LibreMap,
    look: MapLook,
  ) {
    for (const [name, image] of symbolsOf(look)) {
      map.addImage(name, image, { pixelRatio: SYMBOL_RATIO });
    }
    for (const name of ['areas', 'lines', 'marks']) {
      map.addSource(name, { type: 'geojson', data: NOTHING as never });
    }
    for (const name of CROWDS) {
      map.addSource(name, {
        type: 'geojson',
        data: NOTHING as never,
        cluster: true,
        clusterRadius: CROWD_RADIUS_PX,
        clusterMaxZoom: CROWDS_UNTIL_ZOOM,
      });
    }
    const layers = [...areaLayers(look), ...lineLayers(look)];
    for (const name of CROWDS) layers.push(...crowdLayers(name, look));
    layers.push(symbols('marks', 'marks', look));
    for (const layer of layers) map.addLayer(layer);
  }

  /** Draws what is other than before; a part that is the same object costs nothing. */
  show(layers: MapLayers): void {
    const { points = [], lines = [], areas = [] } = layers;
    const before = this.shown;
    this.shown = layers;
    if (layers.areas !== before.areas) this.put('areas', featuresOfAreas(areas));
    if (layers.lines !== before.lines) this.put('lines', featuresOfLines(lines));
    if (layers.points === before.points) return;
    const of = (crowd: CrowdName | null): readonly MapPoint[] =>
      points.filter((point) => crowdOf(point) === crowd);
    this.put('marks', featuresOfPoints(of(null)));
    const old = before.points ?? [];
    for (const name of CROWDS) {
      const now = of(name);
      const then = old.filter((point) => crowdOf(point) === name);
      // Counting a crowd anew is dear: not for one that has not moved.
      const same = now.length === then.length && now.every((point, at) => point === then[at]);
      if (!same) this.put(name, featuresOfPoints(now));
    }
  }

  private put(source: string, features: Features): void {
    const data = features as unknown as Parameters<GeoJSONSource['setData']>[0];
    void this.map.getSource<GeoJSONSource>(source)?.setData(data);
  }
}

function areaLayers(look: MapLook): LayerSpecification[] {
  const out: ['!=', ['get', 'kind'], 'exclusion'] = ['!=', ['get', 'kind'], 'exclusion'];
  const kind: ['get', string] = ['get', 'kind'];
  return [
    {
      id: 'areas-fill',
      type: 'fill',
      source: 'areas',
      filter: out,
      paint: {
        'fill-color': ['match', kind, 'cover', look.good, look.accent],
        'fill-opacity': ['*', ['match', kind, 'cover', 0.5, 0.14], ['get', 'weight']],
      },
    },
    {
      id: 'areas-hatch',
      type: 'fill',
      source: 'areas',
      filter: ['==', kind, 'exclusion'],
      paint: { 'fill-pattern': 'hatch' },
    },
    {
      id: 'areas-edge',
      type: 'line',
      source: 'areas',
      filter: ['in', kind, ['literal', ['area', 'accuracy']]],
      paint: { 'line-color': look.accent, 'line-width': 2 },
    },
    {
      id: 'areas-shut',
      type: 'line',
      source: 'areas',
      filter: ['==', kind, 'exclusion'],
      paint: { 'line-color': look.danger, 'line-width': 3, 'line-dasharray': [2, 1] },
    },
    {
      id: 'areas-name',
      type: 'symbol',
      source: 'areas',
      filter: ['!=', ['get', 'label'], ''],
      layout: { 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 13 },
      paint: { 'text-color': look.ink, 'text-halo-color': look.surface, 'text-halo-width': 2 },
    },
  ];
}

function lineLayers(look: MapLook): LayerSpecification[] {
  const kind: ['get', string] = ['get', 'kind'];
  return [
    {
      id: 'ways',
      type: 'line',
      source: 'lines',
      filter: ['==', kind, 'way'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': look.accent, 'line-width': 5 },
    },
    {
      id: 'links',
      type: 'line',
      source: 'lines',
      filter: ['==', kind, 'link'],
      paint: { 'line-color': look.lineStrong, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
  ];
}

function crowdLayers(name: CrowdName, look: MapLook): LayerSpecification[] {
  const crowd: ['has', string] = ['has', 'point_count'];
  const one = symbols(name, name, look);
  return [
    { ...one, filter: ['!', crowd] },
    {
      id: `${name}-crowd`,
      type: 'symbol',
      source: name,
      filter: crowd,
      layout: {
        'icon-image': `crowd-${name}`,
        'icon-allow-overlap': true,
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONT,
        'text-size': 13,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': look.ink },
    },
  ];
}

function symbols(
  id: string,
  source: string,
  look: MapLook,
): Extract<LayerSpecification, { type: 'symbol' }> {
  return {
    id,
    type: 'symbol',
    source,
    layout: {
      'icon-image': ['get', 'kind'],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': [
        'match',
        ['get', 'kind'],
        'incident-life-threatening',
        ABOVE.length,
        ...ABOVE.flatMap((kind, order): [string, number] => [kind, order]),
        -1,
      ] as never,
      'text-field': NAMES,
      'text-font': FONT,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 1.4],
      'text-optional': true,
    },
    paint: { 'text-color': look.ink, 'text-halo-color': look.surface, 'text-halo-width': 2 },
  };
}
