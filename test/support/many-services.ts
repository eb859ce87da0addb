import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(__dirname, '../../scripts/services/dev.mjs');
const STARTED_WITHIN_MS = 60_000;

export interface ManyServices {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly redisUrl: string;
  /** Kills the primary and resolves when the standby takes writes. */
  promote(): Promise<void>;
  /** Ends the standby, so that whoever commits waits for it. */
  stopStandby(): Promise<void>;
  stop(): Promise<void>;
}

/** Private services with several servers each, as the flags of `dev.mjs` say. */
export async function startManyServices(...flags: readonly string[]): Promise<ManyServices> {
  const env = { ...process.env, DATABASE_URL: undefined, REDIS_URL: undefined };
  const child = spawn(process.execPath, [SCRIPT, ...flags], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const next = async (): Promise<string> => {
    const signal = AbortSignal.timeout(STARTED_WITHIN_MS);
    const [line] = (await once(lines, 'line', { signal })) as [string];
    return line;
  };
  const urls = JSON.parse(await next()) as Omit<ManyServices, 'promote' | 'stopStandby' | 'stop'>;
  const obey = async (word: string): Promise<void> => {
    const said = next();
    child.stdin.write(`${word}\n`);
    await said;
  };
  return {
    ...urls,
    promote: () => obey('promote'),
    stopStandby: () => obey('stop-standby'),
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
