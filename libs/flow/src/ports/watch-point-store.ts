import type { WatchPoint, WatchReading, WatchState } from '#core/watch-point';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** A reading with whether there is a photo of it. */
export interface StoredReading extends WatchReading {
  readonly hasPhoto: boolean;
}

/** Watch points and their readings. */
export interface WatchPointStore {
  watchPoint(organisationId: string, pointRef: string): Promise<WatchPoint | null>;
  /** By reference. */
  watchPoints(
    organisationId: string,
    filter: { readonly state: WatchState | null },
    page: PageRequest,
  ): Promise<Page<WatchPoint>>;
  watchPointsByRef(
    organisationId: string,
    pointRefs: readonly string[],
  ): Promise<readonly WatchPoint[]>;
  /** Points whose water comes from that one. */
  downstreamOf(organisationId: string, pointRef: string): Promise<readonly WatchPoint[]>;
  watchPointsOf(organisationId: string, responderId: string): Promise<readonly WatchPoint[]>;
  /**
   * Keeps a point and when it is looked at next, if nobody changed it since it was read; with null
   * for the revision, a new one.
   */
  saveWatchPoint(input: {
    readonly point: WatchPoint;
    readonly expectedRevision: number | null;
    readonly reviewAt: Instant | null;
    readonly now: Instant;
  }): Promise<boolean>;
  /** @returns false where there is none */
  removeWatchPoint(organisationId: string, pointRef: string): Promise<boolean>;
  /** @returns false where there is one of that id already */
  addReading(reading: WatchReading): Promise<boolean>;
  reading(organisationId: string, readingId: string): Promise<WatchReading | null>;
  /** Newest first, by when they were seen. */
  readings(organisationId: string, pointId: string, max: number): Promise<readonly StoredReading[]>;
  /** Points of all organisations that are to be looked at, each for one taker alone. */
  takeDuePoints(lease: {
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<readonly WatchPoint[]>;
}
