import type { AedReport } from '#core/aed';
import type { AssignmentStatus } from '#core/assignment';
import type { Plan, PlanInput } from '#core/plan';
import type { Instant } from '#core/units';

/** What came of one case under one policy; times in milliseconds from the collapse. */
export interface Outcome {
  readonly cprMs: number;
  readonly shockMs: number;
  readonly ambulanceMs: number;
  /** A responder was with the patient, or had shocked, before the crew could. */
  readonly cprFirst: boolean;
  readonly aedFirst: boolean;
  /** Index of each person alerted. */
  readonly alerted: readonly number[];
  readonly accepted: number;
  readonly arrived: number;
  /** Arrivals after three others or after the ambulance. */
  readonly redundant: number;
  readonly stoodDown: number;
  readonly aedsFailed: number;
}

/** Something that somebody did: an answer, a step on the way, a report about an AED. */
export interface Happening {
  readonly at: Instant;
  readonly what: 'accept' | 'decline' | AssignmentStatus | AedReport;
  readonly responderId: string;
  readonly aedId?: string;
}

/** Told of every decision. */
export interface RunMeter {
  decided(ms: number, input: PlanInput, plan: Plan): void;
  fellBack(error: unknown): void;
  /** Told of everything that people do, by those who want to see it again. */
  happened?(what: Happening): void;
}
