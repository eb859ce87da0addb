import { ALWAYS_AVAILABLE } from '#core/availability';
import type { Aed } from '#core/aed';
import type { Alert } from '#core/alert';
import { NEAREST_10 } from '#core/policy-presets';
import type { Assignment } from '#core/assignment';
import type { Candidate } from '#core/eligibility';
import type { Incident, IncidentFacts } from '#core/incident';
import type { Fix } from '#core/location-fix';
import type { Organisation } from '#core/organisation';
import { aSquare, SCENE, placeFrom } from '#core/place-examples';
import type { Credential, Responder } from '#core/responder';
import { NO_HISTORY } from '#core/response-history';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';

/*
 * Examples of everything the core knows, for tests of all layers (they import them by way of
 * test/builders.ts). Each is sound: it would be alerted, raised or accepted as it is; what matters
 * to a test is named in its overrides. Nothing that runs in production imports this file.
 */

export { aSquare, placeFrom, SCENE };

/** Sunday 2026-03-01, noon, UTC. */
export const NOON: Instant = 1_772_366_400_000;

let counted = 0;

/** A UUID that grows from call to call, so that things sort in the order they were built. */
export function anId(): string {
  counted += 1;
  return idOf(counted);
}

/** The UUID of a small number. */
export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

export function anOrganisation(overrides: Partial<Organisation> = {}): Organisation {
  return {
    id: idOf(0xa),
    slug: 'virginia-beach',
    name: 'Virginia Beach EMS',
    timeZone: 'America/New_York',
    area: { polygons: [aSquare(SCENE, 40_000)] },
    policyName: NEAREST_10.name,
    ...overrides,
  };
}

export function theFacts(overrides: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    kind: 'cardiac-arrest',
    mode: 'actual',
    priority: 'life-threatening',
    place: SCENE,
    placeAccuracyM: null,
    address: '100 Example Street',
    notesForResponders: null,
    calledAt: NOON,
    ambulanceEtaAt: null,
    policyName: null,
    acceptOutsideArea: false,
    excludedResponderRefs: [],
    determinantCode: null,
    hazards: [],
    patientAgeYears: null,
    setting: 'unknown',
    ...overrides,
  };
}

export function anIncident(overrides: Partial<Incident> = {}): Incident {
  const id = overrides.id ?? anId();
  return {
    ...theFacts(),
    id,
    organisationId: idOf(0xa),
    controlRef: `CAD-${id.slice(-6)}`,
    status: 'active',
    cell: { centre: SCENE, sizeM: 500 },
    receivedAt: NOON,
    wantedCount: 3,
    acceptedCount: 0,
    revision: 1,
    endedAt: null,
    disposition: null,
    warnings: [],
    safetyOverride: null,
    raisedByHand: null,
    ...overrides,
  };
}

export function aCredential(overrides: Partial<Credential> = {}): Credential {
  return {
    id: anId(),
    kind: 'cpr',
    issuer: 'Red Cross',
    status: 'verified',
    validFrom: NOON - 100 * DAY_MS,
    validTo: NOON + 100 * DAY_MS,
    ...overrides,
  };
}

export function aResponder(overrides: Partial<Responder> = {}): Responder {
  const id = overrides.id ?? anId();
  return {
    id,
    organisationId: idOf(0xa),
    externalRef: `person-${id.slice(-6)}`,
    displayName: `Responder ${id.slice(-6)}`,
    onDuty: true,
    testPhone: false,
    disabledAt: null,
    travelMode: 'foot',
    tier: 'home',
    credentials: [aCredential()],
    equipment: [],
    language: 'en',
    availability: ALWAYS_AVAILABLE,
    channels: ['live', 'push'],
    ...overrides,
  };
}

export function aFix(overrides: Partial<Fix> = {}): Fix {
  return { place: SCENE, at: NOON - MINUTE_MS, accuracyM: 10, ...overrides };
}

/** Someone fit to be alerted, standing at the scene. */
export function aCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    responder: aResponder(),
    fix: aFix(),
    boundToId: null,
    alertedForId: null,
    places: [],
    history: NO_HISTORY,
    ...overrides,
  };
}

/** Someone fit to be alerted, that many metres north of the scene. */
export function aCandidateAt(northM: number, overrides: Partial<Responder> = {}): Candidate {
  return aCandidate({
    responder: aResponder(overrides),
    fix: aFix({ place: placeFrom(SCENE, northM) }),
  });
}

/** `count` people fit to be alerted, one every `stepM` metres to the north, nearest first. */
export function candidatesEvery(stepM: number, count: number): Candidate[] {
  return Array.from({ length: count }, (_, index) => aCandidateAt((index + 1) * stepM));
}

export function anAlert(overrides: Partial<Alert> = {}): Alert {
  const sentAt = overrides.sentAt ?? NOON;
  return {
    id: anId(),
    organisationId: idOf(0xa),
    incidentId: overrides.calloutId === undefined ? idOf(0xb) : null,
    calloutId: null,
    drillId: null,
    responderId: anId(),
    wave: 1,
    status: 'sent',
    reason: 'nearest',
    distanceM: 100,
    sentAt,
    expiresAt: sentAt + 5 * MINUTE_MS,
    deliveredAt: null,
    seenAt: null,
    answeredAt: null,
    endedReason: null,
    task: { role: 'direct', aedId: null },
    ...overrides,
  };
}

export function anAssignment(overrides: Partial<Assignment> = {}): Assignment {
  return {
    id: anId(),
    organisationId: idOf(0xa),
    incidentId: idOf(0xb),
    alertId: anId(),
    responderId: anId(),
    status: 'accepted',
    acceptedAt: NOON,
    enRouteAt: null,
    onSceneAt: null,
    withPatientAt: null,
    clearedAt: null,
    releasedAt: null,
    releasedReason: null,
    task: { role: 'direct', aedId: null },
    aedCollectedAt: null,
    etaAt: null,
    ...overrides,
  };
}

export function anAed(overrides: Partial<Aed> = {}): Aed {
  const id = overrides.id ?? anId();
  return {
    id,
    organisationId: idOf(0xa),
    externalRef: `aed-${id.slice(-6)}`,
    place: placeFrom(SCENE, 200),
    name: 'Library',
    locationDetail: 'behind the desk',
    access: 'public',
    openingHours: '24/7',
    hours: { state: 'always' },
    status: 'available',
    outOfServiceReason: null,
    lastCheckedAt: null,
    floor: null,
    cabinetCode: null,
    reservedForId: null,
    ...overrides,
  };
}
