/**
 * PostgreSQL with PostGIS and Redis for the commands of this project, found or made in this
 * order: DATABASE_URL and REDIS_URL; programs on the machine; a rootless download on Debian and
 * Ubuntu; a running Docker engine; else one sentence that says what to do.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { readJson, writePrivateJson } from '../lib/files.mjs';
import { identify, isRunning, waitUntil } from '../lib/processes.mjs';
import { Refusal, say } from '../lib/terminal.mjs';
import { hasApt, installSystemWide, unpackPackages } from './debian.mjs';
import { hasDocker, startPostgresContainer, startRedisContainer } from './docker.mjs';
import { createGuard } from './guard.mjs';
import { findHome, makePrivateFolder } from './home.mjs';
import {
  databaseUrls,
  findPostgres,
  makeEmptyDatabase,
  provision,
  startPostgres,
} from './postgres.mjs';
import { emptyCache, findRedis, redisUrl, startRedis } from './redis.mjs';

const OLD_SERVER_WAIT_MS = 12_000;
const EMPTY_DATABASE = 'closeby_demo';
const EMPTY_CACHE = 1;

/**
 * Finds or starts the services for the project in folder `dir` and resolves
 * `{ databaseOwnerUrl, databaseUrl, redisUrl, stop(), renew() }`. The owner migrates the database;
 * the server connects with `databaseUrl`, whose role owns nothing. `renew()` makes an empty
 * database and Redis database beside the kept ones and resolves their three addresses (those of
 * the environment as they are: nothing of theirs is emptied).
 *
 * With `throwaway` everything is new, unsafe against power cuts, and gone after `stop()`; any
 * number may run at once; `durable` makes them as safe as services in use. Without `throwaway` data
 * stays in `<dir>/.closeby/data`, and only one process per folder may ask for it (the caller holds
 * the lock). What was started ends with this process, however that ends; servers named by the
 * environment are never stopped. `system` installs missing packages for the whole machine instead
 * of unpacking them. A `guard` of the caller (guard.mjs) makes the services end after the caller's
 * own processes; `stop()` then is the guard's `close()`.
 */
export async function startServices({ dir, throwaway = false, system = false, ...rest }) {
  const { log = say, guard = createGuard(), durable = !throwaway } = rest;
  const given = { database: process.env.DATABASE_URL, redis: process.env.REDIS_URL };
  const urls = {
    databaseOwnerUrl: process.env.DATABASE_OWNER_URL || given.database,
    databaseUrl: given.database,
    redisUrl: given.redis,
  };
  const needs = { postgres: !given.database, redis: !given.redis };
  try {
    if (needs.postgres || needs.redis) {
      const home = findHome(dir);
      await sweep(join(home.path, 'runs'));
      const ways = await chooseWays({ home, needs, system, log, guard });
      const place = makePlace({ home, throwaway, durable, log, guard });
      const secrets = loadSecrets(place);
      const [database, redis] = await Promise.all([
        needs.postgres ? startDatabase(ways.postgres, place, secrets) : {},
        needs.redis ? startCache(ways.redis, place, secrets) : {},
      ]);
      Object.assign(urls, database, redis);
      saveSecrets(place, secrets);
    }
  } catch (error) {
    await guard.close();
    throw error;
  }
  const { renewDatabase, renewCache, ...plain } = urls;
  const renew = async () => ({ ...plain, ...(await renewDatabase?.()), ...(await renewCache?.()) });
  return { ...plain, renew, stop: () => guard.close() };
}

/**
 * The programs of both services as `{ postgres, redis }`, fetched where they are not here, for
 * whoever starts servers of their own. Throws a `Refusal` where there are only containers.
 */
export async function findPrograms({ dir, guard, log = say }) {
  const needs = { postgres: true, redis: true };
  const home = { ...findHome(dir), anyMajor: true };
  const ways = await chooseWays({ home, needs, system: false, log, guard });
  if (ways.postgres === 'docker' || ways.redis === 'docker') {
    throw new Refusal('PostgreSQL and Redis are here as containers only.');
  }
  return ways;
}

/** Where each needed service comes from: an installation found, or 'docker'. */
async function chooseWays({ home, needs, system, log, guard }) {
  const root = join(home.path, 'root');
  const major = home.anyMajor === true ? null : dataMajor(home);
  const look = () => {
    const fits = (each) => major === null || each.major === major;
    const unpacked = existsSync(join(root, '.complete'));
    const found = [...findPostgres(), ...(unpacked ? findPostgres({ root }) : [])];
    return {
      postgres: found.find(fits) ?? (major === null ? undefined : found[0]),
      redis: findRedis() ?? (unpacked ? findRedis({ root }) : null) ?? undefined,
    };
  };
  const lacks = (ways) => (needs.postgres && !ways.postgres) || (needs.redis && !ways.redis);
  let ways = look();
  if (lacks(ways) && hasApt()) {
    if (system) await installSystemWide(['postgresql-postgis', 'redis-server'], log);
    else await unpackServices(root, guard, log);
    ways = look();
  }
  if (lacks(ways) && (await hasDocker())) {
    return { postgres: ways.postgres ?? 'docker', redis: ways.redis ?? 'docker' };
  }
  if (lacks(ways)) throw nothingFound(needs, ways);
  checkMajor({ needs, ways, major, home });
  return ways;
}

/** Both servers in one download. */
function unpackServices(root, guard, log) {
  return unpackPackages({
    target: root,
    what: 'PostgreSQL, PostGIS and Redis',
    prefixes: ['postgresql-', 'redis-server', 'valkey-server'],
    choose: choosePackages,
    guard,
    log,
  });
}

