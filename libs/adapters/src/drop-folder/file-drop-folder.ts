import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS, SECOND_MS, type Instant } from '#core/units';
import type { DropFolder, DroppedFile, TableRow } from '#flow/ports';

/** A file is complete when it has not changed for so long, by this process's own clock. */
export const QUIET_MS = 2 * SECOND_MS;
/** A taker that has not settled a file for so long has died. */
export const TAKEN_MAX_MS = 15 * SECOND_MS;
/** Larger is no file of incidents. */
export const FILE_BYTES_MAX = 1_000_000;
/** What was put away is let go after so many days: it names places and what happened there. */
export const PUT_AWAY_DAYS = 7;

const NAME_LENGTH_MAX = 120;
const ORGANISATION = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A file that is put there whole, by renaming it to such a name, is taken at once. */
const READY = /\.ready\.csv$/i;
const TAKEN = /^(\d{1,15})~(\d{1,15}-[0-9a-f]{8})~(.+)$/;
const FOLDERS = ['incoming', 'taken', 'done', 'refused', 'outgoing'] as const;
const BYTE_ORDER_MARK = '\ufeff';

interface Seen {
  readonly size: number;
  readonly mtimeMs: number;
  readonly sinceMs: number;
}

/** A file in `taken`: where, who began with it, and how it stood when it was read. */
interface Claim {
  readonly path: string;
  readonly key: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * Folders in the file system: `<root>/<organisation>/incoming`, `done`, `refused` and `outgoing`.
 * Renaming takes a file, so that of several workers one has it; only plain files are looked at.
 */
export class FileDropFolder implements DropFolder {
  private readonly seen = new Map<string, Seen>();
  private readonly claims = new WeakMap<DroppedFile, Claim>();

  constructor(
    private readonly options: {
      readonly root: string;
      /** Writes one line of a table, in which no cell is a formula. */
      readonly csvLine: (cells: TableRow) => string;
      /** Milliseconds of a clock that never goes back. */
      readonly steadyMs: () => number;
    },
  ) {}

  async organisations(): Promise<readonly string[]> {
    const entries = await readdir(this.options.root, { withFileTypes: true });
    const folders = entries.filter((one) => one.isDirectory() && ORGANISATION.test(one.name));
    return folders.map(({ name }) => name).sort();
  }

  async take(organisationId: string, now: Instant): Promise<DroppedFile | null> {
    for (const folder of FOLDERS) await mkdir(this.at(organisationId, folder), { recursive: true });
    const abandoned = await this.takeAbandoned(organisationId, now);
    if (abandoned !== null) return abandoned;
    for (const name of await this.complete(organisationId)) {
      const key = `${now}-${randomUUID().slice(0, 8)}`;
      const from = join(this.at(organisationId, 'incoming'), name);
      const file = await this.claim({ organisationId, from, name, key, now });
      this.seen.delete(from);
      if (file !== null) return file;
    }
    return null;
  }

  async settle(
    file: DroppedFile,
    outcome: 'done' | 'refused',
    report: readonly TableRow[],
  ): Promise<DroppedFile | null> {
    const claim = this.claims.get(file);
    if (claim === undefined) throw new Error('this file was not taken here');
    const stats = await plainFile(claim.path);
    // Somebody else has settled it: this worker took too long.
    if (stats === null) return null;
    if (stats.size !== claim.size || stats.mtimeMs !== claim.mtimeMs) {
      return this.opened(file, { ...claim, size: stats.size, mtimeMs: stats.mtimeMs });
    }
    const target = join(this.at(file.organisationId, outcome), `${claim.key}-${file.name}`);
    await this.write(`${target.replace(/\.csv$/i, '')}.report.csv`, report);
    await renamed(claim.path, target);
    return null;
  }

  async tidy(organisationId: string): Promise<void> {
    for (const folder of ['done', 'refused', 'outgoing'] as const) {
      const path = this.at(organisationId, folder);
      for (const name of await readdir(path)) {
        const stats = await plainFile(join(path, name));
        if (stats === null || Date.now() - stats.mtimeMs < PUT_AWAY_DAYS * DAY_MS) continue;
        await rm(join(path, name), { force: true });
      }
    }
  }

