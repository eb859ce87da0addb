import { survivalOf, SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { BenchRun, PolicyRun } from './bench';
import type { Columns } from './columns';

/** Survival share of every case under each curve. */
export type SurvivalByCase = Readonly<Record<SurvivalCurve, Float64Array>>;

/** The figures of one policy. Times in seconds from the collapse, shares in [0, 1]. */
export interface Scores {
  readonly policy: string;
  readonly incidents: number;
  readonly alertsPerIncident: number;
  readonly survival: Readonly<Record<SurvivalCurve, number>>;
  readonly cprP50S: number;
  readonly cprP90S: number;
  readonly aedP50S: number;
  readonly aedP90S: number;
  /** Share of cases in which a responder was first, with hands and with an AED. */
  readonly cprBefore: number;
  readonly aedBefore: number;
  readonly acceptsPerIncident: number;
  readonly arrivalsPerIncident: number;
  readonly redundantPerIncident: number;
  readonly stoodDownPerIncident: number;
  readonly aedsFailedPerIncident: number;
  readonly alertsYearP50: number;
  readonly alertsYearP99: number;
  readonly fallbacks: number;
  readonly decideP50Ms: number;
  readonly decideP99Ms: number;
}

/** Scores one policy of a run, over all cases or those chosen. */
export function scoresOf(
  run: PolicyRun,
  survival: SurvivalByCase,
  rows?: readonly number[],
): Scores {
  const { columns } = run;
  const chosen = rows ?? Array.from(columns.cprMs, (_, index) => index);
  const mean = (values: ArrayLike<number>): number => meanOf(values, chosen);
  const seconds = (values: Float64Array, share: number): number =>
    quantile(
      chosen.map((row) => values[row] ?? 0),
      share,
    ) / SECOND_MS;
  return {
    policy: run.name,
    incidents: chosen.length,
    alertsPerIncident: mean(columns.alerts),
    survival: eachCurve((curve) => mean(survival[curve])),
    cprP50S: seconds(columns.cprMs, 0.5),
    cprP90S: seconds(columns.cprMs, 0.9),
    aedP50S: seconds(columns.shockMs, 0.5),
    aedP90S: seconds(columns.shockMs, 0.9),
    cprBefore: mean(columns.cprFirst),
    aedBefore: mean(columns.aedFirst),
    acceptsPerIncident: mean(columns.accepted),
    arrivalsPerIncident: mean(columns.arrived),
    redundantPerIncident: mean(columns.redundant),
    stoodDownPerIncident: mean(columns.stoodDown),
    aedsFailedPerIncident: mean(columns.aedsFailed),
    alertsYearP50: quantile(run.alertsPerYear, 0.5),
    alertsYearP99: quantile(run.alertsPerYear, 0.99),
    fallbacks: run.fallbacks,
    decideP50Ms: quantile(run.decideMs, 0.5),
    decideP99Ms: quantile(run.decideMs, 0.99),
  };
}

/** What every case's times mean under each curve. */
export function survivalByCase(columns: Columns): SurvivalByCase {
  return eachCurve((curve) =>
    columns.cprMs.map((cprMs, row) =>
      survivalOf(curve, {
        cprMin: cprMs / MINUTE_MS,
        shockMin: (columns.shockMs[row] ?? 0) / MINUTE_MS,
        ambulanceMin: (columns.ambulanceMs[row] ?? 0) / MINUTE_MS,
      }),
    ),
  );
}

/** Rows of the cases by tenths of local density, the loneliest first. */
export function densityDeciles(run: BenchRun): readonly (readonly number[])[] {
  const order = Array.from(run.near, (_, row) => row).sort(
    (a, b) => (run.near[a] ?? 0) - (run.near[b] ?? 0) || a - b,
  );
  return Array.from({ length: 10 }, (_, tenth) =>
    order.slice(
      Math.floor((tenth * order.length) / 10),
      Math.floor(((tenth + 1) * order.length) / 10),
    ),
  );
}

/** The value below which that share of the values lies; 0 for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The mean over these rows; 0 for none. */
export function meanOf(values: ArrayLike<number>, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += values[row] ?? 0;
  return rows.length === 0 ? 0 : sum / rows.length;
}

/** One value for each curve. */
export function eachCurve<T>(value: (curve: SurvivalCurve) => T): Record<SurvivalCurve, T> {
  const result: Partial<Record<SurvivalCurve, T>> = {};
  for (const curve of SURVIVAL_CURVES) result[curve] = value(curve);
  return result as Record<SurvivalCurve, T>;
}
