import type { Instant } from '#core/units';

/** A file that one worker has taken, and nobody else has. */
export interface DroppedFile {
  readonly organisationId: string;
  /** As control named it. */
  readonly name: string;
  /** Null where it is too large to be read. */
  readonly content: Uint8Array | null;
  /** Whether it was put there whole, by renaming: then its last line needs no line end. */
  readonly isWhole: boolean;
}

/** A line of a table, cell by cell. */
export type TableRow = readonly (string | number)[];

/**
 * Folders in which control rooms without any interface leave files and read what came of it, one
 * for each organisation.
 */
export interface DropFolder {
  /** Organisations that have a folder; other folders are none of ours. */
  organisations(): Promise<readonly string[]>;
  /**
   * Takes a file that is complete, the oldest first, or one whose taker has not settled it for
   * long; null where there is none.
   */
  take(organisationId: string, now: Instant): Promise<DroppedFile | null>;
  /**
   * Puts a file away with its report, both at once for whoever looks.
   *
   * @returns null; or the file as it is by now, where it has changed since it was read: then it is
   *   still taken
   */
  settle(
    file: DroppedFile,
    outcome: 'done' | 'refused',
    report: readonly TableRow[],
  ): Promise<DroppedFile | null>;
  /** Lets go of what was put away long ago. */
  tidy(organisationId: string): Promise<void>;
  /** Writes how things stand, whole or not at all. */
  putStatus(organisationId: string, rows: readonly TableRow[]): Promise<void>;
}
