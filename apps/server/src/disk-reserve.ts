import { open, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is known of a disk and of the room that is held on it. */
export interface DiskFigures {
  readonly freeBytes: number;
  /** False where the file is gone or shorter than it was made. */
  readonly reserveKept: boolean;
}

const CHUNK_BYTES = 1024 * 1024;
/** A disk that has less than so many times the reserve is not filled any further. */
const FREE_MIN_FACTOR = 2;

/**
 * Room on a disk that nobody uses: a file of zeros that a human deletes when the disk is full, so
 * that the database can go on while the cause is looked for.
 */
export class DiskReserve {
  constructor(private readonly reserve: { readonly file: string; readonly bytes: number }) {}

  /** Makes the file unless it is there, or the disk has hardly room for it. */
  async keep(): Promise<void> {
    const { freeBytes, reserveKept } = await this.look();
    if (reserveKept || freeBytes < this.reserve.bytes * FREE_MIN_FACTOR) return;
    const file = await open(this.reserve.file, 'w', 0o600);
    try {
      const zeros = Buffer.alloc(Math.min(CHUNK_BYTES, this.reserve.bytes));
      for (let written = 0; written < this.reserve.bytes; written += zeros.length) {
        await file.write(zeros, 0, Math.min(zeros.length, this.reserve.bytes - written));
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** @throws where the disk cannot be asked */
  async look(): Promise<DiskFigures> {
    const disk = await statfs(dirname(this.reserve.file));
    const kept = await stat(this.reserve.file).catch(() => null);
    return {
      freeBytes: disk.bavail * disk.bsize,
      reserveKept: kept !== null && kept.size >= this.reserve.bytes,
    };
  }
}
