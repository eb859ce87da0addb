import { parseArgs } from 'node:util';
import { FcmHttp2 } from '#adapters/push/fcm-http2';
import { SESSIONS_MAX } from '#adapters/push/http2-sessions';
import { fcmMessage } from '#adapters/push/fcm-message';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import type { Channel, ChannelMessage } from '#flow/ports';
import { bareHttp1, bareHttp2, type BareClient, type BareTarget } from './bare-clients';
import { benchQuota } from './fanout-quota';
import { benchSockets } from './fanout-sockets';
import { benchWebPush } from './fanout-web-push';
import { best, measure, measureBursts, quantile, type Measured } from './measure';
import { ProviderProcess } from './provider-process';
import { sampleMessage } from './sample-message';
import { median, tell } from './verdict';

interface FanoutOptions {
  readonly messages: number;
  readonly phones: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly seed: string;
}

/** One way to send, under the same load as the others of its kind. */
interface Way {
  readonly name: 'bare http2' | 'bare http1' | 'http2' | 'sdk';
  readonly inFlight: number;
  readonly send: (index: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** What came of one run, with what each message cost the provider. */
interface Run extends Measured {
  readonly providerUs: number;
}

/** As long as the provider takes for each message: nothing, and about what FCM was seen to take. */
const SERVER_MS = [0, 20];
const CONNECTIONS_HTTP1 = 100;
const STREAMS_PER_CONNECTION = 100;
/** Long enough that no message is given up where everything waits for the processor. */
const DEADLINE_MS = 30_000;
const WARM_UP_MESSAGES = 500;
const BURSTS = 100;
const PER_CORE_MIN = 10_000;

/**
 * How fast pushes are handed over by both senders, beside what the provider takes from a bare
 * client of the same protocol in the same run, and what each message costs this process; then what
 * a message to a browser costs beside npm's web-push; then a call-out to phones on sockets.
 *
 * Options: `--messages N --phones N --seconds S --rounds R --seed TEXT`; a run ends by messages or
 * seconds.
 */
export async function runFanout(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  console.log(
    `seed ${options.seed}, ${options.messages} messages a run, best of ${options.rounds}`,
  );
  const provider = await ProviderProcess.start();
  try {
    for (const serverMs of SERVER_MS) {
      const ways = await openWays(provider, options.seed);
      try {
        await benchSenders({ provider, ways }, serverMs, options);
        if (serverMs > 0) await benchBursts(ways, serverMs);
        else await benchQuota(provider, ownOf(ways), options.messages);
      } finally {
        for (const way of ways) await way.close();
      }
    }
  } finally {
    await provider.stop();
  }
  benchWebPush(options.messages, options.rounds);
  await benchSockets(options.phones, options.rounds);
}

function ownOf(ways: readonly Way[]): readonly Way[] {
  return ways.filter(({ name }) => !name.startsWith('bare'));
}

async function benchSenders(
  { provider, ways }: { readonly provider: ProviderProcess; readonly ways: readonly Way[] },
  serverMs: number,
  options: FanoutOptions,
): Promise<void> {
  await provider.slowBy(serverMs);
  const runs = new Map<string, Run[]>();
  for (const way of ways) await measure({ ...way, messages: WARM_UP_MESSAGES, seconds: 5 });
  for (let round = 0; round < options.rounds; round += 1) {
    // In turn, so that a busy moment of the machine hits all of them.
    for (const way of ways) {
      const before = await provider.slowBy(serverMs);
      const run = await measure({ ...way, ...options });
      const after = await provider.slowBy(serverMs);
      const providerUs = (after.cpuUs - before.cpuUs) / (after.requests - before.requests);
      runs.set(way.name, [...(runs.get(way.name) ?? []), { ...run, providerUs }]);
      console.log(describe(way.name, serverMs, run));
    }
  }
  const of = (name: Way['name']): readonly Run[] => runs.get(name) ?? [];
  tellSender('http2', serverMs, { runs: of('http2'), bare: of('bare http2') });
  tellSender('sdk', serverMs, { runs: of('sdk'), bare: of('bare http1') });
}

/** How long the alerts of one incident take, on a provider that is not busy. */
async function benchBursts(ways: readonly Way[], serverMs: number): Promise<void> {
  const took = new Map<Way['name'], readonly number[]>();
  for (const { name, send } of ways) {
    const sorted = [...(await measureBursts(BURSTS, send))].sort((a, b) => a - b);
    took.set(name, sorted);
  }
  const line = (name: 'http2' | 'sdk', bare: Way['name']): void => {
    const [own, limit] = [took.get(name) ?? [], took.get(bare) ?? []];
    tell({
      ...{ name: `fanout.${name}-burst`, unit: 'ms', rounds: [quantile(own, 0.5)], bar: null },
      beside: {
        ...{ p99_ms: quantile(own, 0.99), bare_ms: quantile(limit, 0.5) },
        ...{ bare_p99_ms: quantile(limit, 0.99), server_ms: serverMs },
      },
    });
  };
  line('http2', 'bare http2');
  line('sdk', 'bare http1');
}

function tellSender(
  name: string,
  serverMs: number,
  { runs, bare }: { readonly runs: readonly Run[]; readonly bare: readonly Run[] },
): void {
  const [fastest, limit] = [best(runs), best(bare)];
  tell({
    name: serverMs === 0 ? `fanout.${name}_per_core` : `fanout.${name}-${serverMs}ms_per_core`,
    ...{ unit: '1/s', rounds: runs.map(({ cpuUs }) => 1e6 / cpuUs) },
    bar: name === 'http2' ? { least: PER_CORE_MIN } : null,
    beside: {
      bare_per_core: median(bare.map(({ cpuUs }) => 1e6 / cpuUs)),
      ...{ per_second: fastest.perSecond, bare_per_second: limit.perSecond },
      ...{ provider_cpu_us: fastest.providerUs, p50_ms: fastest.p50Ms, p99_ms: fastest.p99Ms },
      failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    },
  });
}

async function openWays(provider: ProviderProcess, seed: string): Promise<readonly Way[]> {
  const { host, port, ca, projectId, accessToken } = provider.at;
  const fcm = {
    projectId,
    credential: { accessToken },
    endpoint: { host, port, ca },
    deadlineMs: DEADLINE_MS,
  };
  const [http2, sdk] = [new FcmHttp2(fcm), new FcmSdk(fcm)];
  await Promise.all([http2.prepare(), sdk.prepare()]);
  const target: BareTarget = {
    origin: `https://${host}:${port}`,
    path: `/v1/projects/${projectId}/messages:send`,
    ca,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ message: fcmMessage(sampleMessage(seed, 0), Date.now()) }),
  };
  const message = (index: number): ChannelMessage => sampleMessage(seed, index);
  const streams = SESSIONS_MAX * STREAMS_PER_CONNECTION;
  return [
    bareWay('bare http2', streams, await bareHttp2(target, SESSIONS_MAX)),
    channelWay('http2', streams, { channel: http2, message }),
    bareWay('bare http1', CONNECTIONS_HTTP1, bareHttp1(target, CONNECTIONS_HTTP1)),
    channelWay('sdk', CONNECTIONS_HTTP1, { channel: sdk, message }),
  ];
}

