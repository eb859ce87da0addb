import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The whole of it, a thousand moments a string, is `npm run opening-hours`. */
const INSTANTS = 60;
const SEED = 3;

/** A process of its own reads every string again, on machines that are busy with other tests. */
jest.setTimeout(120_000);

it('every string of the registers of Zurich is read as the package reads it, or not', async () => {
  const script = join(process.cwd(), 'scripts/opening-hours.mjs');
  const args = [script, '--instants', String(INSTANTS), '--seed', String(SEED)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const all = 318 * INSTANTS;
  const unknown = 5 * INSTANTS;
  expect(out).toContain(
    `HOURS strings=318 instants=${all} agree=${all - unknown} unknown=${unknown} ` +
      'unknown_strings=5 unreadable=3 disagree=0 ',
  );
  expect(said.match(/^unknown: /gm)).toHaveLength(5);
  expect(child.exitCode).toBe(0);
});
