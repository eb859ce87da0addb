import type { AedFeed } from '#core/aed-feed';
import type { AedFeedStore } from '#flow/ports';
import { refKey, settle } from './tables';

interface Row {
  readonly feed: AedFeed;
  readonly leaseId: string | null;
  readonly leasedUntil: number | null;
}

const FREE = { leaseId: null, leasedUntil: null } as const;
const FRESH = { failing: null, versions: {} } as const;

/** Feeds of registers of AEDs in memory. */
export class MemoryAedFeedStore implements AedFeedStore {
  private readonly rows = new Map<string, Row>();

  aedFeeds: AedFeedStore['aedFeeds'] = (organisationId) =>
    settle(() =>
      [...this.rows.values()]
        .map(({ feed }) => feed)
        .filter((feed) => feed.organisationId === organisationId)
        .sort((a, b) => (a.feedRef < b.feedRef ? -1 : 1)),
    );

  aedFeed: AedFeedStore['aedFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.get(refKey(organisationId, feedRef))?.feed ?? null);

  putAedFeed: AedFeedStore['putAedFeed'] = (settings, now) =>
    settle(() => {
      const key = refKey(settings.organisationId, settings.feedRef);
      const before = this.rows.get(key)?.feed;
      const isSame = before?.url === settings.url && before.format === settings.format;
      const kept = isSame ? { failing: before.failing, versions: before.versions } : FRESH;
      const feed: AedFeed = {
        ...{ lastTriedAt: null, lastReadAt: null, report: null, ...before },
        ...settings,
        ...{ nextAt: now, etag: null, lastModified: null, allowVanish: false },
        ...kept,
      };
      this.rows.set(key, { feed, ...FREE });
      return feed;
    });

  wantAedFeed: AedFeedStore['wantAedFeed'] = ({ organisationId, feedRef, allowVanish, now }) =>
    settle(() => {
      const key = refKey(organisationId, feedRef);
      const before = this.rows.get(key)?.feed;
      if (before === undefined) return null;
      const feed = { ...before, allowVanish, nextAt: now, etag: null, lastModified: null };
      this.rows.set(key, { feed, ...FREE });
      return feed;
    });

  removeAedFeed: AedFeedStore['removeAedFeed'] = (organisationId, feedRef) =>
    settle(() => this.rows.delete(refKey(organisationId, feedRef)));

  takeDueAedFeeds: AedFeedStore['takeDueAedFeeds'] = ({ leaseId, now, leaseMs, max }) =>
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

  saveAedFeed: AedFeedStore['saveAedFeed'] = (feed, leaseId) =>
    settle(() => {
      const key = refKey(feed.organisationId, feed.feedRef);
      if (this.rows.get(key)?.leaseId !== leaseId) return false;
      this.rows.set(key, { feed, ...FREE });
      return true;
    });
}
