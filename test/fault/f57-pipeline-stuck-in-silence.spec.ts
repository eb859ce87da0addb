import type { IncidentPage } from '#contracts/incident-api';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs } from './support/ledger';
import { pause, waitFor } from './support/wait';

const LOOK_EVERY_MS = 500;
const THROUGH = 'closeby_watchdog_rounds_total{result="through"}';
const MISSING = 'closeby_alarm{alarm="synthetic-alert-missing"}';

/** One figure of a process, as whoever collects them reads it. */
async function told(cluster: Cluster, name: string): Promise<number> {
  const response = await fetch(`${cluster.apis[0]?.url ?? ''}/metrics`);
  const line = (await response.text()).split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ')[1] ?? NaN);
}

async function until(cluster: Cluster, name: string, isSo: (value: number) => boolean) {
  const look = async (): Promise<boolean> => {
    await pause(LOOK_EVERY_MS);
    return isSo(await told(cluster, name));
  };
  await waitFor(look, name, 120_000);
}

/**
 * Every process runs, answers and reports no error, and still nothing is carried: the workers are
 * made blind to what is due.
 */
fault(
  'F57',
  async (run) => {
    const env = { WATCHDOG_EVERY_S: '30' };
    const cluster = await startCluster({
      ...{ apis: 1, workers: 1, phones: 5, providers: false, random: () => run.random(), env },
    });
    const { postgres } = cluster.services;
    try {
      await until(cluster, THROUGH, (count) => count >= 1);
      run.figure('false_alarms', await told(cluster, MISSING), { max: 0 });
      await postgres.psql(`CREATE POLICY blind ON delivery AS RESTRICTIVE TO closeby_app
        USING (coalesce(current_setting('closeby.purpose', true), '') <> 'queue')`);
      const stuckAtMs = monotonicMs();
      await until(cluster, MISSING, (raised) => raised === 1);
      run.figure('detection_s', (monotonicMs() - stuckAtMs) / 1_000, { max: 90 });
      const ready = await Promise.all(cluster.nodes.map((node) => node.answersReady()));
      run.figure('nodes_that_say_ready', ready.filter(Boolean).length);
      await postgres.psql('DROP POLICY blind ON delivery');
      const mendedAtMs = monotonicMs();
      await until(cluster, MISSING, (raised) => raised === 0);
      run.figure('cleared_s', (monotonicMs() - mendedAtMs) / 1_000, { max: 30 });
      const list = await cluster.account('dispatcher').get<IncidentPage>('/v1/incidents');
      run.figure('synthetic_shown', list.body.items.length, { max: 0 });
      run.figure('counted_as_raised', await told(cluster, 'closeby_incidents_raised_total'), {
        max: 0,
      });
    } finally {
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);
