import { Redis } from 'ioredis';

/** What a Redis has done so far. */
export interface RedisCosts {
  /** Processor time, microseconds. */
  readonly cpuUs: number;
  readonly memoryBytes: number;
  /** Of the append-only file; 0 without one. */
  readonly logBytes: number;
}

/** Reads what a Redis says about itself. */
export async function redisCosts(client: Redis): Promise<RedisCosts> {
  const [cpu, memory, log] = await Promise.all([
    client.info('cpu'),
    client.info('memory'),
    client.info('persistence'),
  ]);
  const user = numberIn(cpu, 'used_cpu_user');
  return {
    cpuUs: (user + numberIn(cpu, 'used_cpu_sys')) * 1e6,
    memoryBytes: numberIn(memory, 'used_memory'),
    logBytes: /aof_current_size/.test(log) ? numberIn(log, 'aof_current_size') : 0,
  };
}

/** A connection of a bench: as patient as a bench may be. */
export function benchRedis(url: string): Redis {
  return new Redis(url, { commandTimeout: 120_000 });
}

function numberIn(text: string, name: string): number {
  return Number(new RegExp(`^${name}:(.+)$`, 'm').exec(text)?.[1] ?? 'NaN');
}
