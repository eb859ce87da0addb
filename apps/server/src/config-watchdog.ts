import { z } from 'zod';
import { SECOND_MS } from '#core/units';

/** How the server watches itself. */
export interface WatchdogConfig {
  /** How long after one synthetic alert the next is raised; null: none is. */
  readonly everyMs: number | null;
  /** A file that holds room on the disk; null: none is kept, and the disk is not watched. */
  readonly reserve: { readonly file: string; readonly bytes: number } | null;
}

const EVERY_DEFAULT_S = 30;
const EVERY_MAX_S = 60;
const RESERVE_DEFAULT_MB = 256;
const RESERVE_MAX_MB = 65_536;
const BYTES_PER_MB = 1024 * 1024;

/** Variables of the watchdog in the environment. */
export const WATCHDOG_VARIABLES = {
  WATCHDOG_EVERY_S: z.coerce.number().min(0).max(EVERY_MAX_S).optional(),
  DISK_RESERVE_FILE: z.string().min(1).optional(),
  DISK_RESERVE_MB: z.coerce.number().int().min(1).max(RESERVE_MAX_MB).optional(),
};

interface WatchdogEnvironment {
  readonly NODE_ENV: string;
  readonly WATCHDOG_EVERY_S?: number | undefined;
  readonly DISK_RESERVE_FILE?: string | undefined;
  readonly DISK_RESERVE_MB?: number | undefined;
}

/** Reads the watchdog's part of the environment and adds what is wrong to `problems`. */
export function readWatchdog(data: WatchdogEnvironment, problems: string[]): WatchdogConfig {
  const usual = data.NODE_ENV === 'production' ? EVERY_DEFAULT_S : 0;
  const everyS = data.WATCHDOG_EVERY_S ?? usual;
  const { DISK_RESERVE_FILE: file, DISK_RESERVE_MB: megabytes } = data;
  if (file === undefined && megabytes !== undefined) problems.push('DISK_RESERVE_FILE is missing');
  const bytes = (megabytes ?? RESERVE_DEFAULT_MB) * BYTES_PER_MB;
  return {
    everyMs: everyS === 0 ? null : everyS * SECOND_MS,
    reserve: file === undefined ? null : { file, bytes },
  };
}
