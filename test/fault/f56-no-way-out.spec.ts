import type { LedgerView } from '#contracts/delivery-api';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { inOwnNetwork, OWN_NETWORK, PacketFilter } from './support/own-network';
import { Reach, tellAllButRings, upTo } from './support/reach';
import { waitFor } from './support/wait';

const PHONES = 100;
const RING_WITHIN_MS = 3_000;
const ALARM_WAIT_MS = 20_000;
const RAISE_EVERY_MS = 150;
const WARNED_WITHIN_MS = 10_000;
/** Two of five have no socket open when it happens. */
const isConnected = (index: number): boolean => index % 5 < 3;

/** Nothing leaves for the internet any more: no push, no SMS, no call. Sockets are all there is. */
inOwnNetwork(__filename, ['F56'], () => {
  fault(
    'F56',
    async (run) => {
      const cluster = await startCluster({ apis: 2, workers: 1, phones: PHONES });
      const filter = new PacketFilter();
      try {
        const reach = await Reach.ofNumbers(cluster, upTo(PHONES));
        const { fcm, sms, webPush, smtp } = cluster.providers;
        cluster.phones.leave(upTo(PHONES).filter((index) => !isConnected(index)));
        filter.lose([fcm.port, sms.port, webPush.port, smtp.port], 100);
        const from = monotonicMs();
        const stop = new AbortController();
        const { control } = cluster;
        const first = await control.raiseAt(0);
        const raising = control.raise(Infinity, { everyMs: RAISE_EVERY_MS, signal: stop.signal });
        const warned = Promise.all([
          untilTold(cluster, { id: first.id ?? '', from }),
          untilAlarm(cluster, from).catch(() => Infinity),
        ]);
        const [toldMs, alarmMs] = await warned.finally(() => stop.abort());
        const raised = await raising;
        await control.closeAll();
        const all = await reach.read();
        const connected = all.filter(({ phone }) => isConnected(phone));
        const rang = connected.flatMap(({ byPhoneMs }) => byPhoneMs ?? []);
        run.figure('n', raised.length);
        run.figure('connected_percent', (100 * connected.length) / all.length);
        run.figure('reached_percent', (100 * rang.length) / all.length, {
          min: (100 * connected.length) / all.length,
        });
        run.figure('ring_p99_ms', percentile(rang, 0.99), { max: RING_WITHIN_MS });
        run.figure('dispatcher_told_ms', toldMs, { max: WARNED_WITHIN_MS });
        run.figure('alarm_ms', alarmMs, { max: WARNED_WITHIN_MS });
        // What is left to providers stays there: a push of theirs that comes after the end is late.
        await cluster.phones.connect();
        await cluster.settle();
        tellAllButRings(run, await cluster.check());
      } finally {
        await cluster.stop();
      }
    },
    { needs: OWN_NETWORK, timeoutMs: 180_000 },
  );
});

/** Until the dispatcher's view of an incident's deliveries says that a provider did not answer. */
async function untilTold(
  cluster: Cluster,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<number> {
  const dispatcher = cluster.account('dispatcher');
  await waitFor(async () => {
    const { body } = await dispatcher.get<LedgerView>(`/v1/incidents/${id}/deliveries`);
    return body.lines.some(({ attempts }) => attempts.some(({ error }) => error !== null));
  }, 'word of a provider that does not answer');
  return monotonicMs() - from;
}

/** Until the worker's figures say that a provider is left alone, for which there is an alarm. */
async function untilAlarm({ workers }: Cluster, from: number): Promise<number> {
  await waitFor(
    async () => {
      const texts = await Promise.all(
        workers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
      );
      return texts.some((text) => /^closeby_provider_resting\{[^}]*\} 1$/m.test(text));
    },
    'provider that rests',
    ALARM_WAIT_MS,
  );
  return monotonicMs() - from;
}
