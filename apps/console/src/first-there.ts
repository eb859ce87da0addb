import type { IncidentView } from '#contracts/incident-api';
import type { Instant } from '#core/units';

/** Who is with the patient first, as far as that is known now. */
export interface FirstThere {
  /** The responder who is there or comes first; null where none is on the way. */
  readonly name: string | null;
  readonly isThere: boolean;
  /** When they are expected; null where nobody knows, or they are there. */
  readonly at: Instant | null;
  /** So long before the ambulance; negative: after it; null where one of both is not known. */
  readonly leadMs: number | null;
}

const THERE = ['on-scene', 'with-patient'];
const COMING = ['accepted', 'en-route'];

/** The nearest responder against the ambulance. */
export function firstThere(incident: IncidentView): FirstThere {
  const there = incident.responders
    .filter(({ assignmentStatus }) => THERE.includes(assignmentStatus ?? ''))
    .sort((a, b) => Date.parse(a.onSceneAt ?? '') - Date.parse(b.onSceneAt ?? ''));
  const [first] = there;
  const ambulanceAt = instantOf(incident.ambulanceEtaAt);
  if (first !== undefined) {
    const since = instantOf(first.onSceneAt);
    const leadMs = since === null || ambulanceAt === null ? null : ambulanceAt - since;
    return { name: first.displayName, isThere: true, at: null, leadMs };
  }
  const coming = incident.responders
    .filter(({ assignmentStatus }) => COMING.includes(assignmentStatus ?? ''))
    .sort((a, b) => (instantOf(a.etaAt) ?? Infinity) - (instantOf(b.etaAt) ?? Infinity));
  const [next] = coming;
  if (next === undefined) return { name: null, isThere: false, at: null, leadMs: null };
  const at = instantOf(next.etaAt);
  const leadMs = at === null || ambulanceAt === null ? null : ambulanceAt - at;
  return { name: next.displayName, isThere: false, at, leadMs };
}

/** When the first phone rang, by the receipts that have come; null where none has. */
export function firstRingAt({ responders }: IncidentView): Instant | null {
  const rang = responders.flatMap(({ deliveredAt }) =>
    deliveredAt === null ? [] : [Date.parse(deliveredAt)],
  );
  return rang.length === 0 ? null : Math.min(...rang);
}

function instantOf(iso: string | null): Instant | null {
  return iso === null ? null : Date.parse(iso);
}
