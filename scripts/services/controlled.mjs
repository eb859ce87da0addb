/**
 * Services and processes under the control of a test, which forks this program and calls it by
 * messages `{ id, call, args }`, each answered by `{ id, value }` or `{ id, error }`:
 *
 *   programs()                          whether PostgreSQL and Redis are here; which PostgreSQL
 *   beginTemplate({ name })             { made: true }, or a server to be filled: { databaseUrl … }
 *   endTemplate()                       what was filled is kept under that name
 *   startPostgres({ name, template?, settings?, standbyOf? })   { port, pid, folder, urls… }
 *   startRedis({ name, empty? })        { port, pid, folder, redisUrl }
 *   signal({ name, signal })            to the server of that name, all its processes if it stops
 *   psql({ name, database?, sql })      as superuser; what it printed
 *   spawn({ command, args, env, log })  { pid }; its end is told by { exited: pid, code, signal }
 *   tool({ packages, program })         { path, env } of a program of Debian, unpacked if need be
 *   startHaproxy({ apis })              { port } of HAProxy before processes `{ name, port }`
 *
 * Data survives power cuts here as in production (fsync is on). All of it ends and is removed with
 * this program, which ends with the test.
 */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { appendFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { delimiter, join } from 'node:path';

import { readJson, releaseLock, takeLock, writePrivateJson } from '../lib/files.mjs';
import { freePort } from '../lib/ports.mjs';
import { identify, isRunning, must, waitUntil } from '../lib/processes.mjs';
import { PROJECT } from '../lib/project.mjs';
import { hasApt, libraryPath, unpackPackages } from './debian.mjs';
import { createGuard } from './guard.mjs';
import { findHaproxy, startHaproxy } from './haproxy.mjs';
import { findHome, makePrivateFolder } from './home.mjs';
import { findPrograms } from './index.mjs';
import { databaseUrls, provision, startPostgres } from './postgres.mjs';
import { redisUrl, startRedis } from './redis.mjs';

const LOCK_WAIT_MS = 5 * 60_000;
const END_WAIT_MS = 30_000;
const TEMPLATE_KEPT_MS = 24 * 3_600_000;
/** Several processes with pools of their own; what watches them needs room too. */
const SETTINGS = { max_connections: '300', track_commit_timestamp: 'on' };

const home = findHome(PROJECT);
const guard = createGuard();
const folder = join(home.path, 'runs', `${process.pid}-${randomBytes(4).toString('hex')}`);
const templates = join(home.path, 'faults');
const servers = new Map();
let programs;
let filling;

guard.folder(folder);
makePrivateFolder(folder, home.account);
writePrivateJson(join(folder, 'run.json'), identify());

const CALLS = {
  programs: async () => ({ major: (await found()).postgres.major, folder }),
  beginTemplate,
  endTemplate,
  startPostgres: startDatabase,
  startRedis: startCache,
  signal,
  psql: ({ name, database = 'closeby', sql }) => servers.get(name).psql(database, sql),
  spawn: start,
  tool,
  startHaproxy: startBalancer,
};

process.on('message', ({ id, call, args }) => {
  const answer = (text) => process.connected && process.send({ id, ...text });
  Promise.resolve()
    .then(() => CALLS[call](args ?? {}))
    .then((value) => answer({ value: value ?? null }))
    .catch((error) => answer({ error: String(error?.message ?? error) }));
});
process.once('disconnect', () => void end());
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => void end());

async function end() {
  // Whatever is frozen hears no other signal.
  for (const { folder: of } of servers.values())
    for (const pid of workingIn(of)) kill(pid, 'SIGKILL');
  if (filling) releaseLock(filling.lock);
  await guard.close();
  process.exit(0);
}

async function found() {
  programs ??= await findPrograms({ dir: PROJECT, guard });
  return programs;
}

/** Only one process makes it; who comes meanwhile waits and finds it made. */
async function beginTemplate({ name }) {
  mkdirSync(templates, { recursive: true });
  const target = join(templates, name);
  if (existsSync(target)) return { made: true };
  forgetOldTemplates();
  const lock = join(templates, 'making.lock');
  const taken = await waitUntil(() => takeLock(lock) === null, {
    deadlineMs: LOCK_WAIT_MS,
    everyMs: 100,
  });
  if (!taken) throw new Error(`${lock} has been held for five minutes`);
  if (existsSync(target)) {
    releaseLock(lock);
    return { made: true };
  }
  const draft = `${target}.draft`;
  rmSync(draft, { recursive: true, force: true });
  makePrivateFolder(draft, home.account);
  const secrets = newSecrets();
  const place = { folder: join(draft, 'postgres'), account: home.account, guard, throwaway: true };
  const { port, psql } = await startPostgres((await found()).postgres, place, secrets);
  filling = { lock, target, draft, secrets, folder: place.folder };
  await provision(psql, { ...secrets, throwaway: true });
  return { made: false, ...databaseUrls(secrets, port) };
}

async function endTemplate() {
  const { lock, target, draft, secrets, folder: data } = filling;
  process.kill(readJson(`${data}.process.json`).pid, 'SIGINT');
  await allGone(data);
  writePrivateJson(join(draft, 'secrets.json'), secrets);
  rmSync(`${data}.process.json`);
  renameSync(draft, target);
  releaseLock(lock);
  filling = undefined;
}

