import { parseArgs } from 'node:util';
import { AlertLog } from '../demo/alert-log';
import { DemoProviders } from '../demo/demo-providers';
import { HttpClient } from '../demo/http-client';
import { readKeys, type DemoKeys } from '../demo/keys';
import { wrongUnconfirmed } from '../demo/ledger-check';
import { handOver } from '../demo/parent';
import { byWay, deliveryFigures, rangTwiceLines, figureLine } from './delivery-figures';
import { runRound, type RoundResult, type RoundsTask } from './delivery-rounds';
import { SCENES } from './delivery-world';
import { readyService, SEED } from './ready-service';

/** Rounds of each kind, one after the other in turn, so that the machine is the same for both. */
const PAIRS = 6;

/**
 * Alerts and stand-downs of twenty incidents at once through a real server, with local providers
 * that lose a fifth of the pushes and are slow with some, beside rounds in which nothing goes
 * wrong. Whoever starts this starts the server too, when it is told of the providers. Prints a line
 * per figure; the exit code is 1 where one misses its limit.
 */
export async function runDelivery(args: readonly string[]): Promise<void> {
  const { url, keys } = readArguments(args);
  const providers = await DemoProviders.start({ seed: SEED, pushDrop: 0, pushLate: 0 });
  const stop = new AbortController();
  try {
    await handOver(providers.env(url));
    const passed = await measure({ url, keys, providers, signal: stop.signal });
    if (!passed) process.exitCode = 1;
  } finally {
    stop.abort();
    await providers.stop();
  }
}

interface Bench {
  readonly url: string;
  readonly keys: DemoKeys;
  readonly providers: DemoProviders;
  readonly signal: AbortSignal;
}

function readArguments(args: readonly string[]): Pick<Bench, 'url' | 'keys'> {
  const options = { url: { type: 'string' }, keys: { type: 'string' } } as const;
  const { url, keys } = parseArgs({ args: [...args], options }).values;
  if (url === undefined || keys === undefined) throw new Error('--url and --keys are missing');
  return { url, keys: readKeys(keys) };
}

async function measure(bench: Bench): Promise<boolean> {
  const { url, keys } = bench;
  const log = new AlertLog();
  const task = await prepare(bench, log);
  const rounds: RoundResult[] = [];
  try {
    // The first of all warms the server up and counts for nothing.
    await runRound(task, { number: 0, disturbed: false });
    for (let pair = 1; pair <= PAIRS; pair += 1) {
      rounds.push(await runRound(task, { number: 2 * pair - 1, disturbed: false }));
      rounds.push(await runRound(task, { number: 2 * pair, disturbed: true }));
    }
    const cases = rounds.flatMap((round) => round.cases);
    const dispatcher = new HttpClient(url, keys.dispatcherKey);
    const wrong = await wrongUnconfirmed({ dispatcher, cases, log });
    console.log(`${PAIRS} rounds of each kind, ${SCENES} incidents at once in each, seed ${SEED}`);
    for (const disturbed of [false, true]) {
      const kind = rounds.filter((round) => round.disturbed === disturbed);
      console.log(`${disturbed ? 'disturbed' : 'undisturbed'}: first by ${byWay(kind, log)}`);
    }
    for (const line of rangTwiceLines(rounds, log)) console.log(line);
    const figures = deliveryFigures(rounds, log, wrong);
    for (const figure of figures) console.log(figureLine(figure));
    return figures.every(({ figure, limit }) => figure <= limit);
  } finally {
    await task.fleet.stop();
  }
}

/** Everybody registered, connected and on duty. */
async function prepare(bench: Bench, log: AlertLog): Promise<RoundsTask> {
  const { providers } = bench;
  const service = await readyService(bench, log, {
    pushAddress: (owner) => providers.pushAddress(owner),
    sendSms: (from, text) => providers.sendSms(from, text),
  });
  for (const phone of service.fleet.phones) providers.connect(phone);
  await service.fleet.start();
  return { ...service, providers };
}
