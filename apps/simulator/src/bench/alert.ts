import { Redis } from 'ioredis';
import { readKeys } from '../demo/keys';
import { compareBuilds } from './alert-builds';
import { layField, PEOPLE_MIN, type Field } from './alert-field';
import { onTheLine } from './alert-line';
import { ring, type Rings } from './alert-rings';
import { readOptions } from './bench-options';
import { ourselves, startPeer, widen, type Contender } from './contenders';
import type { Crowd } from './crowd';
import { PEERS } from './peers/names';
import { RUNG, WITHIN_M } from './peers/people';
import { median, shareBelow, tell, type Bar } from './verdict';

const PRESET = 'nearest-10';
/** Beside what the machine itself takes, and beside the stack of tutorials. */
const FLOOR_P50_MAX = 2.2;
const FLOOR_P99_MAX = 2.5;
const TUTORIAL_P50_MIN = 9;
const TUTORIAL_P99_MIN = 12;
const GROWTH_MAX = 1.15;

/**
 * From control's message to the last of twenty phones, beside three peers in turn: what the machine
 * itself takes with nothing kept, PostGIS in one statement, and the stack of tutorials. With
 * `--before-url` instead beside another build of ours.
 *
 * Options: `--people N --more N --phones N --rounds N --incidents N --every MS --scale X`.
 */
export async function runAlert(args: readonly string[]): Promise<void> {
  if (args.includes('--before-url')) {
    await compareBuilds(args);
    return;
  }
  const usual = { people: 100_000, more: 1_000_000, phones: 10_000 };
  const { numbers, text } = readOptions(args, {
    ...{ ...usual, rounds: 5, incidents: 40, every: 100 },
  });
  const keys = readKeys(text('keys'));
  const wide = { preset: PRESET, alertedAtOnceMax: RUNG, radiusM: WITHIN_M };
  const policyName = await widen(text('url'), keys, wide);
  const redis = new Redis(text('redis-url'));
  const services = { redis, ownerUrl: text('owner-url'), organisationId: keys.organisationId };
  const sizes = [numbers.people, numbers.more].filter((size) => size > 0);
  const phones = Math.ceil(numbers.phones * numbers.scale);
  const own = { name: 'closeby', url: text('url'), keys, policyName };
  const medians: number[] = [];
  try {
    for (const [n, size] of sizes.entries()) {
      // Each size is another one, however small all are made.
      const sized = (of: number): number =>
        of < 0 ? 0 : Math.max(PEOPLE_MIN * (of + 1), Math.ceil((sizes[of] ?? 0) * numbers.scale));
      const [from, people] = [sized(n - 1), sized(n)];
      const field = await layField(services, { from, people, phones });
      console.log(`${people} people, ${field.onTheLine.length} phones on the line of each`);
      const run = { field, ...numbers, name: `alert.${size / 1_000}k` };
      const where = { ownerUrl: services.ownerUrl, redisUrl: text('redis-url') };
      medians.push(await besidePeers(run, own, where));
    }
  } finally {
    redis.disconnect();
  }
  const [small, large] = medians;
  if (small === undefined || large === undefined) return;
  const rounds = [large / small];
  tell({ name: 'alert.growth_p50', unit: 'times', rounds, bar: { most: GROWTH_MAX } });
}

interface Run {
  readonly name: string;
  readonly field: Field;
  readonly rounds: number;
  readonly incidents: number;
  readonly every: number;
}

/** Our median, milliseconds. */
async function besidePeers(
  run: Run,
  own: Parameters<typeof ourselves>[0],
  where: Parameters<typeof startPeer>[1],
): Promise<number> {
  const contenders: Contender[] = [ourselves(own)];
  const crowds: Crowd[] = [];
  const rings = new Map<string, Rings[]>();
  try {
    for (const name of PEERS) contenders.push(await startPeer(name, where));
    for (const contender of contenders) {
      crowds.push(await onTheLine(contender, run.field, own.keys.organisationId));
    }
    // The first round only warms up.
    for (let round = 0; round <= run.rounds; round += 1) {
      for (const [n, contender] of contenders.entries()) {
        const crowd = crowds[n];
        if (crowd === undefined) continue;
        const known = rings.get(contender.name) ?? [];
        rings.set(contender.name, known);
        const rung = await ring(contender, crowd, { ...run, round });
        if (round > 0) known.push(rung);
      }
    }
  } finally {
    for (const crowd of crowds) await crowd.stop();
    for (const contender of contenders) await contender.stop();
  }
  return report(run.name, rings);
}

function report(name: string, rings: ReadonlyMap<string, readonly Rings[]>): number {
  const of = (who: string, share: number): readonly number[] =>
    (rings.get(who) ?? []).map(({ lastMs }) => shareBelow(lastMs, share));
  for (const share of [0.5, 0.99]) {
    const label = `p${share * 100}`;
    const ours = of('closeby', share);
    const floor = of('floor', share);
    const ratios = ours.map((ms, round) => ms / (floor[round] ?? NaN));
    const bar: Bar = { most: share === 0.5 ? FLOOR_P50_MAX : FLOOR_P99_MAX };
    const peers = Object.fromEntries(PEERS.map((who) => [`${who}_ms`, median(of(who, share))]));
    const beside = { ms: median(ours), ...peers };
    tell({ name: `${name}_${label}_by_floor`, unit: 'times', rounds: ratios, bar, beside });
    const behind = of('tutorial', share).map((ms, round) => ms / (ours[round] ?? NaN));
    const least = share === 0.5 ? TUTORIAL_P50_MIN : TUTORIAL_P99_MIN;
    tell({ name: `${name}_tutorial_${label}`, unit: 'times', rounds: behind, bar: { least } });
  }
  const answers = (rings.get('closeby') ?? []).map(({ answerMs }) => shareBelow(answerMs, 0.5));
  tell({ name: `${name}_answer_p50`, unit: 'ms', rounds: answers, bar: null });
  const rung = [...rings].map(([who, rounds]) => [who, median(rounds.map((one) => one.rung))]);
  const { closeby = 0, ...others } = Object.fromEntries(rung) as Record<string, number>;
  tell({ name: `${name}_rung`, unit: 'phones', rounds: [closeby], bar: null, beside: others });
  return median(of('closeby', 0.5));
}
