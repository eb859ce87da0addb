/** Starting programs, and knowing whether a process is still the one we started. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { Refusal } from './terminal.mjs';

const TAIL_CHARS = 4_000;

/**
 * Runs a program to its end without a shell and resolves `{ code, signal, stdout, stderr }`; a
 * program that cannot be started gives `code` 127. `input` is written to its stdin; with `guard`
 * (services/guard.mjs) the program ends when this process does.
 */
export function capture(command, args, { input, guard, ...options } = {}) {
  const start = guard?.spawn ?? spawn;
  return new Promise((resolve) => {
    // Throwing in here rejects, as when the guard is closed already.
    const child = start(command, args, {
      ...options,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '' };
    child.on('error', (error) => resolve({ code: 127, signal: null, ...out, stderr: `${error}` }));
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8');
      child[name].on('data', (text) => (out[name] += text));
    }
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, ...out }));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/**
 * As `capture`, but anything other than exit code 0 throws: a `Refusal` that ends with the last
 * of what the program printed.
 */
export async function must(command, args, options) {
  const result = await capture(command, args, options);
  if (result.code === 0) return result;
  const tail = `${result.stdout}\n${result.stderr}`.trim().slice(-TAIL_CHARS);
  const called = [basename(command), ...args.slice(0, 4)].join(' ');
  throw new Refusal(`${called} ended with code ${result.code}:\n${tail}`);
}

/**
 * When process `pid` began, as an opaque text that tells a recycled pid from the old process.
 * Where the system has no /proc the text is the same for every process. `null`: no such process.
 */
export function startedAt(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return null;
  }
  if (process.platform !== 'linux') return 'running';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Whether the process described by `{ pid, began }` (see `identify`) is still running. */
export function isRunning({ pid, began }) {
  const now = startedAt(pid);
  return now !== null && now === began;
}

/** The lasting name of a process: its pid with the moment it began. */
export function identify(pid = process.pid) {
  return { pid, began: startedAt(pid) };
}

/** Resolves true as soon as `probe()` is truthy, false when `deadlineMs` have passed first. */
export async function waitUntil(probe, { deadlineMs, everyMs = 50 }) {
  const end = Date.now() + deadlineMs;
  while (!(await probe())) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return true;
}
