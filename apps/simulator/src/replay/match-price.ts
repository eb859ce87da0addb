import type { AlertPolicy } from '#core/alert-policy';
import { runBench, type BenchTask, type PolicyRun } from './bench';
import type { Match } from './options';
import type { Contestant } from './run-part';
import { meanOf, survivalByCase } from './scores';

/** A price, and how near the fitted rule came to its mark on the cases it was fitted on. */
export interface Fitted {
  readonly policy: AlertPolicy;
  readonly price: number;
  readonly mark: number;
  readonly reached: number;
  readonly runs: number;
}

/** Prices between which the right one is looked for. */
const PRICE_MIN = 0.000_02;
const PRICE_MAX = 0.05;
const CLOSE_ENOUGH = 0.005;
const TRIES_MAX = 10;

/** The same rule at another price; throws for a rule that has none. */
export function atPrice(policy: AlertPolicy, pricePerAlert: number): AlertPolicy {
  if (policy.choice.kind !== 'expected-gain') throw new Error(`${policy.name} has no price`);
  return { ...policy, choice: { ...policy.choice, pricePerAlert } };
}

/**
 * Finds the price at which a rule's mean alerts, or its mean survival under its own objective,
 * equal those of another rule on the same cases: by halving between prices, on a scale of ratios.
 * The cases must not be those on which the two are then compared.
 */
export async function matchPrice(
  policy: AlertPolicy,
  match: Match,
  setting: { readonly task: BenchTask; readonly rival: Contestant },
): Promise<Fitted> {
  const { choice } = policy;
  if (choice.kind !== 'expected-gain') throw new Error(`${policy.name} has no price`);
  const figure = (run: PolicyRun): number => figureOf(run, match, choice.objective);
  const measure = async (contestant: Contestant): Promise<number> => {
    const { policies } = await runBench({ ...setting.task, contestants: [contestant] });
    const [run] = policies;
    return run === undefined ? 0 : figure(run);
  };
  const mark = await measure(setting.rival);
  let [cheap, dear] = [PRICE_MIN, PRICE_MAX];
  let best = { policy, price: choice.pricePerAlert, mark, reached: Infinity, runs: 0 };
  for (let runs = 1; runs <= TRIES_MAX; runs += 1) {
    const price = runs === 1 ? choice.pricePerAlert : Math.sqrt(cheap * dear);
    const tried = atPrice(policy, price);
    const reached = await measure({ name: policy.name, kind: 'policy', policy: tried });
    if (Math.abs(reached - mark) < Math.abs(best.reached - mark)) {
      best = { policy: tried, price, mark, reached, runs };
    }
    best.runs = runs;
    if (Math.abs(reached - mark) <= CLOSE_ENOUGH * mark * (match.of === 'alerts' ? 1 : 0.2)) break;
    // A higher price means fewer alerts and less survival.
    if (reached > mark) cheap = price;
    else dear = price;
  }
  return best;
}

function figureOf(
  { columns }: PolicyRun,
  match: Match,
  objective: keyof ReturnType<typeof survivalByCase>,
): number {
  const rows = Array.from(columns.alerts, (_, row) => row);
  return match.of === 'alerts'
    ? meanOf(columns.alerts, rows)
    : meanOf(survivalByCase(columns)[objective], rows);
}
