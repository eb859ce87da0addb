import { describe, expect, it } from '@jest/globals';
import { distanceM } from '#core/geometry';
import {
  boundsOf,
  circleOf,
  crowdOf,
  featuresOfAreas,
  featuresOfLines,
  featuresOfPoints,
} from './map-features';
import { POINT_KINDS, type MapPoint } from './map-kinds';

const HERE = { lat: 36.85, lon: -75.98 };

function point(kind: MapPoint['kind']): MapPoint {
  return { id: kind, kind, at: HERE };
}

describe('what a map draws', () => {
  it('never counts incidents, helpers on their way or muster points together with others', () => {
    const alone = POINT_KINDS.filter((kind) => crowdOf(point(kind)) === null);
    expect(alone).toEqual([
      ...['incident-life-threatening', 'incident-urgent', 'incident-routine'],
      ...['responder-accepted', 'responder-on-scene', 'aed-reserved', 'muster-point'],
      ...['person', 'report', 'here'],
    ]);
  });

  it('gives places as GeoJSON has them, longitude first', () => {
    expect(featuresOfPoints([{ ...point('here'), label: 'Here' }]).features).toEqual([
      {
        type: 'Feature',
        properties: { id: 'here', kind: 'here', label: 'Here' },
        geometry: { type: 'Point', coordinates: [-75.98, 36.85] },
      },
    ]);
    const line = { id: 'w', kind: 'way', places: [HERE] } as const;
    expect(featuresOfLines([line]).features).toEqual([]);
  });

  it('draws a circle of so many metres on the ground as a closed ring', () => {
    const { coordinates } = circleOf(HERE, 500);
    const ring = (coordinates as number[][][])[0] ?? [];
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [lon = 0, lat = 0] of ring) {
      expect(Math.abs(distanceM(HERE, { lat, lon }) - 500)).toBeLessThan(1);
    }
  });

  it('looks at all that it shows, and at nothing when there is nothing', () => {
    expect(boundsOf({})).toBeNull();
    const shape = { centre: HERE, radiusM: 1_000 };
    const bounds = boundsOf({
      points: [{ ...point('here'), at: { lat: 36.9, lon: -76 } }],
      areas: [{ id: 'a', kind: 'area', shape }],
    });
    expect(bounds?.north).toBe(36.9);
    expect(bounds?.west).toBe(-76);
    expect(bounds?.south).toBeCloseTo(36.841, 3);
    expect(featuresOfAreas([{ id: 'a', kind: 'area', shape }]).features).toHaveLength(1);
  });
});
