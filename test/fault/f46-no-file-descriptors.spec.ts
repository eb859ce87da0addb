import { connect, type Socket } from 'node:net';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { pause } from './support/wait';

const DESCRIPTORS = 128;
const CONNECTIONS = 300;
const INCIDENTS = 60;

/** An api may open few files, and somebody opens more connections than that. */
fault('F46', async (run) => {
  const cluster = await startCluster({ apis: 2, workers: 1, phones: 60 });
  const held: Socket[] = [];
  try {
    const [victim] = cluster.apis;
    if (victim === undefined) throw new Error('two apis');
    await victim.kill('SIGKILL');
    await victim.start({ via: ['prlimit', `--nofile=${DESCRIPTORS}`] });
    await cluster.phones.connect();
    const { pid } = victim;
    const raising = cluster.control.raise(INCIDENTS, { everyMs: 80 });
    await pause(1_000);
    for (let nth = 0; nth < CONNECTIONS; nth += 1) {
      const socket = connect(victim.port, '127.0.0.1');
      socket.on('error', () => undefined);
      held.push(socket);
    }
    await pause(2_000);
    for (const socket of held) socket.destroy();
    const raised = await raising;
    await cluster.settle();
    run.figure('n', raised.length);
    run.figure('ended', victim.isRunning && victim.pid === pid ? 0 : 1, { max: 0 });
    run.figure('not_acked', raised.filter(({ id }) => id === null).length, { max: 0 });
    run.figure('answers_after', (await victim.answersReady(5_000)) ? 1 : 0, { min: 1 });
    run.invariants(await cluster.check());
  } finally {
    for (const socket of held) socket.destroy();
    await cluster.stop();
  }
});
