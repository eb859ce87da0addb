import type { BenchRun, PolicyRun } from './bench';
import { pairedDifference, type Difference } from './bootstrap';
import { densityDeciles, eachCurve, meanOf, quantile, scoresOf, survivalByCase } from './scores';
import type { Scores, SurvivalByCase } from './scores';
import { SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { NIGHT } from './assumptions';
import { isNight } from '#core/time-to-arrive';

/** Rules that every other is compared with. */
export const RIVALS = ['nearest-10', 'hartslagnu', 'replace-7'] as const;

/** Everything that is said about one policy of a run. */
export interface PolicyReport {
  readonly scores: Scores;
  readonly differences: readonly {
    readonly rival: string;
    readonly survival: Readonly<Record<SurvivalCurve, Difference>>;
  }[];
  /** Survival by tenths of local density, the loneliest first. */
  readonly deciles: readonly Readonly<Record<SurvivalCurve, number>>[];
  readonly day: Scores;
  readonly night: Scores;
}

/** Scores, differences and breakdowns of all policies of a run. */
export function reportOn(run: BenchRun): readonly PolicyReport[] {
  const survival = new Map(
    run.policies.map((policy) => [policy.name, survivalByCase(policy.columns)]),
  );
  const deciles = densityDeciles(run);
  const rows = run.cases.map((_, row) => row);
  const isNightRow = (row: number): boolean => isNight(run.cases[row]?.localHour ?? 0, NIGHT);
  const nightRows = rows.filter(isNightRow);
  const dayRows = rows.filter((row) => !isNightRow(row));
  const groups = run.cases.map(({ group }) => group);
  return run.policies.map((policy) => {
    const mine = survivalOfPolicy(policy, survival);
    return {
      scores: scoresOf(policy, mine),
      differences: differencesOf(policy, { survival, groups }),
      deciles: deciles.map((tenth) => eachCurve((curve) => meanOf(mine[curve], tenth))),
      day: scoresOf(policy, mine, dayRows),
      night: scoresOf(policy, mine, nightRows),
    };
  });
}

function survivalOfPolicy(
  policy: PolicyRun,
  survival: ReadonlyMap<string, SurvivalByCase>,
): SurvivalByCase {
  return survival.get(policy.name) ?? survivalByCase(policy.columns);
}

function differencesOf(
  policy: PolicyRun,
  all: {
    readonly survival: ReadonlyMap<string, SurvivalByCase>;
    readonly groups: readonly string[];
  },
): PolicyReport['differences'] {
  const mine = survivalOfPolicy(policy, all.survival);
  return RIVALS.flatMap((rival) => {
    const theirs = all.survival.get(rival);
    if (theirs === undefined || rival === policy.name) return [];
    const survival = eachCurve((curve) => pairedDifference(mine[curve], theirs[curve], all.groups));
    return [{ rival, survival }];
  });
}

/** The stable line of one policy. */
export function replayLine(scores: Scores): string {
  const survival = SURVIVAL_CURVES.map(
    (curve) => `survival_${curve.replace('-', '')}=${scores.survival[curve].toFixed(4)}`,
  );
  return [
    `REPLAY policy=${scores.policy}`,
    `incidents=${scores.incidents}`,
    `alerts_per_incident=${scores.alertsPerIncident.toFixed(2)}`,
    ...survival,
    `cpr_s_p50=${scores.cprP50S.toFixed(0)}`,
    `aed_s_p50=${scores.aedP50S.toFixed(0)}`,
    `before_ambulance=${scores.cprBefore.toFixed(3)}`,
    `decide_ms_p99=${scores.decideP99Ms.toFixed(3)}`,
    `decide_ms_p50=${scores.decideP50Ms.toFixed(3)}`,
    `aed_before_ambulance=${scores.aedBefore.toFixed(3)}`,
    `cpr_s_p90=${scores.cprP90S.toFixed(0)}`,
    `aed_s_p90=${scores.aedP90S.toFixed(0)}`,
    `accepts_per_incident=${scores.acceptsPerIncident.toFixed(2)}`,
    `arrivals_per_incident=${scores.arrivalsPerIncident.toFixed(2)}`,
    `redundant_per_incident=${scores.redundantPerIncident.toFixed(3)}`,
    `stood_down_per_incident=${scores.stoodDownPerIncident.toFixed(3)}`,
    `aeds_failed_per_incident=${scores.aedsFailedPerIncident.toFixed(3)}`,
    `alerts_year_p50=${scores.alertsYearP50.toFixed(2)}`,
    `alerts_year_p99=${scores.alertsYearP99.toFixed(2)}`,
    `fallback=${scores.fallbacks}`,
  ].join(' ');
}

/** A line for each comparison: percentage points of survival with the interval of 95 %. */
export function differenceLines(report: PolicyReport): readonly string[] {
  return report.differences.map(({ rival, survival }) => {
    const parts = SURVIVAL_CURVES.map((curve) => {
      const { mean, low, high } = survival[curve];
      const name = curve.replace('-', '');
      return `${name}_pp=${points(mean)} ${name}_ci=[${points(low)},${points(high)}]`;
    });
    return `DIFFERENCE policy=${report.scores.policy} to=${rival} ${parts.join(' ')}`;
  });
}

/** Survival by tenths of density and by day and night. */
export function breakdownLines(report: PolicyReport): readonly string[] {
  const { policy } = report.scores;
  const tenths = (curve: SurvivalCurve): string =>
    report.deciles.map((tenth) => (100 * tenth[curve]).toFixed(2)).join(',');
  const part = (name: string, scores: Scores): string =>
    `PART policy=${policy} part=${name} incidents=${scores.incidents} ` +
    `alerts_per_incident=${scores.alertsPerIncident.toFixed(2)} ` +
    SURVIVAL_CURVES.map(
      (curve) => `survival_${curve.replace('-', '')}=${scores.survival[curve].toFixed(4)}`,
    ).join(' ');
  return [
    `DECILES policy=${policy} larsen_pct=${tenths('larsen')} waalewijn_pct=${tenths('waalewijn')}`,
    part('day', report.day),
    part('night', report.night),
  ];
}

/** The table of all policies. */
export function tableOf(reports: readonly PolicyReport[]): readonly Record<string, string>[] {
  return reports.map(({ scores }) => ({
    policy: scores.policy,
    alerts: scores.alertsPerIncident.toFixed(2),
    'Larsen %': (100 * scores.survival.larsen).toFixed(2),
    'Waalewijn %': (100 * scores.survival.waalewijn).toFixed(2),
    'De Maio %': (100 * scores.survival['de-maio']).toFixed(2),
    'Valenzuela %': (100 * scores.survival.valenzuela).toFixed(2),
    'CPR s': scores.cprP50S.toFixed(0),
    'AED s': scores.aedP50S.toFixed(0),
    'CPR first %': (100 * scores.cprBefore).toFixed(1),
    'AED first %': (100 * scores.aedBefore).toFixed(1),
    redundant: scores.redundantPerIncident.toFixed(2),
    'p99 ms': scores.decideP99Ms.toFixed(1),
  }));
}

/** How long decisions and tables took over all policies of a run. */
export function timingLine(run: BenchRun): string {
  const decisions = run.policies.reduce((sum, { decideMs }) => sum + decideMs.length, 0);
  const replayed = run.cases.length * run.policies.length;
  return (
    `TIMING cases=${replayed} decisions=${decisions} took_s=${(run.tookMs / 1_000).toFixed(1)} ` +
    `cpu_s=${(run.cpuMs / 1_000).toFixed(1)} ` +
    `ms_per_case=${(run.tookMs / Math.max(1, replayed)).toFixed(2)} ` +
    `table_ms_p50=${quantile(run.tableMs, 0.5).toFixed(2)} ` +
    `table_ms_p99=${quantile(run.tableMs, 0.99).toFixed(2)}`
  );
}

function points(share: number): string {
  return (100 * share).toFixed(3);
}
