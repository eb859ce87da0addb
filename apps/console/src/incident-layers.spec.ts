import { describe, expect, it } from '@jest/globals';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { aedPoints, incidentOf, layersOfIncident } from './incident-layers';

const PLACE = { type: 'Point' as const, coordinates: [-75.98, 36.85] as [number, number] };

function responder(fields: Partial<IncidentResponderView>): IncidentResponderView {
  return {
    ...{ responderId: 'r1', displayName: 'Ada', alertId: 'a1', alertStatus: 'accepted' },
    ...{ why: '', wave: 1, distanceM: 300, sentAt: '', deliveredAt: null, seenAt: null },
    ...{ answeredAt: null, endedReason: null, assignmentId: 's1', assignmentStatus: 'en-route' },
    ...{ enRouteAt: null, onSceneAt: null, etaAt: null, aedCollectedAt: null },
    ...{ task: { role: 'direct', aedId: null, aedName: null }, releasedReason: null },
    place: PLACE,
    ...fields,
  };
}

function incident(fields: Partial<IncidentView>): IncidentView {
  return {
    ...{ id: 'i1', kind: 'cardiac-arrest', priority: 'life-threatening', place: PLACE },
    ...{ address: 'Pier 3', placeAccuracyM: null, responders: [], aeds: [] },
    ...fields,
  } as unknown as IncidentView;
}

describe('what a map shows of an incident', () => {
  it('shows who goes and who is there, nobody released, nobody whose place is not told', () => {
    const { points, lines } = layersOfIncident(
      incident({
        responders: [
          responder({ responderId: 'going' }),
          responder({ responderId: 'there', assignmentStatus: 'with-patient' }),
          responder({ responderId: 'released', assignmentStatus: 'stood-down' }),
          responder({ responderId: 'unseen', place: null }),
        ],
      }),
    );
    expect(points.map(({ id, kind }) => [id, kind])).toEqual([
      ['incident i1', 'incident-life-threatening'],
      ['responder i1 going', 'responder-accepted'],
      ['responder i1 there', 'responder-on-scene'],
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['responder i1 going']);
  });

  it('draws how precisely the place is known, where that is told', () => {
    expect(layersOfIncident(incident({})).areas).toEqual([]);
    expect(layersOfIncident(incident({ placeAccuracyM: 80 })).areas).toEqual([
      {
        ...{ id: 'accuracy i1', kind: 'accuracy' },
        shape: { centre: { lat: 36.85, lon: -75.98 }, radiusM: 80 },
      },
    ]);
  });

  it('is the same object for the same state, so that a map has nothing to draw anew', () => {
    const view = incident({});
    expect(layersOfIncident(view)).toBe(layersOfIncident(view));
    expect(layersOfIncident({ ...view })).not.toBe(layersOfIncident(view));
  });

  it('leads from a symbol to its incident, and from an AED nowhere', () => {
    expect(incidentOf('incident i1')).toBe('i1');
    expect(incidentOf('responder i1 r1')).toBe('i1');
    expect(incidentOf('aed a1')).toBeNull();
  });

  it('tells an AED that cannot be had from one that is open and from one being fetched', () => {
    const standings = ['open', 'hours-unknown', 'shut', 'out-of-service', 'fetched-here'] as const;
    const items = standings.map((standing) => ({
      aedId: standing,
      name: '',
      place: PLACE,
      standing,
    }));
    expect(aedPoints(items as never).map(({ kind }) => kind)).toEqual([
      ...['aed-open', 'aed-unknown', 'aed-shut', 'aed-shut', 'aed-reserved'],
    ]);
  });
});
