import { Redis } from 'ioredis';
import { SECOND_MS } from '#core/units';
import { readKeys } from '../demo/keys';
import { layField, PEOPLE_MIN, type Field } from './alert-field';
import { connected, onTheLine } from './alert-line';
import { ring, type Rings } from './alert-rings';
import { readOptions } from './bench-options';
import { ourselves, startPeer, widen, type Contender, type Peer } from './contenders';
import type { Crowd } from './crowd';
import { RUNG, WITHIN_M } from './peers/people';
import { registerHerd, StormCallouts } from './storm-callout';
import { median, shareBelow, tell } from './verdict';

const PRESET = 'nearest-10';
/** Beside its own idle p99, and beside telling all sockets at once. */
const IDLE_RATIO_MAX = 1.5;
const BROADCAST_RATIO_MIN = 25;
/** Everybody is told so often where that is done at once. */
const TELL_EVERY_MS = SECOND_MS;
const ACK_EVERY = 500;
/** What the herd counts: a question that has come. */
const QUESTION = '"alert-sent"';
const RING_PHONES = 900;

/**
 * From control's message to the last of twenty phones while a call-out goes to 18,000 sockets,
 * again and again, and 20,000 positions a second come in over them; beside what it takes when
 * nothing else happens, and beside a server that tells as many sockets at once each second, with
 * the same incidents matched and kept by PostGIS in one statement.
 *
 * Options: `--people N --sockets N --positions N --seconds N --every MS --rounds N --scale X`.
 */
export async function runStorm(args: readonly string[]): Promise<void> {
  const usual = { people: 100_000, sockets: 18_000, positions: 20_000 };
  const { numbers, text } = readOptions(args, { ...usual, seconds: 20, every: 100, rounds: 3 });
  const sized = (count: number): number => Math.ceil(count * numbers.scale);
  const keys = readKeys(text('keys'));
  const { organisationId } = keys;
  const [url, ownerUrl, redisUrl] = [text('url'), text('owner-url'), text('redis-url')];
  const wide = { preset: PRESET, alertedAtOnceMax: RUNG, radiusM: WITHIN_M };
  const own = ourselves({ name: 'closeby', url, keys, policyName: await widen(url, keys, wide) });
  const redis = new Redis(redisUrl);
  const people = Math.max(PEOPLE_MIN, sized(numbers.people));
  const field = await layField(
    { ownerUrl, redis, organisationId },
    { from: 0, people, phones: sized(RING_PHONES) },
  );
  redis.disconnect();
  const peer = await startPeer('one-sql', { ownerUrl, redisUrl });
  const herd = { from: people, upto: people + sized(numbers.sockets) };
  const crowds: Crowd[] = [];
  const come = async (crowd: Promise<Crowd>): Promise<Crowd> => {
    crowds.push(await crowd);
    return crowd;
  };
  try {
    const tokens = await registerHerd(ownerUrl, organisationId, herd);
    const bench: Bench = {
      ...{ own, peer, field, server: { url, keys }, herdCount: tokens.length },
      listeners: await come(onTheLine(own, field, organisationId)),
      peerListeners: await come(onTheLine(peer, field, organisationId)),
      herd: await come(connected(own, tokens)),
      load: { perSecond: sized(numbers.positions), seconds: numbers.seconds, ackEvery: ACK_EVERY },
      pace: { every: numbers.every, incidents: (numbers.seconds * SECOND_MS) / numbers.every },
    };
    await come(connected(peer, tokens));
    console.log(`${tokens.length} sockets to be called out, ${field.onTheLine.length} that ring`);
    const rounds: Round[] = [];
    for (let n = 1; n <= numbers.rounds; n += 1) rounds.push(await round(bench, n));
    report(rounds, tokens.length);
  } finally {
    for (const crowd of crowds) await crowd.stop();
    for (const contender of [own, peer]) await contender.stop();
  }
}

interface Bench {
  readonly own: Contender;
  readonly peer: Peer;
  readonly field: Field;
  readonly server: ConstructorParameters<typeof StormCallouts>[0];
  /** Phones near scenes, of ours and of the peer. */
  readonly listeners: Crowd;
  readonly peerListeners: Crowd;
  /** Phones that send positions and are called out. */
  readonly herd: Crowd;
  readonly herdCount: number;
  readonly load: Parameters<Crowd['sendFixes']>[0];
  readonly pace: { readonly every: number; readonly incidents: number };
}

