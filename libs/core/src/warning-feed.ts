import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

/** How a feed is written; `json` is GeoJSON alerts or Environment Agency flood warnings. */
export const WARNING_FEED_FORMATS = ['atom', 'rss', 'json'] as const;
export type WarningFeedFormat = (typeof WARNING_FEED_FORMATS)[number];

/** A failing feed is looked at ever less often, but never less than this. */
export const FEED_BACK_OFF_MAX_MS = HOUR_MS;

export interface FeedFailure {
  readonly since: Instant;
  readonly times: number;
  readonly says: string;
}

/** Somewhere warnings are read from, again and again. */
export interface WarningFeed {
  readonly organisationId: string;
  readonly feedRef: string;
  readonly title: string;
  readonly url: string;
  readonly format: WarningFeedFormat;
  readonly everyMs: number;
  readonly paused: boolean;
  readonly lastTriedAt: Instant | null;
  readonly lastReadAt: Instant | null;
  readonly nextAt: Instant;
  readonly failing: FeedFailure | null;
  readonly entryCount: number;
  readonly refused: readonly { readonly entry: string; readonly says: string }[];
  /** Of the last answer, so that what is the same need not be sent again (RFC 9110 §13.1). */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Entries that were taken or refused for good, each with its last change. */
  readonly seen: readonly string[];
}

/** A feed that failed once more, and when it is tried again: twice as late each time. */
export function afterFailure(feed: WarningFeed, says: string, now: Instant): WarningFeed {
  const times = (feed.failing?.times ?? 0) + 1;
  const later = feed.everyMs * 2 ** Math.min(times - 1, BACK_OFF_STEPS_MAX);
  const waitMs = Math.max(feed.everyMs, Math.min(later, FEED_BACK_OFF_MAX_MS));
  return {
    ...feed,
    lastTriedAt: now,
    nextAt: now + Math.max(MINUTE_MS, waitMs),
    failing: { since: feed.failing?.since ?? now, times, says },
  };
}

const BACK_OFF_STEPS_MAX = 10;

/** A feed that was read, whether or not there was anything new in it. */
export function afterReading(
  feed: WarningFeed,
  reading: Pick<WarningFeed, 'etag' | 'lastModified' | 'entryCount' | 'refused' | 'seen'>,
  now: Instant,
): WarningFeed {
  return {
    ...feed,
    ...reading,
    lastTriedAt: now,
    lastReadAt: now,
    nextAt: now + feed.everyMs,
    failing: null,
  };
}
