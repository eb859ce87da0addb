import { refKey } from './tables';

/** What is read from elsewhere again and again. */
interface Feed {
  readonly organisationId: string;
  readonly feedRef: string;
  readonly nextAt: number;
  readonly paused: boolean;
}

interface Row<F> {
  readonly feed: F;
  readonly leaseId: string | null;
  readonly leasedUntil: number | null;
}

/** Feeds of one kind in memory, and who has taken which of them to read. */
export class FeedRows<F extends Feed> {
  private readonly rows = new Map<string, Row<F>>();

  of(organisationId: string): readonly F[] {
    return [...this.rows.values()]
      .map(({ feed }) => feed)
      .filter((feed) => feed.organisationId === organisationId)
      .sort((a, b) => (a.feedRef < b.feedRef ? -1 : 1));
  }

  one(organisationId: string, feedRef: string): F | null {
    return this.rows.get(refKey(organisationId, feedRef))?.feed ?? null;
  }

  /** As somebody has set it; whoever was reading it has it no longer. */
  put(feed: F): F {
    const key = refKey(feed.organisationId, feed.feedRef);
    this.rows.set(key, { feed, leaseId: null, leasedUntil: null });
    return feed;
  }

  remove(organisationId: string, feedRef: string): boolean {
    return this.rows.delete(refKey(organisationId, feedRef));
  }

  takeDue(lease: {
    readonly leaseId: string;
    readonly now: number;
    readonly leaseMs: number;
    readonly max: number;
  }): readonly F[] {
    const { leaseId, now, leaseMs, max } = lease;
    const due = [...this.rows]
      .filter(([, { feed }]) => feed.nextAt <= now && !feed.paused)
      .filter(([, { leasedUntil }]) => leasedUntil === null || leasedUntil <= now)
      .sort(([, a], [, b]) => a.feed.nextAt - b.feed.nextAt)
      .slice(0, max);
    for (const [key, { feed }] of due) {
      this.rows.set(key, { feed, leaseId, leasedUntil: now + leaseMs });
    }
    return due.map(([, { feed }]) => feed);
  }

  /** False where somebody else has it by now. */
  save(feed: F, leaseId: string): boolean {
    const key = refKey(feed.organisationId, feed.feedRef);
    if (this.rows.get(key)?.leaseId !== leaseId) return false;
    this.put(feed);
    return true;
  }
}
