import { SECOND_MS } from '#core/units';
import { AlertLog } from '../demo/alert-log';
import { readKeys } from '../demo/keys';
import { runAlertRound, type AlertService, type AlertTimes } from './alert-rounds';
import { readOptions } from './bench-options';
import { Crowd } from './crowd';
import { processCosts } from './process-costs';
import { readyService } from './ready-service';
import { registerPhones } from './register-phones';
import { median, shareBelow, tell } from './verdict';

/** As many as come back; of them a process can hold so many that the others are reckoned. */
const PHONES = 20_000;
const CONNECTED_MAX = 18_000;
const TOGETHER = 400;
const IDLE_ROUNDS = 5;
/** Rounds of arrests have numbers; so many fit into one coming back. */
const ROUNDS_APART = 1_000;
const BACK_MAX_S = 10;
const ALERT_RATIO_MAX = 3;

/**
 * Everybody loses the line and comes back at once: each token is checked, and what each missed is
 * read. What that takes of a core where nothing else goes on, and what it does to the alerts of
 * arrests that go on meanwhile, one after the other without a pause.
 *
 * Options: `--phones N --rounds N --scale X`.
 */
export async function runReconnect(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, { phones: CONNECTED_MAX, rounds: 3 });
  const keys = readKeys(text('keys'));
  const count = Math.ceil(numbers.phones * numbers.scale);
  const tokens = await registerPhones(text('owner-url'), keys.organisationId, count);
  const stop = new AbortController();
  const bySocketAlone = { pushAddress: null, sendSms: () => Promise.resolve() };
  const where = { url: text('url'), keys, signal: stop.signal };
  const ready = await readyService(where, new AlertLog(), bySocketAlone);
  await ready.fleet.start();
  const service = { name: 'reconnect', ...ready };
  const crowd = Crowd.start(count);
  const herd = { url: where.url, pid: text('server-pid'), tokens };
  const [alone, beside]: [Back[], Back[]] = [[], []];
  try {
    const idle = await idleTimes(service);
    for (let round = 0; round < numbers.rounds; round += 1) {
      const number = (round + 1) * ROUNDS_APART;
      alone.push(await comeBack(null, { crowd, herd, number }));
      beside.push(await comeBack(service, { crowd, herd, number }));
    }
    report({ alone, beside }, idle, count);
  } finally {
    stop.abort();
    await crowd.stop();
    await service.fleet.stop();
  }
}

/** How it went when all came back once. */
interface Back {
  /** Of one core, and of a clock on the wall, reckoned for as many as come back. */
  readonly coreS: number;
  readonly wallS: number;
  readonly during: AlertTimes;
}

/** Alerts with nobody on the line; the first round only warms up. */
async function idleTimes(service: AlertService): Promise<AlertTimes> {
  const idle: AlertTimes = { answerMs: [], ringMs: [] };
  await runAlertRound(service, 0, { answerMs: [], ringMs: [] });
  for (let round = 1; round <= IDLE_ROUNDS; round += 1) await runAlertRound(service, round, idle);
  return idle;
}

/** Once, with arrests of a service beside it or with none. */
async function comeBack(
  service: AlertService | null,
  run: {
    readonly crowd: Crowd;
    readonly herd: {
      readonly url: string;
      readonly pid: string;
      readonly tokens: readonly string[];
    };
    readonly number: number;
  },
): Promise<Back> {
  const { url, pid, tokens } = run.herd;
  const [before, began] = [processCosts(pid).cpuUs, performance.now()];
  const door = { isOpen: true, cpuUs: 0, endedMs: 0 };
  const herd = run.crowd.connect({ url, tokens, together: TOGETHER }).then((report) => {
    Object.assign(door, { isOpen: false, endedMs: performance.now() });
    door.cpuUs = processCosts(pid).cpuUs - before;
    return report;
  });
  const during: AlertTimes = { answerMs: [], ringMs: [] };
  for (let number = run.number; service !== null && door.isOpen; number += 1) {
    await runAlertRound(service, number, during);
  }
  const { connected, refused } = await herd;
  if (refused > 0) console.log(`${refused} phones were refused at first`);
  await run.crowd.leave();
  const ofAll = PHONES / Math.max(1, connected);
  const wallS = ((door.endedMs - began) / SECOND_MS) * ofAll;
  return { coreS: (door.cpuUs / 1e6) * ofAll, wallS, during };
}

function report(
  { alone, beside }: { readonly alone: readonly Back[]; readonly beside: readonly Back[] },
  idle: AlertTimes,
  count: number,
): void {
  const idleMs = shareBelow(idle.ringMs, 0.99);
  const wallOf = (back: readonly Back[]): number => median(back.map(({ wallS }) => wallS));
  tell({
    ...{ name: 'reconnect.20000_back', unit: 's_core', bar: { most: BACK_MAX_S } },
    rounds: alone.map(({ coreS }) => coreS),
    beside: { wall_s: wallOf(alone), phones: count },
  });
  tell({
    ...{ name: 'reconnect.alert_p99', unit: 'times', bar: { most: ALERT_RATIO_MAX } },
    rounds: beside.map(({ during }) => shareBelow(during.ringMs, 0.99) / idleMs),
    beside: { idle_p99_ms: idleMs, wall_s: wallOf(beside) },
  });
}