function bareWay(name: Way['name'], inFlight: number, client: BareClient): Way {
  const close = (): Promise<void> => {
    client.close();
    return Promise.resolve();
  };
  return { name, inFlight, send: (index) => client.send(index), close };
}

function channelWay(
  name: Way['name'],
  inFlight: number,
  by: {
    readonly channel: Channel & { close(): Promise<void> };
    readonly message: (index: number) => ChannelMessage;
  },
): Way {
  const { channel, message } = by;
  return {
    name,
    inFlight,
    send: async (index) => (await channel.handOver(message(index))).outcome === 'taken',
    close: () => channel.close(),
  };
}

function describe(name: string, serverMs: number, run: Measured): string {
  const { perSecond, cpuUs, p50Ms, p99Ms, failed } = run;
  const speed = `${perSecond.toFixed(0)} msg/s`.padStart(13);
  const took = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
  const cost = `${cpuUs.toFixed(0)} µs CPU`;
  const which = `${name.padEnd(10)} ${String(serverMs).padStart(2)} ms`;
  return `${which} ${speed}  ${cost}  ${took}  ${failed} failed`;
}

function readOptions(args: readonly string[]): FanoutOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: 'string', default: '5000' },
      phones: { type: 'string', default: '18000' },
      seconds: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const read = (name: 'messages' | 'phones' | 'seconds' | 'rounds'): number => {
    const value = Number(values[name]);
    if (value > 0) return value;
    throw new Error(`--${name} must be more than 0`);
  };
  const [messages, rounds] = [Math.ceil(read('messages')), Math.ceil(read('rounds'))];
  const phones = Math.ceil(read('phones'));
  return { messages, phones, seconds: read('seconds'), rounds, seed: values.seed };
}
