import type { AedFeed } from '#core/aed-feed';
import type { AedFeedStore } from '#flow/ports';
import { FeedRows } from './feed-rows';
import { settle } from './tables';

const FRESH = { failing: null, versions: {} } as const;

/** Feeds of registers of AEDs in memory. */
export class MemoryAedFeedStore implements AedFeedStore {
  private readonly rows = new FeedRows<AedFeed>();

  aedFeeds: AedFeedStore['aedFeeds'] = (organisationId) =>
    settle(() => this.rows.of(organisationId));

  aedFeed: AedFeedStore['aedFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.one(organisationId, feedRef));

  putAedFeed: AedFeedStore['putAedFeed'] = (settings, now) =>
    settle(() => {
      const before = this.rows.one(settings.organisationId, settings.feedRef);
      const isSame = before?.url === settings.url && before.format === settings.format;
      const kept = isSame ? { failing: before.failing, versions: before.versions } : FRESH;
      return this.rows.put({
        ...{ lastTriedAt: null, lastReadAt: null, report: null, ...before },
        ...settings,
        ...{ nextAt: now, etag: null, lastModified: null, allowVanish: false },
        ...kept,
      });
    });

  wantAedFeed: AedFeedStore['wantAedFeed'] = ({ organisationId, feedRef, allowVanish, now }) =>
    settle(() => {
      const before = this.rows.one(organisationId, feedRef);
      if (before === null) return null;
      const anew = { nextAt: now, etag: null, lastModified: null };
      return this.rows.put({ ...before, allowVanish, ...anew });
    });

  removeAedFeed: AedFeedStore['removeAedFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.remove(organisationId, feedRef));

  takeDueAedFeeds: AedFeedStore['takeDueAedFeeds'] = (lease) =>
    settle(() => this.rows.takeDue(lease));

  saveAedFeed: AedFeedStore['saveAedFeed'] = (feed, leaseId) =>
    settle(() => this.rows.save(feed, leaseId));
}
