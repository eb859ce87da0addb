import { Random } from '../../../apps/simulator/src/city/random';

/** What may happen, and what it happens to: of two at once each has another. */
const KINDS = {
  'worker-killed': 'worker',
  'worker-frozen': 'worker',
  'api-killed': 'api',
  'redis-killed-and-empty': 'redis',
  'redis-cut-from-one-node': 'links',
  'nodes-apart': 'links',
  'postgres-killed': 'postgres',
  'phones-slow-and-dropped': 'phones',
  'standby-promoted': 'postgres',
} as const;

export type NemesisKind = keyof typeof KINDS;

/** One thing that happens, for how long, and to which of several by its place in the row. */
export interface NemesisPart {
  readonly kind: NemesisKind;
  readonly which: number;
  readonly forMs: number;
}

/** What happens at once, from the start of the run. */
export interface NemesisAct {
  readonly atMs: number;
  readonly parts: readonly NemesisPart[];
}

const WEIGHTS: readonly (readonly [NemesisKind, number])[] = [
  ['worker-killed', 4],
  ['worker-frozen', 2],
  ['api-killed', 2],
  ['redis-killed-and-empty', 2],
  ['redis-cut-from-one-node', 2],
  ['nodes-apart', 2],
  ['postgres-killed', 2],
  ['phones-slow-and-dropped', 2],
];
const FIRST_MS = 2_000;
const LASTS_MS = [500, 6_000] as const;
const GAP_MS = [4_000, 8_000] as const;
const TOGETHER = 0.35;
const WHICH_MAX = 60;
/** Servers go on with the new primary for so long. */
const AFTER_PROMOTION_MS = 8_000;

/**
 * What the nemesis does in a run of so many milliseconds, by the seed alone: one thing or two at
 * once, one act after the other, and at last the primary dies for good and its standby is promoted.
 * A longer run begins with the acts of a shorter one.
 */
export function nemesisSchedule(seed: string, runMs: number): readonly NemesisAct[] {
  const dice = new Random(`nemesis/${seed}`);
  const acts: NemesisAct[] = [];
  let atMs = FIRST_MS;
  for (;;) {
    const first = draw(dice, WEIGHTS);
    const others = WEIGHTS.filter(([kind]) => KINDS[kind] !== KINDS[first.kind]);
    const parts = dice.chance(TOGETHER) ? [first, draw(dice, others)] : [first];
    const endMs = atMs + Math.max(...parts.map(({ forMs }) => forMs));
    if (endMs + GAP_MS[1] + AFTER_PROMOTION_MS > runMs) break;
    acts.push({ atMs: Math.round(atMs), parts });
    atMs = endMs + dice.between(...GAP_MS);
  }
  const promotion = { kind: 'standby-promoted', which: 0, forMs: 0 } as const;
  return [...acts, { atMs: Math.max(FIRST_MS, runMs - AFTER_PROMOTION_MS), parts: [promotion] }];
}

/** One line of the schedule. */
export function actInWords({ atMs, parts }: NemesisAct): string {
  const words = parts.map(({ kind, which, forMs }) => `${kind}#${which} ${forMs}ms`);
  return `at=${(atMs / 1_000).toFixed(1)}s ${words.join(' + ')}`;
}

function draw(dice: Random, from: readonly (readonly [NemesisKind, number])[]): NemesisPart {
  const kind = dice.weighted(from);
  return { kind, which: dice.below(WHICH_MAX), forMs: Math.round(dice.between(...LASTS_MS)) };
}
