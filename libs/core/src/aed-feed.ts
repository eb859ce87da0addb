import { FEED_BACK_OFF_MAX_MS, type FeedFailure } from '#core/warning-feed';
import { MINUTE_MS, type Instant } from '#core/units';

/**
 * How a register of AEDs is written: GeoJSON or an answer of Overpass with OpenStreetMap's tags; a
 * file of changes of OpenStreetMap (osmChange); CSV with our own columns; a table with columns of
 * any usual names; the French national register, GéoDAE.
 */
export const AED_FORMATS = ['osm', 'osm-change', 'csv', 'table', 'geodae'] as const;
export type AedFormat = (typeof AED_FORMATS)[number];

/** What a reading of a register would do or did, counted. */
export interface AedFeedCounts {
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly moved: number;
  readonly back: number;
  readonly gone: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly hoursUnknown: number;
}

/** What came of the last reading that was not the same as the one before. */
export interface AedFeedReport extends AedFeedCounts {
  readonly at: Instant;
  readonly applied: boolean;
  /** Why nothing was applied; null where it was, or where only a dry run was wanted. */
  readonly refusal: string | null;
  /** Rows that were not taken, the first of them. */
  readonly refusedRows: readonly { readonly where: string; readonly why: string }[];
}

/** Somewhere a register of AEDs is read from, again and again. */
export interface AedFeed {
  readonly organisationId: string;
  /** Also the name of the register: AEDs that came by it belong to it. */
  readonly feedRef: string;
  readonly title: string;
  readonly url: string;
  readonly format: AedFormat;
  /** The state whose public holidays the opening hours keep. */
  readonly region: string | null;
  readonly everyMs: number;
  readonly paused: boolean;
  /** Says what it would do, and does nothing of it. */
  readonly dryRun: boolean;
  /** The next reading, and no other, may let many AEDs vanish, whatever comes of it. */
  readonly allowVanish: boolean;
  readonly lastTriedAt: Instant | null;
  readonly lastReadAt: Instant | null;
  readonly nextAt: Instant;
  readonly failing: FeedFailure | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Versions of what a file of changes has said already, by reference. */
  readonly versions: Readonly<Record<string, number>>;
  readonly report: AedFeedReport | null;
}

const BACK_OFF_STEPS_MAX = 10;

/** A feed that could not be read once more, and when it is tried again: twice as late each time. */
export function afterAedFailure(feed: AedFeed, says: string, now: Instant): AedFeed {
  const times = (feed.failing?.times ?? 0) + 1;
  const later = MINUTE_MS * 2 ** Math.min(times - 1, BACK_OFF_STEPS_MAX);
  return {
    ...feed,
    allowVanish: false,
    lastTriedAt: now,
    nextAt: now + Math.min(later, FEED_BACK_OFF_MAX_MS, feed.everyMs),
    failing: { since: feed.failing?.since ?? now, times, says },
  };
}

/** A feed that was read and is the same as before. */
export function afterAedsUnchanged(feed: AedFeed, now: Instant): AedFeed {
  const read = { lastTriedAt: now, lastReadAt: now, nextAt: now + feed.everyMs, failing: null };
  return { ...feed, ...read, allowVanish: false };
}

/**
 * A feed that was read, with what came of it. What was not applied is looked at again next time,
 * even if it is the same: whoever keeps the register may have allowed it by then.
 */
export function afterAedReading(
  feed: AedFeed,
  reading: Pick<AedFeed, 'etag' | 'lastModified' | 'versions'> & { readonly report: AedFeedReport },
  now: Instant,
): AedFeed {
  const { report, etag, lastModified, versions } = reading;
  const marks = report.applied
    ? { etag, lastModified, versions }
    : { etag: null, lastModified: null };
  return { ...afterAedsUnchanged(feed, now), ...marks, report };
}

/** Rows of a file of changes that say nothing newer than was taken before. */
export function isNewer(
  known: AedFeed['versions'],
  externalRef: string,
  version: number | undefined,
): boolean {
  const before = known[externalRef];
  return before === undefined || version === undefined || version > before;
}
