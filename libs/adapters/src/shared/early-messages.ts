import { foldControlMessages, type ControlMessage } from '#core/control-messages';
import type { Incident, IncidentFacts } from '#core/incident';

/**
 * Whether a new incident says what all stored messages about it together say. It does not when a
 * message came in between its reading and its saving; such an incident must be decided again, or a
 * cancel that overtook its create would be lost.
 *
 * @param early messages stored before the one that raises the incident
 */
export function reflectsMessages(
  incident: Incident,
  early: readonly ControlMessage[],
  raising: ControlMessage,
): boolean {
  if (early.length === 0) return true;
  const { facts, status } = foldControlMessages([...early, raising]);
  if (status !== incident.status) return false;
  if (facts === null) return true;
  return (Object.keys(facts) as (keyof IncidentFacts)[]).every(
    (name) => canonical(facts[name]) === canonical(incident[name]),
  );
}

/**
 * Under what a message is kept beside its kind, so that the same comes once: its place among
 * control's messages; of a relocation by hand, which may share a place with others, its number.
 */
export function orderKeyOf(message: ControlMessage): number {
  return message.op === 'relocate' ? message.nth : message.order;
}

/** JSON with sorted keys: the same content gives the same text, wherever it was stored between. */
export function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
