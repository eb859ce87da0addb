#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { runCommand } from './command';
import { CALL } from './command-call';
import { RAISE, REPLAY, STAND_DOWN, WATCH } from './command-incidents';
import { DRILL, IMPORT } from './command-registers';

const COMMANDS = {
  raise: RAISE,
  watch: WATCH,
  'stand-down': STAND_DOWN,
  import: IMPORT,
  replay: REPLAY,
  drill: DRILL,
  call: CALL,
};

async function main(): Promise<void> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => ending.abort());
  }
  // Whoever reads may stop reading, as `head` does.
  process.stdout.on('error', () => ending.abort());
  process.exitCode = await runCommand(COMMANDS, process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    read: (path) => (path === '-' ? text(process.stdin) : readUtf8(path)),
    wait: async (ms, signal) => setTimeout(ms, undefined, { signal }),
    newId: randomUUID,
    url: process.env['CLOSEBY_URL'],
    key: process.env['CLOSEBY_KEY'],
    signal: ending.signal,
  });
}

/** Names would come out wrong of a file in another encoding. */
async function readUtf8(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
}

void main();
