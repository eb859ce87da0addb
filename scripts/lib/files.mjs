/** Locks, hashes and JSON files of the scripts. */
import { createHash } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { identify, isRunning, waitUntil } from './processes.mjs';

const LOCK_WAIT_MS = 10 * 60_000;

/** The parsed content of a JSON file, or `fallback` when it is missing or torn. */
export function readJson(path, fallback = null) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return fallback;
  }
}

/** Writes a JSON file that only its owner may read, in one step, making its folder if needed. */
export function writePrivateJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/**
 * Takes the lock file `path` for this process, or returns the running process that holds it.
 * A lock whose holder has died is taken over. `null` means: taken.
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify()), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, path);
        return null;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = readJson(path);
      if (holder !== null && isRunning(holder)) return holder;
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives back a lock taken by this process. */
export function releaseLock(path) {
  if (readJson(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** Runs `work` while holding the lock file `path`, waiting for another holder to finish first. */
export async function withLock(path, work) {
  const taken = await waitUntil(() => takeLock(path) === null, {
    deadlineMs: LOCK_WAIT_MS,
    everyMs: 200,
  });
  if (!taken) throw new Error(`${path} has been held by another process for ten minutes`);
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}

/** All files below `paths` (files or folders, missing ones left out) that `accept(path)` takes. */
export function listFiles(paths, accept = () => true) {
  const found = [];
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (stat?.isFile() && accept(path)) found.push(path);
  };
  for (const path of paths) visit(path);
  return found.sort();
}

/** One hash over the names (relative to `root`) and contents of `files`. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}
