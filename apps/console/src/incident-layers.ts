import type { AedStanding } from '#core/aeds-around';
import type { AedsAroundView } from '#contracts/dispatch-api';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { toPlace } from '#contracts/shapes';
import { KIND_WORDS } from '#web/words';
import type { MapArea, MapLayers, MapLine, MapPoint, PointKind } from '#web/map/map-kinds';
import { whereOf } from './console-words';

type Shown = Required<MapLayers>;

/** Made once for each state of an incident: what has not changed is not drawn anew. */
const made = new WeakMap<IncidentView, Shown>();

/** What a map shows of one incident: it, whoever goes there, and how well its place is known. */
export function layersOfIncident(incident: IncidentView): Shown {
  const known = made.get(incident);
  if (known !== undefined) return known;
  const layers = layersOf(incident);
  made.set(incident, layers);
  return layers;
}

/** The incident that a symbol belongs to; null for one of something else. */
export function incidentOf(symbolId: string): string | null {
  const [kind, incidentId] = symbolId.split(' ');
  return kind === 'incident' || kind === 'responder' ? (incidentId ?? null) : null;
}

/** AEDs near the patient, each as it stands. */
export function aedPoints(items: AedsAroundView['items']): readonly MapPoint[] {
  return items.map(({ aedId, name, place, standing }) => ({
    id: `aed ${aedId}`,
    kind: AED_KINDS[standing],
    at: toPlace(place),
    label: name,
  }));
}

const AED_KINDS: Readonly<Record<AedStanding, PointKind>> = {
  'fetched-here': 'aed-reserved',
  'fetched-elsewhere': 'aed-reserved',
  open: 'aed-open',
  'hours-unknown': 'aed-unknown',
  shut: 'aed-shut',
  'no-access': 'aed-shut',
  'out-of-service': 'aed-shut',
};

function layersOf(incident: IncidentView): Shown {
  const at = toPlace(incident.place);
  const points: MapPoint[] = [
    {
      id: `incident ${incident.id}`,
      kind: `incident-${incident.priority}`,
      at,
      label: `${KIND_WORDS[incident.kind]}, ${whereOf(incident)}`,
    },
  ];
  const lines: MapLine[] = [];
  for (const responder of incident.responders) {
    const kind = responderKind(responder);
    if (kind === null || responder.place === null) continue;
    const id = `responder ${incident.id} ${responder.responderId}`;
    const from = toPlace(responder.place);
    points.push({ id, kind, at: from, label: responder.displayName });
    if (kind === 'responder-accepted') lines.push({ id, kind: 'link', places: [from, at] });
  }
  return { points, lines, areas: accuracyOf(incident) };
}

function accuracyOf({ id, place, placeAccuracyM }: IncidentView): readonly MapArea[] {
  if (placeAccuracyM === null || placeAccuracyM === 0) return [];
  const shape = { centre: toPlace(place), radiusM: placeAccuracyM };
  return [{ id: `accuracy ${id}`, kind: 'accuracy', shape }];
}

function responderKind(responder: IncidentResponderView): PointKind | null {
  const { assignmentStatus, alertStatus } = responder;
  if (assignmentStatus === 'on-scene' || assignmentStatus === 'with-patient') {
    return 'responder-on-scene';
  }
  if (isGoing(assignmentStatus)) return 'responder-accepted';
  return alertStatus === 'sent' ? 'responder-alerted' : null;
}

function isGoing(status: IncidentResponderView['assignmentStatus']): boolean {
  return status === 'accepted' || status === 'en-route';
}
