import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../city/random';
import type { Field } from './alert-field';
import type { Contender } from './contenders';
import type { Crowd } from './crowd';
import { monotonicMs } from './crowd-orders';

/** What every phone that is rung hears, from whomever. */
const RING = '"alert-sent"';
const RUNG_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 3;

/** What a round of one contender took, milliseconds. */
export interface Rings {
  /** To the last phone of each incident; Infinity where one was never rung. */
  readonly lastMs: readonly number[];
  readonly answerMs: readonly number[];
  /** Phones that an incident rang, on average. */
  readonly rung: number;
}

/** One incident after the other, at a pace, each ended before the next. */
export async function ring(
  contender: Contender,
  crowd: Crowd,
  run: {
    readonly field: Field;
    readonly round: number;
    readonly incidents: number;
    readonly every: number;
  },
): Promise<Rings> {
  const random = new Random(`${run.round}`);
  const [lastMs, answerMs]: [number[], number[]] = [[], []];
  let rung = 0;
  for (let n = 0; n < run.incidents; n += 1) {
    const place = run.field.scenes[random.below(run.field.scenes.length)];
    if (place === undefined) throw new Error('there is no scene');
    const ref = `${contender.name}-${run.field.people.ids.length}-${run.round}-${n}`;
    await crowd.listen(RING);
    const from = monotonicMs();
    const count = await contender.raise(ref, place);
    answerMs.push(monotonicMs() - from);
    const last = await lastHeard(crowd, count, from + RUNG_WITHIN_MS);
    lastMs.push(last - from);
    rung += count;
    await contender.end(ref);
    await pause(Math.max(0, from + run.every - monotonicMs()));
  }
  return { lastMs, answerMs, rung: rung / run.incidents };
}

/** When the last of so many phones was rung; Infinity where they are not by then. */
async function lastHeard(crowd: Crowd, count: number, until: number): Promise<number> {
  for (;;) {
    const { heard, lastHeardMs } = await crowd.heard();
    if (heard >= count) return lastHeardMs;
    if (monotonicMs() > until) return Infinity;
    await pause(LOOK_EVERY_MS);
  }
}
