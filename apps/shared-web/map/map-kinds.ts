import type { Place } from '#core/geometry';

/** What a symbol says; each has a shape of its own, so that no state is told by colour alone. */
export const POINT_KINDS = [
  'incident-life-threatening',
  'incident-urgent',
  'incident-routine',
  'responder-available',
  'responder-alerted',
  'responder-accepted',
  'responder-on-scene',
  'aed-open',
  'aed-shut',
  'aed-unknown',
  'aed-reserved',
  'muster-point',
  'person',
  'report',
  'here',
] as const;
export type PointKind = (typeof POINT_KINDS)[number];

export type LineKind = 'way' | 'link';
export type AreaKind = 'area' | 'exclusion' | 'cover' | 'accuracy';

export interface MapPoint {
  /** What `closeby-choose` names when it is chosen. */
  readonly id: string;
  readonly kind: PointKind;
  readonly at: Place;
  /** A word or two below the symbol, where there is room. */
  readonly label?: string;
}

export interface MapLine {
  readonly id: string;
  readonly kind: LineKind;
  readonly places: readonly Place[];
}

export interface MapArea {
  readonly id: string;
  readonly kind: AreaKind;
  /** As on the wire, or a circle. */
  readonly shape: AreaGeometry | { readonly centre: Place; readonly radiusM: number };
  readonly label?: string;
  /** How strongly a square of cover is filled, 0 to 1. */
  readonly weight?: number;
}

/** A GeoJSON Polygon or MultiPolygon. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] };
type Rings = readonly (readonly (readonly number[])[])[];

/** Everything that a map shows over its base; a part that is the same object is not drawn anew. */
export interface MapLayers {
  readonly points?: readonly MapPoint[];
  readonly lines?: readonly MapLine[];
  readonly areas?: readonly MapArea[];
}

export interface MapBounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Where to look: a place, a rectangle, or all that is shown as soon as anything is. */
export type MapView =
  { readonly center: Place; readonly zoom: number } | { readonly bounds: MapBounds } | 'all';

/** Which way of drawing is on; `edit` changes the corners of the area given in `drawn`. */
export type MapDrawing = 'polygon' | 'circle' | 'point' | 'edit';

/** What was drawn, as on the wire; a circle is a polygon of many corners. */
export type DrawnGeometry =
  | { readonly type: 'Point'; readonly coordinates: readonly number[] }
  | { readonly type: 'Polygon'; readonly coordinates: Rings };