function forgetOldTemplates() {
  for (const name of readdirSync(templates)) {
    const path = join(templates, name);
    const age = Date.now() - statSync(path).mtimeMs;
    if (age > TEMPLATE_KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

function newSecrets() {
  const password = () => randomBytes(18).toString('hex');
  return { superuser: password(), owner: password(), app: password() };
}

/**
 * Copies the template the first time; later calls start what is there. A standby begins as the
 * same copy and follows the server it is of.
 */
async function startDatabase({ name, template, settings = {}, standbyOf }) {
  const data = join(folder, name);
  let server = servers.get(name);
  if (server === undefined) {
    const from = join(templates, template);
    await must('cp', ['-a', join(from, 'postgres'), data], { guard });
    server = { folder: data, secrets: readJson(join(from, 'secrets.json')), settings: {} };
    delete server.secrets.port;
    servers.set(name, server);
    if (standbyOf !== undefined) followFrom(server, servers.get(standbyOf));
  }
  await allGone(data);
  Object.assign(server.settings, settings);
  const place = {
    ...{ folder: data, account: home.account, guard, throwaway: false },
    settings: { ...SETTINGS, ...server.settings },
  };
  const { port, psql } = await startPostgres((await found()).postgres, place, server.secrets);
  server.psql = psql;
  const { pid } = readJson(`${data}.process.json`);
  const { superuser } = server.secrets;
  const superuserUrl = `postgres://postgres:${superuser}@127.0.0.1:${port}/closeby`;
  return { port, pid, folder: data, superuserUrl, ...databaseUrls(server.secrets, port) };
}

function followFrom(server, primary) {
  const { superuser, port } = primary.secrets;
  const from = `host=127.0.0.1 port=${port} user=postgres password=${superuser}`;
  const lines = [
    `primary_conninfo = '${from} application_name=standby'`,
    `recovery_target_timeline = 'latest'`,
  ];
  appendFileSync(join(server.folder, 'postgresql.auto.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(server.folder, 'standby.signal'), '');
}

async function startCache({ name, empty = false }) {
  const data = join(folder, name);
  const password = randomBytes(18).toString('hex');
  const server = servers.get(name) ?? { folder: data, secrets: { password } };
  servers.set(name, server);
  await allGone(data);
  if (empty) {
    for (const each of ['appendonlydir', 'dump.rdb', 'appendonly.aof']) {
      rmSync(join(data, each), { recursive: true, force: true });
    }
  }
  const place = { folder: data, account: home.account, guard, throwaway: false };
  const port = await startRedis((await found()).redis, place, server.secrets);
  const { pid } = readJson(`${data}.process.json`);
  return { port, pid, folder: data, redisUrl: redisUrl({ ...server.secrets, port }) };
}

/** To stop and to go on is for all its processes; the rest is for the first of them alone. */
function signal({ name, signal: wanted }) {
  const server = servers.get(name);
  const first = readJson(`${server.folder}.process.json`);
  const all = wanted === 'SIGSTOP' || wanted === 'SIGCONT';
  const pids = all ? workingIn(server.folder) : isRunning(first) ? [first.pid] : [];
  for (const pid of pids) kill(pid, wanted);
  return pids.length;
}

/** Processes whose working folder this is, as that of a server is its data. */
function workingIn(data) {
  if (!existsSync('/proc')) return [readJson(`${data}.process.json`)?.pid].filter(Boolean);
  return readdirSync('/proc')
    .filter((each) => /^\d+$/.test(each))
    .filter((each) => folderOf(each) === data)
    .map(Number);
}

function folderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** What outlives a killed postmaster ends by itself, and must have before another may start. */
async function allGone(data) {
  const gone = () => workingIn(data).length === 0;
  if (await waitUntil(gone, { deadlineMs: END_WAIT_MS, everyMs: 10 })) return;
  throw new Error(`processes in ${data} do not end: ${workingIn(data).join(', ')}`);
}

function kill(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended, which is what was wanted.
  }
}

function start({ command = process.execPath, args, env, log }) {
  const output = openSync(join(folder, log), 'a', 0o600);
  const child = guard.spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    cwd: PROJECT,
    signals: [['SIGKILL', END_WAIT_MS]],
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.once('exit', (code, by) => {
    if (process.connected) process.send({ exited: child.pid, code, signal: by });
  });
  if (child.pid === undefined) throw new Error(`${command} cannot be started`);
  return { pid: child.pid, log: join(folder, log) };
}

/** `program` is its path below the root of a Debian system, such as `usr/sbin/haproxy`. */
async function tool({ packages, program }) {
  const name = program.split('/').at(-1);
  const usual = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const there = usual.map((each) => join(each, name)).find((path) => existsSync(path));
  if (there !== undefined) return { path: there, env: {} };
  if (!hasApt()) throw new Error(`there is no ${name} and no apt to get it from`);
  const root = join(home.path, 'tools', packages[0]);
  await unpackPackages({
    target: root,
    what: packages.join(' and '),
    prefixes: packages,
    choose: () => packages,
    guard,
  });
  return { path: join(root, program), root, env: { LD_LIBRARY_PATH: libraryPath(root) } };
}

async function startBalancer({ apis }) {
  const haproxy = await findHaproxy({ folder: join(home.path, 'tools'), guard });
  const port = await freePort();
  await startHaproxy({ haproxy, dir: PROJECT, folder, port, apis, guard });
  return { port };
}
