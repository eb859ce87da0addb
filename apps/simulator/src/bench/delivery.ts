import { parseArgs } from 'node:util';
import { loadCity, type City } from '../city/city';
import { AlertLog } from '../demo/alert-log';
import { DemoProviders } from '../demo/demo-providers';
import { HttpClient } from '../demo/http-client';
import { readKeys, type DemoKeys } from '../demo/keys';
import { wrongUnconfirmed } from '../demo/ledger-check';
import { handOver } from '../demo/parent';
import { PhoneFleet } from '../demo/phone-fleet';
import { readRule } from '../demo/rule';
import { setUp, type SignedIn } from '../demo/set-up';
import { followServerClock } from '../demo/virtual-clock';
import { VirtualTimers } from '../demo/virtual-timers';
import { byWay, deliveryFigures, rangTwiceLines, figureLine } from './delivery-figures';
import { runRound, type RoundResult, type RoundsTask } from './delivery-rounds';
import { makeDeliveryWorld, SCENES } from './delivery-world';

/** Rounds of each kind, one after the other in turn, so that the machine is the same for both. */
const PAIRS = 6;
const SEED = '1';
const POLICY = 'nearest-10';

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
  const { url, keys, providers, signal } = bench;
  const anyone = new HttpClient(url, null);
  const control = new HttpClient(url, keys.controlKey);
  const registrar = new HttpClient(url, keys.registrarKey);
  const clock = await followServerClock(anyone, 1);
  const city: City = loadCity();
  const world = makeDeliveryWorld(city, SEED, clock.now());
  const pushAddress = (owner: SignedIn) => providers.pushAddress(owner);
  const { signedIn } = await setUp(world, { registrar, anyone, signal, pushAddress });
  const rule = await readRule(control, POLICY);
  const timers = new VirtualTimers(clock);
  signal.addEventListener('abort', () => {
    timers.stop();
  });
  const phones = {
    ...{ seed: SEED, streets: city.streets, clock, timers, log, startsAt: clock.now() },
    isNight: () => false,
    findAed: () => 'missing' as const,
    sendSms: (from: string, text: string) => providers.sendSms(from, text),
  };
  const fleet = new PhoneFleet({ url, signedIn, world: phones, rule, signal });
  for (const phone of fleet.phones) providers.connect(phone);
  await fleet.start();
  return { world, control, fleet, providers, log, clock };
}
