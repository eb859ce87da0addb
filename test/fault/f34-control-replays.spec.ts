import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { pause } from './support/wait';

const INCIDENTS = 60;
const RESETS = 12;

/** Acknowledgements are lost time and again, and control sends each message until it has one. */
fault('F34', async (run) => {
  const cluster = await startCluster({ apis: 2, workers: 1, phones: 200 });
  try {
    const raising = cluster.control.raise(INCIDENTS, { everyMs: 60, closes: false });
    for (let reset = 0; reset < RESETS; reset += 1) {
      cluster.controlLink.halfOpen('to-client');
      await pause(120 + 100 * run.random());
      cluster.controlLink.reset();
      cluster.controlLink.heal();
      await pause(150);
    }
    const raised = await raising;
    await cluster.settle();
    const refs = new Set(raised.map(({ ref }) => ref));
    const [row] = await cluster.services.postgres.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM incident WHERE control_ref = ANY ($1)',
      [[...refs]],
    );
    run.figure('n', refs.size);
    run.figure('dup_incidents', Math.abs((row?.count ?? NaN) - refs.size), { max: 0 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});
