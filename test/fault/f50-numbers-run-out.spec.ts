import { startCluster } from './support/cluster';
import { fault } from './support/fault';

const INCIDENTS = 20;
/** Just below where a number of four bytes ends. */
const NEAR_END = 2_147_483_640;
/** But the one of TypeORM that counts migrations. */
const SEQUENCES = `SELECT format('%I.%I', schemaname, sequencename) AS name,
    max_value::text AS max
  FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> 'migrations_id_seq'`;

/** Every counter stands just below where four bytes end: nothing stops there. */
fault('F50', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: INCIDENTS * 5 });
  const { postgres } = cluster.services;
  try {
    const sequences = await postgres.rows<{ name: string; max: string }>(SEQUENCES);
    const small = sequences.filter(({ max }) => Number(max) <= NEAR_END + 7);
    run.figure('sequences', sequences.length, { min: 1 });
    run.figure('of_four_bytes', small.length, { max: 0 });
    for (const { name } of sequences)
      await postgres.rows('SELECT setval($1, $2)', [name, NEAR_END]);
    const raised = await cluster.control.raise(INCIDENTS, { everyMs: 50, closes: false });
    await cluster.control.closeAll();
    await cluster.settle();
    const [passed] = await postgres.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM fact WHERE id > $1::bigint + 7',
      [NEAR_END],
    );
    run.figure('n', raised.length);
    run.figure('rows_beyond', passed?.count ?? NaN, { min: 1 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});
