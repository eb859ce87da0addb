import { startCluster } from './support/cluster';
import { fault } from './support/fault';

const INCIDENTS = 30;
const WRONG: readonly Readonly<Record<string, string>>[] = [
  { ROLE: 'everything' },
  { DATABASE_URL: 'mysql://nowhere' },
  { DATABASE_POOL_MAX: 'many' },
  { SECRETS_KEY: 'short' },
  { CLOCK_SPEED: '-1' },
  { NODE_ENV: 'production', DEMO_KEYS: '1' },
];
/** A plan that would ask nobody, or everybody for ever. */
const WRONG_PLANS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { policy: {} },
  { policy: { radiusM: -1 } },
  { policy: { kind: 'nearest', waveSizes: [] } },
];

/** A wrong configuration or plan is refused whole, and the service goes on by the old one. */
fault('F49', async (run) => {
  const cluster = await startCluster({ apis: 2, workers: 1, phones: INCIDENTS * 5 });
  try {
    const [node] = cluster.apis;
    if (node === undefined) throw new Error('two apis');
    const raising = cluster.control.raise(INCIDENTS, { everyMs: 200, closes: false });
    const right = { ...node.env };
    await node.kill('SIGTERM');
    let accepted = 0;
    let unexplained = 0;
    for (const wrong of WRONG) {
      Object.assign(node.env, right, wrong);
      await node.launch();
      await node.ended();
      if (!node.log.some((line) => line.includes('The configuration is wrong'))) unexplained += 1;
      accepted += node.isRunning ? 1 : 0;
    }
    for (const key of Object.keys(node.env)) if (!(key in right)) node.env[key] = '';
    Object.assign(node.env, right);
    await node.start();
    const supervisor = cluster.account('supervisor');
    const put = await Promise.all(
      WRONG_PLANS.map((plan) => supervisor.post('/v1/response-plans', { name: 'wrong', ...plan })),
    );
    const raised = await raising;
    await cluster.phones.connect();
    await cluster.settle();
    run.figure('n', raised.length);
    run.figure('configurations', WRONG.length);
    run.figure('accepted', accepted, { max: 0 });
    run.figure('unexplained', unexplained, { max: 0 });
    run.figure('plans_accepted', put.filter(({ status }) => status < 400).length, { max: 0 });
    run.figure('broke', put.filter(({ status }) => status >= 500).length, { max: 0 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});
