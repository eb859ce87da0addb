/** A private Redis Cluster: some servers, each with its part of the slots. */
import { join } from 'node:path';

import { ask, freePort } from '../lib/ports.mjs';
import { waitUntil } from '../lib/processes.mjs';
import { startRedis } from './redis.mjs';

const SLOTS = 16_384;
/** A node that has not answered its fellows for this long is taken for dead. */
const NODE_SILENT_MS = 2_000;
const FORMED_WITHIN_MS = 30_000;

/**
 * Starts `count` Redis servers in folders below `place.folder`, joins them to a cluster without
 * replicas, and resolves `{ redisUrl, nodes }` once it serves every slot: the address for
 * REDIS_URL, and `{ port, folder }` of each. A node that dies takes its slots with it, and the
 * others go on. `secrets` is `{ password }`.
 */
export async function startRedisCluster({ redis, place, secrets, count = 3 }) {
  const { password } = secrets;
  const nodes = [];
  for (let n = 1; n <= count; n += 1) {
    const folder = join(place.folder, `redis-${n}`);
    const busPort = await freePort();
    const settings = [...(place.settings ?? []), ...clusterSettings(busPort, password)];
    const port = await startRedis(redis, { ...place, folder, settings }, { password });
    nodes.push({ port, busPort, folder });
  }
  await form(nodes, password);
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
  const plain = nodes.map(({ port, folder }) => ({ port, folder }));
  return { redisUrl: `redis://:${password}@${hosts}`, nodes: plain };
}

function clusterSettings(busPort, password) {
  return [
    'cluster-enabled yes',
    `cluster-port ${busPort}`,
    `cluster-node-timeout ${NODE_SILENT_MS}`,
    'cluster-require-full-coverage no',
    'cluster-config-file nodes.conf',
    `masterauth ${password}`,
  ];
}

async function form(nodes, password) {
  const share = Math.ceil(SLOTS / nodes.length);
  const [first] = nodes;
  for (const [n, { port }] of nodes.entries()) {
    const last = Math.min(SLOTS, (n + 1) * share) - 1;
    await must(port, password, `CLUSTER ADDSLOTSRANGE ${n * share} ${last}`);
    await must(port, password, `CLUSTER SET-CONFIG-EPOCH ${n + 1}`);
  }
  for (const { port } of nodes.slice(1)) {
    await must(port, password, `CLUSTER MEET 127.0.0.1 ${first.port} ${first.busPort}`);
  }
  const formed = async () => {
    const states = await Promise.all(nodes.map((node) => serves(node, password, nodes.length)));
    return states.every(Boolean);
  };
  if (await waitUntil(formed, { deadlineMs: FORMED_WITHIN_MS })) return;
  throw new Error('the Redis servers did not become a cluster');
}

async function serves({ port }, password, count) {
  const info = await ask(port, `AUTH ${password}\r\nCLUSTER INFO\r\n`, 9);
  const says = (line) => info !== null && info.includes(line);
  return says('cluster_state:ok') && says(`cluster_known_nodes:${count}`) && says(`_ok:${SLOTS}`);
}

async function must(port, password, command) {
  const reply = await ask(port, `AUTH ${password}\r\n${command}\r\n`, 2);
  if (reply !== '+OK\r\n+OK\r\n') throw new Error(`${command}: ${reply}`);
}
