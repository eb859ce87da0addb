import type { Aed, AedChoice } from '#core/aed';
import type { Alert, AlertedReason, WithdrawnReason } from '#core/alert';
import type { AlertPolicy } from '#core/alert-policy';
import type { Assignment } from '#core/assignment';
import type { CalledFrom } from '#core/called-from';
import type { Candidate, NotAlertedReason } from '#core/eligibility';
import type { Incident } from '#core/incident';
import type { SafetyFinding, SafetyRules } from '#core/safety';
import type { TeamTask } from '#core/team-role';
import type { TravelTable } from '#core/travel';
import type { Instant } from '#core/units';
import type { WhereaboutsSource } from '#core/whereabouts';

/**
 * Everything the decision may know, as plain data that survives JSON. The same input gives the
 * same plan, byte for byte, so a stored input explains its plan for ever.
 */
export interface PlanInput {
  readonly incident: Incident;
  /**
   * The nearest people, and everyone who holds an open alert or assignment of this incident: only
   * of them can it be seen that they went off duty or that the incident moved away from them.
   */
  readonly candidates: readonly Candidate[];
  /** All alerts of this incident so far, oldest first. */
  readonly alerts: readonly Alert[];
  readonly assignments: readonly Assignment[];
  readonly aeds: readonly Aed[];
  readonly policy: AlertPolicy;
  readonly safety: SafetyRules;
  /** Metres along the way; null where nobody worked them out, then straight lines serve. */
  readonly travel: TravelTable | null;
  readonly now: Instant;
  /** Hours since midnight where the organisation is, with fractions. */
  readonly localHour: number;
  /** Minutes since Monday 00:00 where the organisation is. */
  readonly minuteOfWeek: number;
  /** Control has moved the place since the open alerts were sent. */
  readonly moved: boolean;
  /** So many more are asked now by order of a dispatcher; their places are counted in already. */
  readonly more?: number;
}

/** What the decision expected of one person; null where it did not need to know. */
export interface Estimate {
  /** Metres along the way by their task. */
  readonly wayM: number;
  /** Median time from now until they are with the patient, if they come. */
  readonly etaMs: number;
  readonly acceptChance: number;
  /** Survival share that alerting them adds; null where the policy does not ask. */
  readonly gain: number | null;
  /** What that share must be at least. */
  readonly price: number | null;
  readonly whereabouts: WhereaboutsSource;
}

export interface PlannedAlert {
  readonly responderId: string;
  readonly reason: AlertedReason;
  readonly wave: number;
  readonly distanceM: number;
  readonly expiresAt: Instant;
  readonly task: TeamTask;
  readonly estimate: Estimate | null;
  /** A call-out that they are called away from; absent where there is none. */
  readonly calledFrom?: CalledFrom;
}

export interface NotAlerted {
  readonly responderId: string;
  readonly reason: NotAlertedReason;
  readonly distanceM: number | null;
  readonly estimate?: Estimate;
}

export interface Withdrawal {
  readonly alertId: string;
  readonly responderId: string;
  readonly reason: WithdrawnReason;
}

/** What one of the team is to do now; listed for everyone on the way. */
export interface TeamOrder {
  readonly assignmentId: string;
  readonly responderId: string;
  readonly task: TeamTask;
  readonly etaAt: Instant;
  /** False when they have this order already. */
  readonly isNew: boolean;
}

export const STAND_DOWN_REASONS = ['no-longer-useful', 'better-ones-accepted', 'unsafe'] as const;
export type StandDownReason = (typeof STAND_DOWN_REASONS)[number];

/** Someone on the way who is not needed any more. */
export interface StandDown {
  readonly assignmentId: string;
  readonly alertId: string;
  readonly responderId: string;
  readonly reason: StandDownReason;
}

/** Survival shares that the decision expected, under its policy's curve. */
export interface Expectation {
  /** With nobody but the ambulance. */
  readonly ambulanceOnly: number;
  /** With those asked and on the way before this plan. */
  readonly before: number;
  /** With this plan. */
  readonly after: number;
}

export interface Plan {
  readonly alerts: readonly PlannedAlert[];
  readonly withdrawals: readonly Withdrawal[];
  /** Alerts whose time is up. */
  readonly expiredAlertIds: readonly string[];
  readonly notAlerted: readonly NotAlerted[];
  readonly orders: readonly TeamOrder[];
  readonly standDowns: readonly StandDown[];
  readonly aeds: readonly AedChoice[];
  /** Safety rules that apply, also those that are overridden. */
  readonly safety: readonly SafetyFinding[];
  /** Null for policies that do not reckon in survival. */
  readonly expected: Expectation | null;
  /** When the next decision is due without anything new happening; null when none is. */
  readonly nextReviewAt: Instant | null;
}
