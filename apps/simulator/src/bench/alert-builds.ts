import { parseArgs } from 'node:util';
import { AlertLog } from '../demo/alert-log';
import { readKeys } from '../demo/keys';
import { percentile } from '../demo/score';
import { runAlertRound, type AlertService, type AlertTimes } from './alert-rounds';
import { readyService } from './ready-service';

/** Rounds of each server, in turn, so that the machine is the same for both. */
const ROUNDS = 12;
/** A phone rings a second after control's message at the latest, in the worst of a hundred. */
const RING_P99_MAX_MS = 1_000;
/** With what a change adds, alerts may take so much longer than without. */
const RATIO_MAX = 1.15;

/**
 * The way of an incident from control's message to the ringing phones, through a real server with
 * 240 phones on sockets, beside a second server, which runs another build.
 * Prints a line per figure; the exit code is 1 where one misses its limit.
 */
export async function compareBuilds(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { url: text, keys: text, 'before-url': text, 'before-keys': text };
  const given = parseArgs({ args: [...args], options }).values;
  const stop = new AbortController();
  const services: AlertService[] = [];
  try {
    services.push(await serviceAt('now', given, stop.signal));
    if (given['before-url'] !== undefined) {
      const { 'before-url': url, 'before-keys': keys } = given;
      services.push(await serviceAt('before', { url, keys }, stop.signal));
    }
    if (!report(await measure(services))) process.exitCode = 1;
  } finally {
    stop.abort();
    for (const { fleet } of services) await fleet.stop();
  }
}

async function measure(
  services: readonly AlertService[],
): Promise<ReadonlyMap<string, AlertTimes>> {
  const times = new Map<string, AlertTimes>();
  // The first of all warms the servers up and counts for nothing.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const inTurn = round % 2 === 0 ? services : services.toReversed();
    for (const service of inTurn) {
      const known = times.get(service.name) ?? { answerMs: [], ringMs: [] };
      if (round > 0) times.set(service.name, known);
      await runAlertRound(service, round, known);
      if (round === 0) times.delete(service.name);
    }
  }
  return times;
}

/** Prints the figures; whether all keep their limits. */
function report(times: ReadonlyMap<string, AlertTimes>): boolean {
  const now = times.get('now');
  const before = times.get('before');
  if (now === undefined) throw new Error('nothing was measured');
  console.log(`${ROUNDS} rounds, ${now.answerMs.length} incidents, ${now.ringMs.length} alerts`);
  const kinds = ['answer', 'ring'] as const;
  const lines = kinds.flatMap((kind) =>
    [0.5, 0.95, 0.99].map((share) => {
      const of = (one: AlertTimes): number => percentile(one[`${kind}Ms`], share) ?? Infinity;
      const isMedian = share === 0.5;
      const figure = of(now);
      const peer = before === undefined ? null : of(before);
      const limit = peer !== null && isMedian ? peer * RATIO_MAX : RING_P99_MAX_MS;
      const name = `alert.${kind}_p${share * 100}`;
      const beside = peer === null ? '' : ` before=${peer.toFixed(1)}`;
      const ratio = (figure / (peer ?? limit)).toFixed(3);
      const verdict = figure <= limit ? 'PASS' : 'MISS';
      console.log(
        `BENCH name=${name} figure=${figure.toFixed(1)} unit=ms limit=${limit.toFixed(1)} ` +
          `ratio=${ratio}${beside} ${verdict}`,
      );
      return figure <= limit;
    }),
  );
  return lines.every(Boolean);
}

/** A server with everybody registered, connected and on duty. */
async function serviceAt(
  name: string,
  where: { readonly url?: string | undefined; readonly keys?: string | undefined },
  signal: AbortSignal,
): Promise<AlertService> {
  const { url, keys } = where;
  if (url === undefined || keys === undefined) throw new Error('--url or --keys is missing');
  const server = { url, keys: readKeys(keys), signal };
  const bySocketAlone = { pushAddress: null, sendSms: () => Promise.resolve() };
  const service = await readyService(server, new AlertLog(), bySocketAlone);
  await service.fleet.start();
  return { name, ...service };
}
