import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const ROOT = join(__dirname, '../..');

const made: string[] = [];
const DEADLINE_MS = 10_000;
const LOOK_EVERY_MS = 25;

/** A folder with a copy of the scripts, so that nothing touches this checkout's own services. */
export function copyOfScripts(): string {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-scripts-'));
  made.push(folder);
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  return folder;
}

/** Removes what `copyOfScripts` made. */
export function removeCopies(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes a file, with its folders; `program` makes it one that can be run. */
export function write(path: string, content: string, program = false): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (program) chmodSync(path, 0o755);
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of `folder` to its end, in an environment without services and npm. */
export function runScript(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: bareEnvironment(env), timeout: 30_000 };
    execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** What `expression` gives, with `names` imported from the script `module`. */
export async function evaluate(
  module: string,
  expression: string,
  { folder = ROOT, env = {} }: { folder?: string; env?: Record<string, string> } = {},
): Promise<unknown> {
  const program =
    `import * as m from ${JSON.stringify(join(folder, 'scripts', module))};` +
    `process.stdout.write(JSON.stringify((await (${expression})) ?? null));`;
  const args = ['--input-type=module', '-e', program];
  const { code, stdout, stderr } = await runScript(folder, args, env);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

/** Starts a program written in JavaScript that imports from the scripts of `folder`. */
export function startProgram(folder: string, program: string): ChildProcess {
  const args = ['--input-type=module', '-e', program];
  const options = { cwd: folder, env: bareEnvironment({}), stdio: 'pipe' as const };
  return spawn(process.execPath, args, options);
}

/** Waits until `holds()`; throws with `what` when it does not within ten seconds. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + DEADLINE_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Whether a process runs; one that has ended counts as gone even if nobody took notice. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) Z /.test(stat);
  } catch {
    return false;
  }
}

function bareEnvironment(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...env };
}
