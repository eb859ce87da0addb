import type { Plan, PlanInput } from '#core/plan';

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

/** Told of every decision. */
export interface RunMeter {
  decided(ms: number, input: PlanInput, plan: Plan): void;
  fellBack(error: unknown): void;
}
