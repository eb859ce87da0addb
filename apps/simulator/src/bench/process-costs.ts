import { readFileSync } from 'node:fs';

/** What the system says of a process of this machine. */
export interface ProcessCosts {
  /** Processor time so far, microseconds. */
  readonly cpuUs: number;
  readonly memoryBytes: number;
}

/** The system counts processor time in hundredths of a second, whatever its own clock. */
const US_PER_TICK = 10_000;

/** Reads them from `/proc`, so on Linux alone. */
export function processCosts(pid: number | string): ProcessCosts {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 'NaN');
  return { cpuUs: (user + system) * US_PER_TICK, memoryBytes: residentKb * 1_024 };
}
