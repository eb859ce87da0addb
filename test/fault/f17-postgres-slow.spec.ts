import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import {
  ringsBetween,
  surviveOutage,
  tellP99,
  tellSurvival,
  type Survived,
} from './support/outage';
import { pause } from './support/wait';

const LATE_MS = 100;
const FREEZES_MS = [1_000, 5_000];

const REST = { everyMs: 500, beforeMs: 1_000, afterMs: 4_000 };

/** PostgreSQL answers late, then not at all for a second, then for five. */
fault('F17', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: 400, links: true },
    random: () => run.random(),
  });
  try {
    const links = cluster.nodes.map((node) => node.links.postgres);
    const late = await surviveOutage(cluster, {
      ...REST,
      forMs: 8_000,
      breaks: () => links.forEach((link) => link.delay(LATE_MS, LATE_MS / 5)),
      mends: () => links.forEach((link) => link.heal()),
    });
    await tell(run, cluster, 'late', late);
    // Late is not away: a server that answers is not taken out for it.
    run.figure('taken_out', cluster.balancer.history.length, { max: 0 });
    const frozen: Survived[] = [];
    for (const forMs of FREEZES_MS) frozen.push(await freeze(run, cluster, forMs));
    const [last] = frozen.slice(-1);
    if (last === undefined) throw new Error('it was frozen');
    const raised = [late, ...frozen].flatMap((each) => each.raised);
    await tellSurvival(run, cluster, { ...last, raised });
  } finally {
    await cluster.stop();
  }
});

async function freeze(run: FaultRun, cluster: Cluster, forMs: number): Promise<Survived> {
  const { postgres } = cluster.services;
  await pause(REST.beforeMs);
  const survived = await surviveOutage(cluster, {
    ...REST,
    forMs,
    breaks: () => postgres.kill('SIGSTOP'),
    mends: () => postgres.kill('SIGCONT'),
  });
  await tell(run, cluster, `frozen_${forMs}`, survived);
  return survived;
}

async function tell(
  run: FaultRun,
  cluster: Cluster,
  name: string,
  survived: Survived,
): Promise<void> {
  const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
  tellP99(run, [`${name}_ack`], survived.acksDuringMs);
  tellP99(run, [`${name}_alert`], rings.delaysMs);
  run.figure(`${name}_recovery_ms`, survived.recoveryMs, { max: 3_000 });
  tellP99(run, [`${name}_ack_after`, 2_000], survived.acksAfterMs.slice(-4));
}
