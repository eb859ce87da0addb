import type {
  BackgroundLayerSpecification,
  LayerSpecification,
  LineLayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { MapStyleView } from '#contracts/map-api';
import type { MapLook } from './map-look';

/** Where the server offers nothing, or is not asked. */
export const EMPTY_BASE: MapStyleView = {
  styleUrl: null,
  tiles: null,
  attribution: null,
  maxZoom: 14,
  bounds: null,
};

/** The source of the base's tiles, for whoever has to ask for them again. */
export const BASE_SOURCE = 'base';
/** Fonts of the machine: where a style names no glyph server, letters are drawn in the page. */
export const FONT = ['system-ui, sans-serif'];

/** The style of the base in the colours of the page; asks for nothing from anywhere else. */
export function baseStyle(base: MapStyleView, look: MapLook): StyleSpecification {
  const layers: LayerSpecification[] = [ground(look)];
  const sources: Record<string, SourceSpecification> = {};
  if (base.tiles !== null) {
    sources[BASE_SOURCE] = {
      type: 'vector',
      tiles: [`${location.origin}/v1/map/tiles/{z}/{x}/{y}`],
      maxzoom: base.maxZoom,
      ...(base.attribution === null ? {} : { attribution: base.attribution }),
    };
    layers.push(...(base.tiles === 'streets' ? streetLayers(look) : protomapsLayers(look)));
  }
  return { version: 8, sources, layers };
}

function ground(look: MapLook): BackgroundLayerSpecification {
  return { id: 'ground', type: 'background', paint: { 'background-color': look.ground } };
}

/** Classes of our own tiles, the widest last so that it lies on top. */
function streetLayers(look: MapLook): LayerSpecification[] {
  const casing = road('streets-casing', { look, color: look.line, widths: [1, 3, 9, 18] });
  const inner = road('streets', { look, color: look.surface, widths: [0.5, 1.5, 7, 15] });
  return [
    { ...casing, source: BASE_SOURCE, 'source-layer': 'streets' },
    { ...inner, source: BASE_SOURCE, 'source-layer': 'streets', minzoom: 12 },
    {
      id: 'street-names',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'streets',
      minzoom: 14,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'symbol-spacing': 350,
      },
      paint: {
        'text-color': look.inkSoft,
        'text-halo-color': look.ground,
        'text-halo-width': 1.5,
      },
    },
  ];
}

/** Line widths at zoom 9, 13, 16 and 19; wider streets by their class. */
function road(
  id: string,
  { color, widths }: { readonly look: MapLook; readonly color: string; readonly widths: number[] },
): LineLayerSpecification {
  const [z9 = 1, z13 = 1, z16 = 1, z19 = 1] = widths;
  const wide = (px: number): LineWidth => [
    'match',
    ['get', 'class'],
    'major',
    px * 1.7,
    'middle',
    px * 1.25,
    'path',
    px * 0.5,
    px,
  ];
  return {
    id,
    type: 'line',
    source: BASE_SOURCE,
    'source-layer': 'streets',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': [
        'interpolate',
        ['exponential', 1.4],
        ['zoom'],
        9,
        wide(z9),
        13,
        wide(z13),
        16,
        wide(z16),
        19,
        wide(z19),
      ],
    },
  };
}

type LineWidth = ['match', ['get', string], string, number, string, number, string, number, number];

/** The layers of Protomaps' basemap, version 4, as far as a control room needs them. */
function protomapsLayers(look: MapLook): LayerSpecification[] {
  const source = BASE_SOURCE;
  return [
    {
      id: 'earth',
      type: 'fill',
      source,
      'source-layer': 'earth',
      paint: { 'fill-color': look.ground },
    },
    {
      id: 'water',
      type: 'fill',
      source,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': look.accent, 'fill-opacity': 0.18 },
    },
    {
      id: 'buildings',
      type: 'fill',
      source,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: { 'fill-color': look.line, 'fill-opacity': 0.5 },
    },
    {
      ...road('roads-casing', { look, color: look.line, widths: [1, 3, 9, 18] }),
      'source-layer': 'roads',
    },
    {
      ...road('roads', { look, color: look.surface, widths: [0.5, 1.5, 7, 15] }),
      'source-layer': 'roads',
      minzoom: 12,
    },
    {
      id: 'places',
      type: 'symbol',
      source,
      'source-layer': 'places',
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13 },
      paint: { 'text-color': look.inkSoft, 'text-halo-color': look.ground, 'text-halo-width': 1.5 },
    },
  ];
}
