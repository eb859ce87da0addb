import { fatigueFactor, type Weighed } from '#core/choose-by-gain';
import { considered } from '#core/considered';
import type { PlanInput } from '#core/plan';
import { worthFor } from '#core/plan-by-gain';
import { gainOf, noOne, valuesOf, withPart, type Odds, type Worth } from '#core/rescue-odds';
import { sceneOf, toBeAlerted, type Scene } from '#core/scene';
import { standingNow } from '#core/standing';
import { waysThere } from '#core/ways-there';

interface Search {
  readonly scene: Scene;
  readonly worth: Worth;
  readonly price: (person: Weighed) => number;
}

/**
 * The most survival over the price of the alerts that any choice of people and ways to them would
 * give; every choice is tried, so the incident has to be small. AEDs that two would fetch are taken
 * in the order of the people and in the opposite one, the better of them.
 */
export function bestOfAll(input: PlanInput): number {
  const scene = sceneOf(input);
  const { choice } = input.policy;
  if (choice.kind !== 'expected-gain') throw new Error('a policy that reckons in survival');
  const people = considered(scene, standingNow(scene)).eligible.map(
    ({ candidate, whereabouts }) => ({
      candidate,
      options: waysThere(toBeAlerted(candidate, whereabouts, scene), scene.ground),
    }),
  );
  const price = ({ candidate }: Weighed): number =>
    choice.pricePerAlert * fatigueFactor(candidate, choice.fatigue, scene);
  const task = { scene, worth: worthFor(scene, choice), price };
  const start = { odds: noOne(), left: new Map<string, number>() };
  return Math.max(searched(task, people, start), searched(task, people.toReversed(), start));
}

/** What is left to gain with these people, given the odds of those chosen before. */
function searched(
  task: Search,
  [person, ...others]: readonly Weighed[],
  so: { readonly odds: Odds; readonly left: ReadonlyMap<string, number> },
): number {
  if (person === undefined) return 0;
  let best = searched(task, others, so);
  const values = valuesOf(so.odds, task.worth);
  for (const { task: way, part } of person.options) {
    const there = way.aedId === null ? 1 : (so.left.get(way.aedId) ?? 1);
    const shared = { ...part, shockChance: part.shockChance * there };
    const left = new Map(so.left);
    if (way.aedId !== null) left.set(way.aedId, there * (1 - part.chance));
    const further = searched(task, others, { odds: withPart(so.odds, shared), left });
    best = Math.max(best, gainOf(shared, values) - task.price(person) + further);
  }
  return best;
}
