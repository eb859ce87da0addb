import { account, arrestAt } from '../support/clients';
import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import { KEY_OF, newRef, sceneAt } from './support/population';
import { waitFor } from './support/wait';

const GOOD = 40;
const NESTED_DEEP = 20_000;
const TEN_MEGABYTES = 10 * 1024 * 1024;
/** What is refused without being read whole may end the connection instead of answering. */
const CUT = 0;

/** Messages no control system should send, among good ones: each is refused, and no copy ends. */
fault('F42', async (run) => {
  const cluster = await startCluster({ apis: 2, workers: 1, phones: GOOD * 5 });
  try {
    const pids = cluster.nodes.map(({ pid }) => pid);
    const raising = cluster.control.raise(GOOD, { everyMs: 60, closes: false });
    const refused = await Promise.all(poison().map((body) => send(cluster, body, run)));
    const raised = await raising;
    await cluster.settle();
    run.figure('n', GOOD + refused.length);
    run.figure('poison', refused.length);
    run.figure('taken', refused.filter((status) => status > CUT && status < 400).length, {
      max: 0,
    });
    run.figure('broke', refused.filter((status) => status >= 500).length, { max: 0 });
    const isAlive = cluster.nodes.map((node, nth) => node.isRunning && node.pid === pids[nth]);
    run.figure('crashes', isAlive.filter((alive) => !alive).length, { max: 0 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.figure('queue_stall_ms', await oldestWaitMs(cluster), { max: 1_000 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});

/** Bodies as they go over the wire. */
function poison(): readonly string[] {
  const good = { ...arrestAt(sceneAt(0)), controlRef: newRef() };
  const withPlace = (place: string): string =>
    JSON.stringify({ ...good, place: 'HERE' }).replace('"HERE"', place);
  return [
    '{"controlRef": "cut in the midd',
    '',
    'null',
    '[]',
    '\u0000\u0001\u0002',
    withPlace('{"type":"Point","coordinates":[NaN,NaN]}'),
    withPlace('{"type":"Point","coordinates":[1e999,-1e999]}'),
    withPlace('{"type":"Point","coordinates":["36",null]}'),
    withPlace('{"type":"Point","coordinates":[]}'),
    withPlace('{"type":"Polygon","coordinates":[[[0,0]]]}'),
    withPlace(`${'['.repeat(NESTED_DEEP)}${']'.repeat(NESTED_DEEP)}`),
    withPlace(`${'{"a":'.repeat(NESTED_DEEP)}1${'}'.repeat(NESTED_DEEP)}`),
    JSON.stringify({ ...good, kind: 'meteorite' }),
    JSON.stringify({ ...good, priority: 'unheard-of' }),
    JSON.stringify({ ...good, version: Number.MAX_SAFE_INTEGER + 2 }),
    JSON.stringify({ ...good, version: -1 }),
    JSON.stringify({ ...good, calledAt: '0000-99-99T99:99:99Z' }),
    JSON.stringify({ ...good, controlRef: 'a\u0000b' }),
    JSON.stringify({ ...good, controlRef: '' }),
    JSON.stringify({ ...good, unknownField: true }),
    JSON.stringify({ ...good, address: 'x'.repeat(TEN_MEGABYTES) }),
  ];
}

async function send({ apis }: Cluster, body: string, run: FaultRun): Promise<number> {
  try {
    const { url } = run.dice.pick(apis);
    return (await account(url, KEY_OF('control')).post('/v1/incidents', body)).status;
  } catch {
    return CUT;
  }
}

async function oldestWaitMs({ workers }: Cluster): Promise<number> {
  const [worker] = workers;
  const text = await waitFor(async () => {
    const response = await fetch(`${worker?.url ?? ''}/metrics`);
    return response.ok ? response.text() : null;
  }, 'figures of the worker');
  const seconds = /^closeby_queue_oldest_seconds (\S+)$/m.exec(text)?.[1];
  return Number(seconds) * 1_000;
}
