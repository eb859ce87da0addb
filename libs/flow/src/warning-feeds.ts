import { ok, refuse, type Result } from '#core/problem';
import { afterFailure, afterReading, type WarningFeed } from '#core/warning-feed';
import { MINUTE_MS } from '#core/units';
import type { PutWarningFeedMessage, WarningFeedView } from '#contracts/warning-feed-api';
import { toIso } from '#contracts/shapes';
import type {
  Clock,
  FeedEntryRead,
  Fetched,
  Ids,
  ReadMessage,
  WarningFeedStore,
  WarningReader,
  WarningSource,
} from '#flow/ports';
import type { Warnings } from '#flow/warnings';

/** A feed in hand for so long was left by a worker that died. */
export const FEED_LEASE_MS = 10 * MINUTE_MS;
const FEEDS_PER_ROUND = 4;
/** Documents that one feed leads to, fetched in one round; the others follow in the next. */
const LINKS_PER_ROUND = 50;
/** No feed holds up the others for longer. */
const ROUND_MAX_MS = 2 * MINUTE_MS;
const ENTRY_CHARS_MAX = 500;
const REFUSED_MAX = 100;

/** Feeds that warnings are read from: kept by people, read by the worker. */
export class WarningFeeds {
  constructor(
    private readonly ports: {
      readonly warningFeeds: WarningFeedStore;
      readonly warningReader: WarningReader;
      readonly warningSource: WarningSource;
      readonly warningsStep: Pick<Warnings, 'takeIn'>;
      readonly clock: Clock;
      readonly ids: Pick<Ids, 'id'>;
      /** Told of what failed for reasons of our own; the feed is read again later. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** All feeds of an organisation, by reference. */
  async list(organisationId: string): Promise<{ readonly items: WarningFeedView[] }> {
    const found = await this.ports.warningFeeds.warningFeeds(organisationId);
    return { items: found.map(view) };
  }

  /** One feed; `not-found` also for another organisation's. */
  async byRef(organisationId: string, feedRef: string): Promise<Result<WarningFeedView>> {
    const feed = await this.ports.warningFeeds.warningFeed(organisationId, feedRef);
    return feed === null ? noFeed() : ok(view(feed));
  }

  /** Puts or replaces a feed; it is read at once. */
  async put(
    organisationId: string,
    feedRef: string,
    message: PutWarningFeedMessage,
  ): Promise<WarningFeedView> {
    const { warningFeeds, clock } = this.ports;
    const settings = { ...message, organisationId, feedRef };
    return view(await warningFeeds.putWarningFeed(settings, clock.now()));
  }

  /** Reads a feed no more; `not-found` where there is none. */
  async remove(organisationId: string, feedRef: string): Promise<Result<null>> {
    const gone = await this.ports.warningFeeds.removeWarningFeed(organisationId, feedRef);
    return gone ? ok(null) : noFeed();
  }

  /**
   * Reads the feeds that are due. What a feed no longer shows stays as it is: an empty feed ends
   * no warning. Any number of workers may do this at once.
   *
   * @returns how many were taken
   */
  async poll(): Promise<number> {
    const { warningFeeds, clock, ids } = this.ports;
    const leaseId = ids.id();
    const due = await warningFeeds.takeDueFeeds({
      ...{ leaseId, now: clock.now(), max: FEEDS_PER_ROUND },
      leaseMs: clock.stretch(FEED_LEASE_MS),
    });
    for (const feed of due) {
      try {
        await warningFeeds.saveFeed(await this.read(feed), leaseId);
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  /** The feed as it stands after one look at it. */
  private async read(feed: WarningFeed): Promise<WarningFeed> {
    const { warningSource, warningReader, clock } = this.ports;
    const fetched = await warningSource.fetch(feed);
    if (fetched.outcome === 'failed') return afterFailure(feed, fetched.says, clock.now());
    if (fetched.outcome === 'unchanged') return afterReading(feed, feed, clock.now());
    const entries = await warningReader.readFeed(fetched.document, feed.format);
    if (!entries.ok) return afterFailure(feed, entries.problem.detail, clock.now());
    return this.takeEntries(feed, fetched, entries.value);
  }

  private async takeEntries(
    feed: WarningFeed,
    { etag, lastModified }: Extract<Fetched, { outcome: 'document' }>,
    entries: readonly FeedEntryRead[],
  ): Promise<WarningFeed> {
    const before = new Set(feed.seen);
    const endsAt = this.ports.clock.now() + ROUND_MAX_MS;
    const seen: string[] = [];
    const refused: { entry: string; says: string }[] = [];
    let links = 0;
    let left = 0;
    for (const { entry, leadsTo } of entries) {
      const name = entry.slice(0, ENTRY_CHARS_MAX);
      if (before.has(name)) {
        seen.push(name);
        refused.push(...feed.refused.filter((one) => one.entry === name));
        continue;
      }
      links += leadsTo.kind === 'link' ? 1 : 0;
      if (links > LINKS_PER_ROUND || this.ports.clock.now() > endsAt) {
        left += 1;
        continue;
      }
      const { says, isDone } = await this.takeEntry(feed, leadsTo);
      if (isDone) seen.push(name);
      else left += 1;
      refused.push(...says.map((each) => ({ entry: name, says: each })));
    }
    // As long as something is left to read, the feed must not be said to be the same as before.
    const marks = left > 0 ? { etag: null, lastModified: null } : { etag, lastModified };
    const reading = { ...marks, entryCount: entries.length, seen };
    const shown = refused.slice(0, REFUSED_MAX);
    return afterReading(feed, { ...reading, refused: shown }, this.ports.clock.now());
  }

  /** What of an entry was refused, and whether it need not be looked at again. */
  private async takeEntry(
    feed: WarningFeed,
    leadsTo: FeedEntryRead['leadsTo'],
  ): Promise<{ readonly says: readonly string[]; readonly isDone: boolean }> {
    if (leadsTo.kind === 'nothing') return { says: [leadsTo.says], isDone: true };
    if (leadsTo.kind === 'messages') {
      return { says: await this.takeMessages(feed, leadsTo.messages), isDone: true };
    }
    if (!URL.canParse(leadsTo.url, feed.url)) {
      return { says: ['It leads to an address that is not valid.'], isDone: true };
    }
    const url = new URL(leadsTo.url, feed.url).href;
    const fetched = await this.ports.warningSource.fetch({ url, etag: null, lastModified: null });
    if (fetched.outcome !== 'document') {
      const says = fetched.outcome === 'failed' ? fetched.says : 'There was nothing new.';
      return { says: [`Where it leads to: ${says}`], isDone: false };
    }
    const read = await this.ports.warningReader.read(fetched.document);
    if (!read.ok) return { says: [read.problem.detail], isDone: true };
    return { says: await this.takeMessages(feed, read.value), isDone: true };
  }

  private async takeMessages(
    { organisationId, feedRef }: WarningFeed,
    messages: readonly ReadMessage[],
  ): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const { read } of messages) {
      if (!read.ok) refused.push(read.problem.detail);
      else await this.ports.warningsStep.takeIn(organisationId, read.value, feedRef);
    }
    return refused;
  }
}

function view(feed: WarningFeed): WarningFeedView {
  const { feedRef, title, url, format, everyMs, paused, failing, entryCount } = feed;
  return {
    ...{ feedRef, title, url, format, everyMs, paused, entryCount },
    ...{ lastTriedAt: toIso(feed.lastTriedAt), lastReadAt: toIso(feed.lastReadAt) },
    nextAt: toIso(feed.nextAt),
    failing: failing === null ? null : { ...failing, since: toIso(failing.since) },
    refused: [...feed.refused],
  };
}

function noFeed(): Result<never> {
  return refuse('not-found', 'There is no such feed.');
}
