import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeys, type DemoKeys } from '../demo/keys';

const SERVER = join(__dirname, '../../../server/src');
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
const LOG_TAIL_CHARS = 3_000;

/** A server of its own on the database and Redis of the environment, in real time. */
export interface BenchServer {
  readonly url: string;
  readonly keys: DemoKeys;
  stop(): Promise<void>;
}

/**
 * Brings the database up to date, makes the demo organisation and starts the built server with the
 * environment that `env` gives for its address. Throws with the end of its log where it does not
 * get ready.
 */
export async function startBenchServer(
  env: (url: string) => Readonly<Record<string, string>>,
): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-bench-'));
  const keysFile = join(folder, 'keys.json');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const base = { ...process.env, NODE_ENV: 'development', CLOSEBY_DEMO_KEYS_FILE: keysFile };
  await run('migrate', base);
  await run('seed', base);
  const logFile = join(folder, 'server.log');
  const settings = { PORT: String(port), ROLE: 'all', DEMO_KEYS: '1', CLOCK_SPEED: '1' };
  const child = start('main', { ...base, ...env(url), ...settings }, logFile);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  if (await becomesReady(child, url)) return { url, keys: readKeys(keysFile), stop };
  const tail = readFileSync(logFile, 'utf8').slice(-LOG_TAIL_CHARS);
  await stop();
  throw new Error(`the server did not get ready:\n${tail}`);
}

function start(entry: string, env: NodeJS.ProcessEnv, logFile: string): ChildProcess {
  const output = openSync(logFile, 'w', 0o600);
  // The server migrates nothing and never knows the owner's address.
  const known = { ...env };
  delete known['DATABASE_OWNER_URL'];
  const child = spawn(process.execPath, [join(SERVER, `${entry}.js`)], {
    env: known,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

async function run(entry: string, env: NodeJS.ProcessEnv): Promise<void> {
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  const child = spawn(process.execPath, [join(SERVER, `${entry}.js`)], { env, stdio: [...stdio] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${entry} ended with code ${code}`);
}

async function becomesReady(child: ChildProcess, url: string): Promise<boolean> {
  const endsMs = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && performance.now() < endsMs) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
