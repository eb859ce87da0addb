import type { TeamTask } from '#core/team-role';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

export const ASSIGNMENT_STATUSES = [
  'accepted',
  'en-route',
  'on-scene',
  'with-patient',
  'cleared',
  'stood-down',
  'withdrawn',
] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** No step is compulsory on the way: a phone without signal may report on scene first. */
export const ASSIGNMENT_TABLE: StatusTable<AssignmentStatus> = {
  accepted: ['en-route', 'on-scene', 'stood-down', 'withdrawn'],
  'en-route': ['on-scene', 'stood-down', 'withdrawn'],
  'on-scene': ['with-patient', 'cleared', 'stood-down', 'withdrawn'],
  'with-patient': ['cleared'],
  cleared: [],
  'stood-down': [],
  withdrawn: [],
};

/** The steps a responder may report; the others belong to control and to Closeby. */
export const RESPONDER_STEPS = [
  'en-route',
  'on-scene',
  'with-patient',
  'cleared',
  'withdrawn',
] as const;
export type ResponderStep = (typeof RESPONDER_STEPS)[number];

/** A responder bound to an incident by accepting (EIDO secondary unit status). */
export interface Assignment {
  readonly id: string;
  readonly organisationId: string;
  readonly incidentId: string;
  readonly alertId: string;
  readonly responderId: string;
  readonly status: AssignmentStatus;
  readonly acceptedAt: Instant;
  readonly enRouteAt: Instant | null;
  readonly onSceneAt: Instant | null;
  readonly withPatientAt: Instant | null;
  readonly clearedAt: Instant | null;
  /** Set when stood down or withdrawn. */
  readonly releasedAt: Instant | null;
  readonly releasedReason: string | null;
  /** The order as of the newest plan. */
  readonly task: TeamTask;
  /** When they reported that they hold the AED of their task. */
  readonly aedCollectedAt: Instant | null;
  /** When the newest plan expects them with the patient. */
  readonly etaAt: Instant | null;
}

/**
 * How an assignment ends when its incident does: people on the way or waiting are stood down,
 * whoever is with the patient is done. Null for one that has ended already.
 */
export function endWithIncident(status: AssignmentStatus): 'stood-down' | 'cleared' | null {
  switch (status) {
    case 'accepted':
    case 'en-route':
    case 'on-scene':
      return 'stood-down';
    case 'with-patient':
      return 'cleared';
    case 'cleared':
    case 'stood-down':
    case 'withdrawn':
      return null;
  }
}
