/**
 * PostgreSQL with a standby, and a Redis Cluster: the services of many nodes, private and new each
 * time, as safe against power cuts as those of a service, and gone with whoever started them.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { readJson, writePrivateJson } from '../lib/files.mjs';
import { identify } from '../lib/processes.mjs';
import { say } from '../lib/terminal.mjs';
import { findHome, makePrivateFolder } from './home.mjs';
import { findPrograms } from './index.mjs';
import { databaseUrls, provision, startPostgres } from './postgres.mjs';
import { startRedisCluster } from './redis-cluster.mjs';
import { redisUrl, startRedis } from './redis.mjs';
import { startStandby } from './standby.mjs';

/** Connections of several processes with pools of their own. */
const SETTINGS = { max_connections: '300', track_commit_timestamp: 'on' };

/**
 * Starts the services for `api` and `worker` processes and resolves
 * `{ databaseOwnerUrl, databaseUrl, redisUrl, servers }`, the addresses with every server in them.
 * `standby` adds a synchronous standby, `redisCluster` makes Redis a cluster of three.
 * `servers.endPrimary()` kills the primary as a crash would, `servers.promote()` makes the standby
 * take writes, and `servers.signalStandby(name)` signals it; null without a standby.
 */
export async function startMany({ dir, standby, redisCluster, guard, log = say }) {
  const home = findHome(dir);
  const programs = await findPrograms({ dir, guard, log });
  const folder = join(home.path, 'runs', `${process.pid}-${randomBytes(4).toString('hex')}`);
  guard.folder(folder);
  makePrivateFolder(folder, home.account);
  writePrivateJson(join(folder, 'run.json'), identify());
  const place = { folder, account: home.account, throwaway: false, guard, log };
  const [database, cache] = await Promise.all([
    startDatabase(programs.postgres, { ...place, settings: SETTINGS }, standby),
    startCache(programs.redis, place, redisCluster),
  ]);
  return { ...database, redisUrl: cache };
}

async function startDatabase(postgres, place, withStandby) {
  const secrets = { superuser: password(), owner: password(), app: password() };
  const folder = join(place.folder, 'postgres');
  const primary = await startPostgres(postgres, { ...place, folder }, secrets);
  await provision(primary.psql, { ...secrets, throwaway: true });
  if (!withStandby) return { ...databaseUrls(secrets, primary.port), servers: null };
  const beside = { ...place, folder: join(place.folder, 'standby') };
  const standby = await startStandby({ postgres, place: beside, primary, secrets });
  const signalStandby = (name) => process.kill(readJson(`${beside.folder}.process.json`).pid, name);
  const endPrimary = () => process.kill(readJson(`${folder}.process.json`).pid, 'SIGKILL');
  // As libpq writes several servers of one database.
  const both = `${primary.port},127.0.0.1:${standby.port}`;
  return {
    ...databaseUrls(secrets, both),
    servers: { endPrimary, signalStandby, promote: standby.promote },
  };
}

async function startCache(redis, place, isCluster) {
  const secrets = { password: password() };
  if (isCluster) return (await startRedisCluster({ redis, place, secrets })).redisUrl;
  const port = await startRedis(redis, { ...place, folder: join(place.folder, 'redis') }, secrets);
  return redisUrl({ ...secrets, port });
}

function password() {
  return randomBytes(18).toString('hex');
}
