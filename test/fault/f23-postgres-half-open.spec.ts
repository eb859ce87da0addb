import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { percentile } from './support/ledger';
import { sceneAt, KEY_OF, newRef } from './support/population';
import { ringsBetween, surviveOutage, tellP99, tellSurvival } from './support/outage';
import { arrestAt } from '../support/clients';

/** The wait for a connection and the time of a statement, and some for the machine. */
const DEADLINE_MS = 17_000;
const FOR_MS = 20_000;
const ASKED_AT_ONCE = 30;
const HANGS_AFTER_MS = 30_000;

/** What PostgreSQL says no longer reaches one server, while it still hears that one. */
fault('F23', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, phones: 200, links: true },
    random: () => run.random(),
  });
  const [deaf] = cluster.apis;
  if (deaf === undefined) throw new Error('two servers were started');
  let asked: Promise<readonly number[]> = Promise.resolve([]);
  let brokenAt = 0;
  try {
    const survived = await surviveOutage(cluster, {
      ...{ everyMs: 200, beforeMs: 1_500, forMs: FOR_MS, afterMs: 4_000 },
      breaks: () => {
        brokenAt = performance.now();
        deaf.links.postgres.halfOpen('to-client');
        asked = askDirectly(deaf.url);
      },
      mends: () => deaf.links.postgres.heal(),
    });
    const tookMs = await asked;
    run.figure('asked', tookMs.length);
    run.figure('ended_p50_ms', percentile(tookMs, 0.5));
    run.figure('ended_max_ms', Math.max(...tookMs), { max: DEADLINE_MS });
    run.figure('hung', tookMs.filter((ms) => ms >= HANGS_AFTER_MS).length, { max: 0 });
    const left = cluster.balancer.history.find(({ name, ready }) => name === deaf.name && !ready);
    run.figure('left_rotation_ms', (left?.atMs ?? NaN) - brokenAt, { max: 4_000 });
    const rings = await ringsBetween(cluster, survived.brokenAtMs, survived.mendedAtMs);
    tellP99(run, ['ack'], survived.acksDuringMs);
    tellP99(run, ['alert'], rings.delaysMs);
    run.figure('recovery_ms', survived.recoveryMs, { max: 3_000 });
    await tellSurvival(run, cluster, { ...survived, options: { deadlineMs: HANGS_AFTER_MS } });
  } finally {
    await cluster.stop();
  }
});

/** Asks the server itself, past the balancer; resolves how long each request took to end. */
function askDirectly(url: string): Promise<readonly number[]> {
  const headers = {
    authorization: `Bearer ${KEY_OF('control')}`,
    'content-type': 'application/json',
  };
  return Promise.all(
    Array.from({ length: ASKED_AT_ONCE }, async (_, nth) => {
      const from = performance.now();
      const body = JSON.stringify(arrestAt(sceneAt(nth), { controlRef: newRef() }));
      const signal = AbortSignal.timeout(HANGS_AFTER_MS);
      await fetch(`${url}/v1/incidents`, { method: 'POST', headers, body, signal })
        .then((response) => response.arrayBuffer())
        .catch(() => undefined);
      return performance.now() - from;
    }),
  );
}
