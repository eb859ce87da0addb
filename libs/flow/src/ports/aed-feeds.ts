import type { AedStatus } from '#core/aed';
import type { AedFeed, AedFormat } from '#core/aed-feed';
import type { RefusedRow } from '#core/aed-register-sync';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { PutAedMessage } from '#contracts/registry-api';

/** One AED of a file. */
export interface AedRow {
  /** Where it stands in the file: `line 3`, `node/42`. */
  readonly where: string;
  readonly externalRef: string;
  readonly put: PutAedMessage;
  /** Null where the file does not say. */
  readonly indoor: boolean | null;
  readonly status: AedStatus | null;
}

/** AEDs of a file, and rows that could not be read. */
export interface AedDocument {
  readonly readCount: number;
  readonly rows: readonly AedRow[];
  readonly refused: readonly RefusedRow[];
  /** References that left, where the file holds changes alone. */
  readonly left?: readonly string[];
  /** Versions by reference, where the file says them. */
  readonly versions?: Readonly<Record<string, number>>;
}

/** Reads registers of AEDs of every format; whatever it is given is taken to be hostile. */
export interface AedReader {
  /** Refuses `malformed-body` where the document as a whole cannot be read. */
  readAeds(document: Uint8Array, format: AedFormat, now: Instant): Result<AedDocument>;
}

/** What somebody says of a feed. */
export type AedFeedSettings = Pick<
  AedFeed,
  | 'organisationId'
  | 'feedRef'
  | 'title'
  | 'url'
  | 'format'
  | 'region'
  | 'everyMs'
  | 'paused'
  | 'dryRun'
>;

/** Feeds of registers of AEDs. */
export interface AedFeedStore {
  /** By reference. */
  aedFeeds(organisationId: string): Promise<readonly AedFeed[]>;
  aedFeed(organisationId: string, feedRef: string): Promise<AedFeed | null>;
  /** Puts or replaces a feed; it is due at once, and of another address everything is new. */
  putAedFeed(settings: AedFeedSettings, now: Instant): Promise<AedFeed>;
  /** Makes a feed due at once, as if nothing had been read before; null where there is none. */
  wantAedFeed(input: {
    readonly organisationId: string;
    readonly feedRef: string;
    readonly allowVanish: boolean;
    readonly now: Instant;
  }): Promise<AedFeed | null>;
  removeAedFeed(organisationId: string, feedRef: string): Promise<boolean>;
  /** Feeds of any organisation that are due, each for one worker alone until its lease ends. */
  takeDueAedFeeds(input: {
    readonly leaseId: string;
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<readonly AedFeed[]>;
  /** Keeps what came of a reading, unless somebody changed the feed meanwhile. */
  saveAedFeed(feed: AedFeed, leaseId: string): Promise<boolean>;
}