  async putStatus(organisationId: string, rows: readonly TableRow[]): Promise<void> {
    const path = this.at(organisationId, 'outgoing');
    await mkdir(path, { recursive: true });
    await this.write(join(path, 'status.csv'), rows);
  }

  private at(organisationId: string, folder: (typeof FOLDERS)[number]): string {
    if (!ORGANISATION.test(organisationId)) throw new Error('no folder of an organisation');
    return join(this.options.root, organisationId, folder);
  }

  /** Names of files that have come whole, the oldest first; what is still written to waits. */
  private async complete(organisationId: string): Promise<readonly string[]> {
    const folder = this.at(organisationId, 'incoming');
    const nowMs = this.options.steadyMs();
    const there = new Map<string, Seen>();
    const complete: { readonly name: string; readonly mtimeMs: number }[] = [];
    for (const name of await readdir(folder)) {
      if (!/\.csv$/i.test(name) || name.startsWith('.') || name.length > NAME_LENGTH_MAX) continue;
      const path = join(folder, name);
      const stats = await plainFile(path);
      if (stats === null) continue;
      const { size, mtimeMs } = stats;
      const before = this.seen.get(path);
      const isSame = before?.size === size && before.mtimeMs === mtimeMs;
      const seen = isSame ? before : { size, mtimeMs, sinceMs: nowMs };
      there.set(path, seen);
      if (READY.test(name) || nowMs - seen.sinceMs >= QUIET_MS) complete.push({ name, mtimeMs });
    }
    for (const path of this.seen.keys()) {
      if (path.startsWith(`${folder}/`)) this.seen.delete(path);
    }
    for (const [path, seen] of there) this.seen.set(path, seen);
    complete.sort((a, b) => a.mtimeMs - b.mtimeMs || (a.name < b.name ? -1 : 1));
    return complete.map(({ name }) => name);
  }

  private async takeAbandoned(organisationId: string, now: Instant): Promise<DroppedFile | null> {
    const folder = this.at(organisationId, 'taken');
    for (const entry of await readdir(folder)) {
      const [, since = '', key = '', name = ''] = TAKEN.exec(entry) ?? [];
      if (name === '' || now - Number(since) < TAKEN_MAX_MS) continue;
      const from = join(folder, entry);
      const file = await this.claim({ organisationId, from, name, key, now });
      if (file !== null) return file;
    }
    return null;
  }

  /** Null where somebody else was sooner. */
  private async claim(of: {
    readonly organisationId: string;
    readonly from: string;
    readonly name: string;
    readonly key: string;
    readonly now: Instant;
  }): Promise<DroppedFile | null> {
    const { organisationId, from, name, key, now } = of;
    const path = join(this.at(organisationId, 'taken'), `${now}~${key}~${name}`);
    if (!(await renamed(from, path))) return null;
    const stats = await plainFile(path);
    if (stats === null) return null;
    const file = { organisationId, name, content: null, isWhole: READY.test(name) };
    return this.opened(file, { path, key, size: stats.size, mtimeMs: stats.mtimeMs });
  }

  /** The file with what it holds by now. */
  private async opened(file: DroppedFile, claim: Claim): Promise<DroppedFile> {
    const content = claim.size > FILE_BYTES_MAX ? null : await contentOf(claim.path);
    const taken = { ...file, content };
    this.claims.set(taken, claim);
    return taken;
  }

  /** Whole or not at all, for whoever looks at the same moment. */
  private async write(path: string, rows: readonly TableRow[]): Promise<void> {
    const draft = `${path}.${randomUUID().slice(0, 8)}.part`;
    const text = rows.map((row) => this.options.csvLine(row)).join('');
    try {
      await writeFile(draft, BYTE_ORDER_MARK + text, { flag: 'wx' });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

/** What a path is; null for whatever is no plain file, or not there. */
async function plainFile(path: string): Promise<Stats | null> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? stats : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Links are not followed, should one have taken the file's place. */
async function contentOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Whether it was there to be renamed. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
