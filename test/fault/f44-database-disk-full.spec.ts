import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';
import { surviveOutage, tellSurvival } from './support/outage';
import type { PostgresService } from './support/services';
import { waitFor } from './support/wait';

/** Log ahead of the tables lies on a disk of so many megabytes of its own. */
const DISK = '160m';
const BALLAST = 'ballast';
const FILL_EVERY_MS = 20;
const LOG_FILES_MAX = 20;

/** The disk of the database's log is full: nothing is acknowledged that is not kept. */
fault(
  'F44',
  async (run) => {
    const settings = { max_wal_size: '64MB', min_wal_size: '32MB', wal_recycle: 'off' };
    const cluster = await startCluster({ apis: 2, workers: 1, phones: 150, settings });
    const { postgres } = cluster.services;
    const seen = { refused: false };
    let filling: NodeJS.Timeout | undefined;
    const wal = join(postgres.folder, 'pg_wal');
    try {
      const { pid } = postgres;
      await postgres.kill('SIGINT');
      await waitFor(() => !existsSync(`/proc/${pid}`), 'end of PostgreSQL');
      moveToDisk(wal);
      await postgres.start();
      const survived = await surviveOutage(cluster, {
        ...{ everyMs: 120, beforeMs: 1_500, forMs: 6_000, afterMs: 4_000 },
        breaks: async () => {
          // Whatever is let go is used up at once, as by whoever filled the disk.
          filling = setInterval(() => fill(join(wal, BALLAST)), FILL_EVERY_MS);
          fill(join(wal, BALLAST));
          // Files of the log that are there already have room; the next one has not.
          seen.refused = await untilNoRoom(postgres);
        },
        mends: async () => {
          clearInterval(filling);
          rmSync(join(wal, BALLAST));
          // It has ended where the log could not be written, and whoever runs it starts it again.
          await postgres.rows('SELECT 1').catch(() => postgres.start());
        },
      });
      run.figure('no_space', seen.refused ? 1 : 0, { min: 1 });
      run.figure('unavailable_ms', survived.unavailableMs);
      run.figure('recovery_ms', survived.recoveryMs, { max: 30_000 });
      await tellSurvival(run, cluster, { ...survived, options: { deadlineMs: 60_000 } });
    } finally {
      clearInterval(filling);
      await cluster.stop();
      spawnSync('umount', ['--lazy', wal]);
    }
  },
  { needs: ['root', 'tmpfs'], timeoutMs: 180_000 },
);

/** Uses up files of the log; whether the database had no room for another in the end. */
async function untilNoRoom(postgres: PostgresService): Promise<boolean> {
  const text = "SELECT pg_logical_emit_message(true, 'fault', 'full'), pg_switch_wal()";
  for (let file = 0; file < LOG_FILES_MAX; file += 1) {
    try {
      await postgres.rows(text);
    } catch {
      return true;
    }
  }
  return false;
}

function moveToDisk(folder: string): void {
  const aside = `${folder}.aside`;
  const script = `mv "$1" "$2" && mkdir "$1" && chown --reference="$2" "$1" && chmod 700 "$1" &&
    mount -t tmpfs -o size=${DISK},mode=700 tmpfs "$1" && chown --reference="$2" "$1" &&
    cp -a "$2"/. "$1"/ && rm -r "$2"`;
  const { status, stderr } = spawnSync('/bin/sh', ['-ec', script, 'sh', folder, aside]);
  if (status !== 0) throw new Error(`no disk for the log: ${stderr.toString()}`);
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let size = megabyte.length; size > 0;) {
    try {
      writeFileSync(path, megabyte.subarray(0, size), { flag: 'a' });
    } catch {
      size = Math.floor(size / 2);
    }
  }
}
