import {
  afterAedFailure,
  afterAedReading,
  afterAedsUnchanged,
  isNewer,
  type AedFeed,
  type AedFeedReport,
} from '#core/aed-feed';
import type { RegisterChange } from '#core/aed-register-sync';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS } from '#core/units';
import {
  AED_FEED_REFUSED_MAX,
  AED_FEED_ROWS_MAX,
  type AedFeedView,
  type PutAedFeedMessage,
} from '#contracts/aed-feed-api';
import { toIso } from '#contracts/shapes';
import type {
  AedDocument,
  AedFeedStore,
  AedReader,
  Clock,
  Fetched,
  Ids,
  WarningSource,
} from '#flow/ports';
import type { SyncAedRegister, SyncReport } from '#flow/sync-aed-register';

/** A feed in hand for so long was left by a worker that died. */
export const AED_FEED_LEASE_MS = 10 * MINUTE_MS;
/** A document is large, and read one at a time. */
const FEEDS_PER_ROUND = 1;
const SAYS_CHARS_MAX = 500;

/** Registers of AEDs that are read again and again: kept by people, read by the worker. */
export class AedFeeds {
  constructor(
    private readonly ports: {
      readonly aedFeedStore: AedFeedStore;
      readonly aedReader: AedReader;
      /** Fetches as feeds of warnings are fetched. */
      readonly aedSource: WarningSource;
      readonly sync: Pick<SyncAedRegister, 'sync'>;
      readonly clock: Clock;
      readonly ids: Pick<Ids, 'id'>;
      /** Told of what failed for reasons of our own; the feed is read again later. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** All feeds of an organisation, by reference. */
  async list(organisationId: string): Promise<{ readonly items: AedFeedView[] }> {
    const found = await this.ports.aedFeedStore.aedFeeds(organisationId);
    return { items: found.map(view) };
  }

  /** One feed; `not-found` also for another organisation's. */
  async byRef(organisationId: string, feedRef: string): Promise<Result<AedFeedView>> {
    const feed = await this.ports.aedFeedStore.aedFeed(organisationId, feedRef);
    return feed === null ? noFeed() : ok(view(feed));
  }

  /** Puts or replaces a feed; it is read at once. */
  async put(
    organisationId: string,
    feedRef: string,
    message: PutAedFeedMessage,
  ): Promise<AedFeedView> {
    const { aedFeedStore, clock } = this.ports;
    const settings = { ...message, organisationId, feedRef };
    return view(await aedFeedStore.putAedFeed(settings, clock.now()));
  }

  /**
   * Has a feed read at once, as if nothing had been read before; with `allowVanish` that reading
   * is believed although many AEDs are gone from it. Refuses `not-found`.
   */
  async readNow(
    organisationId: string,
    feedRef: string,
    { allowVanish }: { readonly allowVanish: boolean },
  ): Promise<Result<AedFeedView>> {
    const wanted = { organisationId, feedRef, allowVanish, now: this.ports.clock.now() };
    const feed = await this.ports.aedFeedStore.wantAedFeed(wanted);
    return feed === null ? noFeed() : ok(view(feed));
  }

  /** Reads a feed no more; its AEDs stay. `not-found` where there is none. */
  async remove(organisationId: string, feedRef: string): Promise<Result<null>> {
    const gone = await this.ports.aedFeedStore.removeAedFeed(organisationId, feedRef);
    return gone ? ok(null) : noFeed();
  }

  /**
   * Reads a feed that is due, if any is. A feed that fails, is cut, or would take away much of its
   * register changes nothing. Any number of workers may do this at once.
   *
   * @returns how many were taken
   */
  async poll(): Promise<number> {
    const { aedFeedStore, clock, ids } = this.ports;
    const leaseId = ids.id();
    const due = await aedFeedStore.takeDueAedFeeds({
      ...{ leaseId, now: clock.now(), max: FEEDS_PER_ROUND },
      leaseMs: clock.stretch(AED_FEED_LEASE_MS),
    });
    for (const feed of due) {
      try {
        await aedFeedStore.saveAedFeed(await this.read(feed), leaseId);
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  /** The feed as it stands after one look at it. */
  private async read(feed: AedFeed): Promise<AedFeed> {
    const { aedSource, aedReader, clock } = this.ports;
    const fetched = await aedSource.fetch(feed);
    const now = clock.now();
    if (fetched.outcome === 'failed') return afterAedFailure(feed, fetched.says, now);
    if (fetched.outcome === 'unchanged') return afterAedsUnchanged(feed, now);
    const read = aedReader.readAeds(fetched.document, feed.format, now);
    if (!read.ok) return afterAedFailure(feed, read.problem.detail.slice(0, SAYS_CHARS_MAX), now);
    if (read.value.rows.length > AED_FEED_ROWS_MAX) {
      const says = `It holds more than ${AED_FEED_ROWS_MAX} AEDs; ask it for one region.`;
      return afterAedFailure(feed, says, now);
    }
    return this.apply(feed, fetched, read.value);
  }

  private async apply(
    feed: AedFeed,
    { etag, lastModified }: Extract<Fetched, { outcome: 'document' }>,
    document: AedDocument,
  ): Promise<AedFeed> {
    const { organisationId, feedRef: source, region, allowVanish, dryRun, versions } = feed;
    const { rows, refused, left, versions: said = {} } = document;
    const news = (externalRef: string): boolean =>
      isNewer(versions, externalRef, said[externalRef]);
    const synced = await this.ports.sync.sync(organisationId, {
      rows: rows.filter(({ externalRef }) => news(externalRef)),
      ...(left === undefined ? {} : { left: left.filter(news) }),
      ...{ refused, source, region, allowVanish, dryRun, skipRefused: true },
    });
    const now = this.ports.clock.now();
    if (!synced.ok) return afterAedFailure(feed, synced.problem.detail, now);
    const report = reportOf(synced.value, { readCount: document.readCount, now });
    const known = { ...versions, ...versionsOf(synced.value, said) };
    return afterAedReading(feed, { etag, lastModified, versions: known, report }, now);
  }
}

/** Of the AEDs of the register alone: a file of changes is mostly about other things. */
function versionsOf({ steps }: SyncReport, said: AedFeed['versions']): AedFeed['versions'] {
  const pairs = steps.flatMap(({ aed: { externalRef } }) => {
    const version = said[externalRef];
    return version === undefined ? [] : [[externalRef, version] as const];
  });
  return Object.fromEntries(pairs);
}

function reportOf(
  { steps, refused, refusal, applied, hoursUnknown }: SyncReport,
  { readCount, now }: { readonly readCount: number; readonly now: number },
): AedFeedReport {
  const count = (change: RegisterChange): number =>
    steps.filter((step) => step.change === change).length;
  return {
    ...{ at: now, applied, refusal, read: readCount, refused: refused.length, hoursUnknown },
    ...{ added: count('added'), changed: count('changed'), moved: count('moved') },
    ...{ back: count('back'), gone: count('gone'), unchanged: count('unchanged') },
    refusedRows: refused.slice(0, AED_FEED_REFUSED_MAX).map(({ where, why }) => ({ where, why })),
  };
}

function view(feed: AedFeed): AedFeedView {
  const { feedRef, title, url, format, region, everyMs, paused, dryRun, failing, report } = feed;
  return {
    ...{ feedRef, title, url, format, region, everyMs, paused, dryRun },
    ...{ lastTriedAt: toIso(feed.lastTriedAt), lastReadAt: toIso(feed.lastReadAt) },
    nextAt: toIso(feed.nextAt),
    failing: failing === null ? null : { ...failing, since: toIso(failing.since) },
    report: report && {
      ...{ ...report, at: toIso(report.at) },
      refusedRows: report.refusedRows.map((row) => ({ ...row })),
    },
  };
}

function noFeed(): Result<never> {
  return refuse('not-found', 'There is no such feed.');
}
