import { INCIDENT_TABLE, type Incident, type IncidentFacts } from '#core/incident';
import type { ControlMessage, FoldedIncident } from '#core/control-messages';
import { contains } from '#core/geometry';
import type { Organisation } from '#core/organisation';
import { tooVague } from '#core/place-uncertainty';
import { ok, refuse, type Result } from '#core/problem';
import { canMove } from '#core/transition';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { RaiseIncidentMessage, UpdateIncidentMessage } from '#contracts/incident-api';
import { toInstant, toPlace } from '#contracts/shapes';

/** Control's clock may run ahead by this much. */
export const CALLED_IN_FUTURE_MAX_MS = 5 * MINUTE_MS;
/** An emergency older than this is not one. */
export const CALLED_AGO_MAX_MS = 24 * HOUR_MS;

/** Where a message stands among those about its incident. */
export function orderOf(message: {
  readonly version?: number | undefined;
  readonly sentAt?: string | undefined;
}): number {
  if (message.version !== undefined) return message.version;
  return message.sentAt === undefined ? 0 : toInstant(message.sentAt);
}

/** Control's first message in the words of the domain. */
export function factsOf(message: RaiseIncidentMessage): IncidentFacts {
  return {
    kind: message.kind,
    mode: message.mode,
    priority: message.priority,
    place: toPlace(message.place),
    placeAccuracyM: message.placeAccuracyM ?? null,
    address: message.address ?? null,
    notesForResponders: message.notesForResponders ?? null,
    calledAt: toInstant(message.calledAt),
    ambulanceEtaAt: instantOrNull(message.ambulanceEtaAt),
    policyName: message.policyName ?? null,
    acceptOutsideArea: message.acceptOutsideArea,
    excludedResponderRefs: message.excludedResponderRefs,
    determinantCode: message.determinantCode ?? null,
    hazards: message.hazards ?? [],
    patientAgeYears: message.patientAgeYears ?? null,
    setting: message.setting ?? 'unknown',
  };
}

/** Only the fields an update names. */
export function changedFactsOf(message: UpdateIncidentMessage): Partial<IncidentFacts> {
  return defined({
    kind: message.kind,
    priority: message.priority,
    place: message.place === undefined ? undefined : toPlace(message.place),
    placeAccuracyM: message.placeAccuracyM,
    address: message.address,
    notesForResponders: message.notesForResponders,
    calledAt: message.calledAt === undefined ? undefined : toInstant(message.calledAt),
    ambulanceEtaAt:
      message.ambulanceEtaAt === undefined ? undefined : instantOrNull(message.ambulanceEtaAt),
    acceptOutsideArea: message.acceptOutsideArea,
    excludedResponderRefs: message.excludedResponderRefs,
    determinantCode: message.determinantCode,
    hazards: message.hazards,
    patientAgeYears: message.patientAgeYears,
    setting: message.setting,
  });
}

/** Two messages that say the same, field by field. */
export function sameMessage(a: ControlMessage, b: ControlMessage): boolean {
  return canonical(a) === canonical(b);
}

/** What control is warned of about the place; refusals `invalid-field`, `place-outside-area`. */
export function checkFacts(
  facts: IncidentFacts,
  organisation: Organisation,
  now: Instant,
): Result<readonly string[]> {
  if (facts.calledAt > now + CALLED_IN_FUTURE_MAX_MS) {
    return refuse('invalid-field', 'The time of call lies in the future.', 'calledAt');
  }
  if (facts.calledAt < now - CALLED_AGO_MAX_MS) {
    return refuse('invalid-field', 'The time of call is more than 24 hours ago.', 'calledAt');
  }
  const vague = tooVague(facts);
  const warnings = vague === null ? [] : [vague];
  if (organisation.area === null || contains(organisation.area, facts.place)) return ok(warnings);
  if (facts.acceptOutsideArea) {
    return ok(["The place lies outside the organisation's area; control insisted.", ...warnings]);
  }
  return refuse(
    'place-outside-area',
    "The place lies outside the organisation's area. Check that longitude comes first, " +
      'or set acceptOutsideArea.',
    'place',
  );
}

/** The incident with what control has said by now; its end is set once and kept. */
export function withFolded(
  incident: Incident,
  folded: FoldedIncident & { readonly facts: IncidentFacts },
  change: { readonly now: Instant; readonly warnings: readonly string[] },
): Incident {
  const ends = canMove(INCIDENT_TABLE, incident.status, folded.status);
  const status = ends ? folded.status : incident.status;
  return {
    ...incident,
    ...folded.facts,
    status,
    endedAt: status === 'active' ? null : (incident.endedAt ?? change.now),
    disposition: folded.disposition,
    warnings: change.warnings,
  };
}

function instantOrNull(iso: string | null | undefined): Instant | null {
  return iso === null || iso === undefined ? null : toInstant(iso);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}

/** JSON with sorted keys: the same content gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