/** Of the package names on offer: the newest PostgreSQL that has PostGIS 3, and Redis or Valkey. */
export function choosePackages(names) {
  const majors = [...names].map((name) => Number(/^postgresql-(\d+)-postgis-3$/.exec(name)?.[1]));
  const major = Math.max(0, ...majors.filter((each) => names.has(`postgresql-${each}`)));
  const redis = ['redis-server', 'valkey-server'].find((name) => names.has(name));
  if (major === 0 || redis === undefined) {
    const what = major === 0 ? 'PostGIS' : 'Redis or Valkey';
    throw new Refusal(
      `this machine's package sources do not offer ${what}; enable the source that does (on ` +
        'Ubuntu "universe"), or set DATABASE_URL and REDIS_URL to servers of your own.',
    );
  }
  return [`postgresql-${major}`, `postgresql-${major}-postgis-3`, redis];
}

function nothingFound(needs, ways) {
  const missing = [];
  if (needs.postgres && !ways.postgres) missing.push('PostgreSQL with PostGIS');
  if (needs.redis && !ways.redis) missing.push('Redis');
  return new Refusal(
    `${missing.join(' and ')} not found, and there is no apt and no running Docker engine to get ` +
      'it from: install it, start Docker, or set DATABASE_URL and REDIS_URL to servers of your ' +
      'own.',
  );
}

function checkMajor({ needs, ways, major, home }) {
  if (!needs.postgres || major === null || ways.postgres.major === major) return;
  throw new Refusal(
    `the data in ${join(home.path, 'data')} was made by PostgreSQL ${major} and this machine has ` +
      `${ways.postgres.major}: install PostgreSQL ${major} with PostGIS, or delete that folder ` +
      'to begin anew.',
  );
}

function dataMajor(home) {
  const path = join(home.path, 'data/postgres/PG_VERSION');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
}

/** The folder of this run and what a server needs to live in it. */
function makePlace({ home, throwaway, durable, log, guard }) {
  const run = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = throwaway ? join(home.path, 'runs', run) : join(home.path, 'data');
  if (throwaway) guard.folder(folder);
  makePrivateFolder(folder, home.account);
  if (throwaway) writePrivateJson(join(folder, 'run.json'), identify());
  const hash = createHash('sha256').update(home.path).digest('hex').slice(0, 12);
  const name = throwaway ? `closeby-${run}` : `closeby-${hash}`;
  return { folder, name, account: home.account, throwaway, durable, log, guard };
}

/** Passwords and ports: new for a throw-away run, else kept in a file only its owner may read. */
function loadSecrets(place) {
  const password = () => randomBytes(18).toString('hex');
  const made = {
    postgres: { superuser: password(), owner: password(), app: password() },
    redis: { password: password() },
  };
  if (place.throwaway) return made;
  const kept = readJson(join(place.folder, 'secrets.json'));
  if (kept !== null) return kept;
  if (existsSync(join(place.folder, 'postgres/PG_VERSION'))) {
    throw new Refusal(
      `${place.folder} has lost its secrets.json, so its database cannot be opened; restore that ` +
        'file, or delete the folder to begin anew.',
    );
  }
  writePrivateJson(join(place.folder, 'secrets.json'), made);
  return made;
}

function saveSecrets(place, secrets) {
  if (!place.throwaway) writePrivateJson(join(place.folder, 'secrets.json'), secrets);
}

async function startDatabase(way, place, secrets) {
  const folder = join(place.folder, 'postgres');
  await endOld(`${folder}.process.json`, 'SIGINT');
  const { port, psql } =
    way === 'docker'
      ? await startPostgresContainer(place, secrets.postgres)
      : await startPostgres(way, { ...place, folder }, secrets.postgres);
  if (!secrets.provisioned) {
    await provision(psql, { ...secrets.postgres, throwaway: place.throwaway });
    secrets.provisioned = true;
  }
  const renewDatabase = async () => {
    await makeEmptyDatabase(psql, EMPTY_DATABASE);
    return databaseUrls(secrets.postgres, port, EMPTY_DATABASE);
  };
  return { ...databaseUrls(secrets.postgres, port), renewDatabase };
}

async function startCache(way, place, secrets) {
  const folder = join(place.folder, 'redis');
  await endOld(`${folder}.process.json`, 'SIGTERM');
  const port =
    way === 'docker'
      ? await startRedisContainer(place, secrets.redis)
      : await startRedis(way, { ...place, folder }, secrets.redis);
  const url = redisUrl({ ...secrets.redis, port });
  const renewCache = async () => {
    await emptyCache({ ...secrets.redis, port }, EMPTY_CACHE);
    return { redisUrl: `${url}/${EMPTY_CACHE}` };
  };
  return { redisUrl: url, renewCache };
}

/** A server left by a command whose watchdog was killed too, or is just about to stop it. */
async function endOld(processFile, signal) {
  const old = readJson(processFile);
  if (old === null) return;
  if (isRunning(old)) {
    process.kill(old.pid, signal);
    const deadlineMs = OLD_SERVER_WAIT_MS;
    if (!(await waitUntil(() => !isRunning(old), { deadlineMs }))) {
      throw new Refusal(
        `process ${old.pid}, left from an earlier run (${processFile}), does not end; end it.`,
      );
    }
  }
  rmSync(processFile, { force: true });
}

/** Removes throw-away folders whose command and watchdog were both killed. */
async function sweep(runs) {
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    const folder = join(runs, name);
    const owner = readJson(join(folder, 'run.json')) ?? {
      pid: Number(basename(name).split('-')[0]),
    };
    if (owner.began === undefined || isRunning(owner)) continue;
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.process.json'))) {
      await endOld(join(folder, file), file.startsWith('redis') ? 'SIGTERM' : 'SIGINT');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}
