import type { ShadowRunView } from '#contracts/response-plan-api';

/** One way of deciding: how many it asks for each incident, and what that is worth. */
export interface ParetoPoint {
  readonly name: string;
  readonly role: 'current' | 'draft' | 'preset';
  readonly alertsPerIncident: number;
  /** Mean expected survival; null where it is not reckoned in the same curve. */
  readonly survival: number | null;
}

/** A point that can be drawn. */
export type PlacedPoint = ParetoPoint & { readonly survival: number };

/**
 * What a shadow run says of the plan that decided then, and of the draft: the same numbers as its
 * table, alerts over all its incidents, survival over those in which both reckon in one curve.
 */
export function pointsOfRun(
  run: ShadowRunView,
  names: { readonly then: string; readonly now: string; readonly role: ParetoPoint['role'] },
): readonly [ParetoPoint, ParetoPoint] {
  const compared = run.cases.filter(
    ({ survivalThen, survivalNow }) => survivalThen !== null && survivalNow !== null,
  );
  const point = (
    name: string,
    role: ParetoPoint['role'],
    of: { readonly alerts: number; readonly survival: readonly number[] },
  ): ParetoPoint => ({
    ...{ name, role },
    alertsPerIncident: run.incidents === 0 ? 0 : of.alerts / run.incidents,
    survival: mean(of.survival),
  });
  const then = compared.map(({ survivalThen }) => survivalThen ?? 0);
  const now = compared.map(({ survivalNow }) => survivalNow ?? 0);
  return [
    point(names.then, 'current', { alerts: run.alertsThen, survival: then }),
    point(names.now, names.role, { alerts: run.alertsNow, survival: now }),
  ];
}

/** Those that can be drawn. */
export function placed(points: readonly ParetoPoint[]): PlacedPoint[] {
  return points.filter((point): point is PlacedPoint => point.survival !== null);
}

/**
 * The points that no other beats: nobody saves as many with fewer alerts, or more with as many. By
 * the number of alerts.
 */
export function frontier(points: readonly PlacedPoint[]): PlacedPoint[] {
  const sorted = [...points].sort(
    (a, b) => a.alertsPerIncident - b.alertsPerIncident || b.survival - a.survival,
  );
  const best: PlacedPoint[] = [];
  for (const point of sorted) {
    const last = best.at(-1);
    if (last === undefined || point.survival > last.survival) best.push(point);
  }
  return best;
}

/** Round numbers for an axis that shows all values: at most six, evenly apart. */
export function ticksOf(values: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10);
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((high - first) / step) + 1;
  return Array.from({ length: count }, (_none, at) => Number((first + at * step).toFixed(10)));
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