/** What one round came to: times to the last phone of each incident. */
interface Round {
  readonly idle: Rings;
  readonly storm: Rings;
  readonly peerIdle: Rings;
  readonly broadcast: Rings;
  /** A second, as far as they were sent. */
  readonly positions: number;
  readonly questions: number;
  readonly callouts: number;
}

/** Quiet and storm, ours and the peer's, one after the other. */
async function round(bench: Bench, n: number): Promise<Round> {
  const { own, peer, field, listeners, peerListeners, pace } = bench;
  const quiet = { field, ...pace, round: 2 * n };
  const busy = { field, ...pace, round: 2 * n + 1 };
  const warm = { ...quiet, incidents: Math.ceil(pace.incidents / 10) };
  if (n === 1) await ring(own, listeners, { ...warm, round: 0 });
  if (n === 1) await ring(peer, peerListeners, { ...warm, round: 0 });
  const idle = await ring(own, listeners, quiet);
  const storm = await inStorm(bench, busy);
  const peerIdle = await ring(peer, peerListeners, quiet);
  let isOver = false;
  const telling = tellOften(peer, () => isOver);
  const broadcast = await ring(peer, peerListeners, busy);
  isOver = true;
  await telling;
  return { idle, ...storm, peerIdle, broadcast };
}

async function inStorm(
  { own, listeners, herd, herdCount, server, load }: Bench,
  busy: Parameters<typeof ring>[2],
): Promise<Pick<Round, 'storm' | 'positions' | 'questions' | 'callouts'>> {
  await herd.listen(QUESTION);
  const callouts = new StormCallouts(server, { count: herdCount, round: busy.round });
  const began = performance.now();
  const sending = herd.sendFixes(load).then((sent) => {
    return { ...sent, elapsedS: (performance.now() - began) / SECOND_MS };
  });
  const storm = await ring(own, listeners, busy);
  const { sent, turnedDown, ackMs, elapsedS } = await sending;
  await callouts.end();
  if (turnedDown > 0) console.log(`${turnedDown} of ${ackMs.length} positions were turned down`);
  const { heard } = await herd.heard();
  if (heard < callouts.asked) console.log(`${callouts.asked} asked, ${heard} heard`);
  return { storm, positions: sent / elapsedS, questions: heard, callouts: callouts.whole };
}

async function tellOften(peer: Peer, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const began = performance.now();
    await peer.tellAll();
    const restMs = TELL_EVERY_MS - (performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, restMs)));
  }
}

function report(rounds: readonly Round[], sockets: number): void {
  const p99 = ({ lastMs }: Rings): number => shareBelow(lastMs, 0.99);
  const lost = rounds.flatMap(({ storm }) => storm.lastMs).filter((ms) => ms === Infinity);
  tell({
    ...{ name: 'storm.p99_by_idle', unit: 'times', bar: { most: IDLE_RATIO_MAX } },
    rounds: rounds.map(({ idle, storm }) => p99(storm) / p99(idle)),
    beside: {
      storm_p99_ms: median(rounds.map(({ storm }) => p99(storm))),
      idle_p99_ms: median(rounds.map(({ idle }) => p99(idle))),
      storm_p50_ms: median(rounds.map(({ storm }) => shareBelow(storm.lastMs, 0.5))),
      idle_p50_ms: median(rounds.map(({ idle }) => shareBelow(idle.lastMs, 0.5))),
      ...{ lost: lost.length, sockets },
      positions_per_s: median(rounds.map(({ positions }) => positions)),
      callouts: median(rounds.map(({ callouts }) => callouts)),
      questions: median(rounds.map(({ questions }) => questions)),
    },
  });
  tell({
    ...{ name: 'storm.below_broadcast', unit: 'times', bar: { least: BROADCAST_RATIO_MIN } },
    rounds: rounds.map(({ storm, broadcast }) => p99(broadcast) / p99(storm)),
    beside: {
      broadcast_p99_ms: median(rounds.map(({ broadcast }) => p99(broadcast))),
      its_idle_p99_ms: median(rounds.map(({ peerIdle }) => p99(peerIdle))),
    },
  });
}
