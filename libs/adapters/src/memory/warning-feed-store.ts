import type { WarningFeed } from '#core/warning-feed';
import type { WarningFeedStore } from '#flow/ports';
import { refKey, settle } from './tables';

interface Row {
  readonly feed: WarningFeed;
  readonly leaseId: string | null;
  readonly leasedUntil: number | null;
}

const FRESH = { failing: null, seen: [] } as const;

/** Feeds of warnings in memory. */
export class MemoryWarningFeedStore implements WarningFeedStore {
  private readonly rows = new Map<string, Row>();

  warningFeeds: WarningFeedStore['warningFeeds'] = (organisationId) =>
    settle(() =>
      [...this.rows.values()]
        .map(({ feed }) => feed)
        .filter((feed) => feed.organisationId === organisationId)
        .sort((a, b) => (a.feedRef < b.feedRef ? -1 : 1)),
    );

  warningFeed: WarningFeedStore['warningFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.get(refKey(organisationId, feedRef))?.feed ?? null);

  putWarningFeed: WarningFeedStore['putWarningFeed'] = (settings, now) =>
    settle(() => {
      const key = refKey(settings.organisationId, settings.feedRef);
      const before = this.rows.get(key)?.feed;
      const isSame = before?.url === settings.url && before.format === settings.format;
      const kept = isSame ? { failing: before.failing, seen: before.seen } : FRESH;
      const feed: WarningFeed = {
        ...{ lastTriedAt: null, lastReadAt: null, entryCount: 0, refused: [], ...before },
        ...settings,
        ...{ nextAt: now, etag: null, lastModified: null },
        ...kept,
      };
      this.rows.set(key, { feed, leaseId: null, leasedUntil: null });
      return feed;
    });

  removeWarningFeed: WarningFeedStore['removeWarningFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.delete(refKey(organisationId, feedRef)));

  takeDueFeeds: WarningFeedStore['takeDueFeeds'] = ({ leaseId, now, leaseMs, max }) =>
    settle(() => {
      const due = [...this.rows]
        .filter(([, { feed }]) => feed.nextAt <= now && !feed.paused)
        .filter(([, { leasedUntil }]) => leasedUntil === null || leasedUntil <= now)
        .sort(([, a], [, b]) => a.feed.nextAt - b.feed.nextAt)
        .slice(0, max);
      for (const [key, { feed }] of due) {
        this.rows.set(key, { feed, leaseId, leasedUntil: now + leaseMs });
      }
      return due.map(([, { feed }]) => feed);
    });

  saveFeed: WarningFeedStore['saveFeed'] = (feed, leaseId) =>
    settle(() => {
      const key = refKey(feed.organisationId, feed.feedRef);
      if (this.rows.get(key)?.leaseId !== leaseId) return false;
      this.rows.set(key, { feed, leaseId: null, leasedUntil: null });
      return true;
    });
}
