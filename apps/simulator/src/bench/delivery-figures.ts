import type { AlertLog } from '../demo/alert-log';
import { REACHED_WITHIN_MS, Rings, type Ring } from '../demo/reach-score';
import { percentile } from '../demo/score';
import type { RoundAlert, RoundResult } from './delivery-rounds';

/** One measured figure beside its limit. */
export interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: 'ms' | 'alerts' | 'people' | 'times';
  readonly limit: number;
}

/** Others may be this much slower than without the disturbance. */
const OTHERS_RATIO_MAX = 1.2;
const STAND_DOWN_MAX_MS = 1_000;

/**
 * The figures of all rounds: how soon every reachable phone of the disturbed ones rang by some
 * channel (from control's POST, which is before the first attempt), who rang twice in any of them,
 * how those whom nothing befell in the disturbed rounds fared beside the undisturbed ones, and how
 * soon connected phones heard of the end. A phone that never rang took for ever.
 */
export function deliveryFigures(
  rounds: readonly RoundResult[],
  log: AlertLog,
  unconfirmedWrong: number,
): readonly Figure[] {
  const rings = new Rings(
    rounds.flatMap(({ cases }) => cases),
    log,
    1,
  );
  const alertsOf = (disturbed: boolean): readonly RoundAlert[] =>
    rounds.filter((round) => round.disturbed === disturbed).flatMap(({ alerts }) => alerts);
  const ringMs = (alerts: readonly RoundAlert[]): readonly number[] =>
    alerts.map(({ alertId, postedMs }) => firstMs(rings.ofAlert(alertId)) - postedMs);
  const hit = ringMs(alertsOf(true).filter(({ isReachable }) => isReachable));
  const others = ringMs(alertsOf(true).filter(({ fate }) => fate === 'fine'));
  const quiet = ringMs(alertsOf(false));
  const all = rounds.flatMap(({ alerts }) => alerts);
  const twice = all.filter(({ alertId }) => rings.ofAlert(alertId).length > 1).length;
  const late = hit.filter((ms) => ms > REACHED_WITHIN_MS).length;
  const p99 = (values: readonly number[]): number => percentile(values, 0.99) ?? Infinity;
  const standDownMs = rounds.flatMap((round) => round.standDownMs);
  const ms = (name: string, figure: number, limit: number): Figure => {
    return { name, figure, unit: 'ms', limit };
  };
  return [
    ms('ring_p50', percentile(hit, 0.5) ?? Infinity, REACHED_WITHIN_MS),
    ms('ring_p99', p99(hit), REACHED_WITHIN_MS),
    ms('ring_max', Math.max(...hit), REACHED_WITHIN_MS),
    { name: 'ring_over_8s', figure: late, unit: 'alerts', limit: 0 },
    { name: 'rang_twice', figure: twice, unit: 'alerts', limit: 0 },
    ms('undisturbed_p99', p99(quiet), REACHED_WITHIN_MS),
    ms('others_p99', p99(others), p99(quiet) * OTHERS_RATIO_MAX),
    ms('stand_down_p95', percentile(standDownMs, 0.95) ?? Infinity, STAND_DOWN_MAX_MS),
    { name: 'unconfirmed_wrong', figure: unconfirmedWrong, unit: 'people', limit: 0 },
  ];
}

/** The line of a figure, which scripts read; its ratio is to the limit. */
export function figureLine({ name, figure, unit, limit }: Figure): string {
  const ratio = limit === 0 ? 'none' : (figure / limit).toFixed(3);
  const verdict = figure <= limit ? 'PASS' : 'MISS';
  const shown = [`figure=${shorter(figure)}`, `unit=${unit}`, `limit=${shorter(limit)}`];
  return `BENCH name=delivery.${name} ${shown.join(' ')} ratio=${ratio} ${verdict}`;
}

/** How many rang first by which way, for the reader. */
export function byWay(rounds: readonly RoundResult[], log: AlertLog): string {
  const rings = new Rings(
    rounds.flatMap(({ cases }) => cases),
    log,
    1,
  );
  const counts = { socket: 0, push: 0, sms: 0, voice: 0, none: 0 };
  for (const { alertId } of rounds.flatMap(({ alerts }) => alerts)) {
    counts[rings.ofAlert(alertId)[0]?.by ?? 'none'] += 1;
  }
  const parts = Object.entries(counts).map(([way, count]) => `${way} ${count}`);
  return parts.join(', ');
}

function firstMs(rings: readonly Ring[]): number {
  return rings[0]?.atMs ?? Infinity;
}

function shorter(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** Each alert that rang twice, with how and when after control's POST; one line each. */
export function rangTwiceLines(rounds: readonly RoundResult[], log: AlertLog): readonly string[] {
  const cases = rounds.flatMap((round) => round.cases);
  const rings = new Rings(cases, log, 1);
  return rounds.flatMap(({ alerts, disturbed }) =>
    alerts
      .map((alert) => ({ ...alert, heard: rings.ofAlert(alert.alertId) }))
      .filter(({ heard }) => heard.length > 1)
      .map(({ heard, fate, postedMs }) => {
        const said = heard.map(({ by, atMs }) => `${by} after ${Math.round(atMs - postedMs)} ms`);
        const round = disturbed ? 'disturbed' : 'undisturbed';
        return `rang twice (${round}, push ${fate}): ${said.join(', ')}`;
      }),
  );
}
