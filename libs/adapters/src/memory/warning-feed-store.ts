import type { WarningFeed } from '#core/warning-feed';
import type { WarningFeedStore } from '#flow/ports';
import { FeedRows } from './feed-rows';
import { settle } from './tables';

const FRESH = { failing: null, seen: [] } as const;

/** Feeds of warnings in memory. */
export class MemoryWarningFeedStore implements WarningFeedStore {
  private readonly rows = new FeedRows<WarningFeed>();

  warningFeeds: WarningFeedStore['warningFeeds'] = (organisationId) =>
    settle(() => this.rows.of(organisationId));

  warningFeed: WarningFeedStore['warningFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.one(organisationId, feedRef));

  putWarningFeed: WarningFeedStore['putWarningFeed'] = (settings, now) =>
    settle(() => {
      const before = this.rows.one(settings.organisationId, settings.feedRef);
      const isSame = before?.url === settings.url && before.format === settings.format;
      const kept = isSame ? { failing: before.failing, seen: before.seen } : FRESH;
      return this.rows.put({
        ...{ lastTriedAt: null, lastReadAt: null, entryCount: 0, refused: [], ...before },
        ...settings,
        ...{ nextAt: now, etag: null, lastModified: null },
        ...kept,
      });
    });

  removeWarningFeed: WarningFeedStore['removeWarningFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.remove(organisationId, feedRef));

  takeDueFeeds: WarningFeedStore['takeDueFeeds'] = (lease) =>
    settle(() => this.rows.takeDue(lease));

  saveFeed: WarningFeedStore['saveFeed'] = (feed, leaseId) =>
    settle(() => this.rows.save(feed, leaseId));
}
