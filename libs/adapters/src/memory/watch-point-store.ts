import type { WatchPoint, WatchReading } from '#core/watch-point';
import type { Instant } from '#core/units';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { WatchPointStore } from '#flow/ports';
import { refKey, settle } from './tables';

interface PointRow {
  readonly point: WatchPoint;
  readonly reviewAt: Instant | null;
}

/** Watch points and their readings in memory. */
export class MemoryWatchPointStore implements WatchPointStore {
  /** By organisation and reference. */
  private readonly rows = new Map<string, PointRow>();
  private readonly read = new Map<string, WatchReading>();

  /** @param hasPhoto whether there is a photo of a reading */
  constructor(private readonly hasPhoto: (organisationId: string, readingId: string) => boolean) {}

  watchPoint: WatchPointStore['watchPoint'] = (organisationId, pointRef) =>
    settle(() => this.rows.get(refKey(organisationId, pointRef))?.point ?? null);

  watchPoints: WatchPointStore['watchPoints'] = (organisationId, { state }, page) =>
    settle(() => {
      const [after] = readCursor(page.cursor, 1) ?? [];
      const all = this.of(organisationId)
        .filter((point) => state === null || point.state === state)
        .filter((point) => after === undefined || point.pointRef > after);
      const items = all.slice(0, page.limit);
      const last = items.at(-1);
      const more = all.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.pointRef]) : null };
    });

  watchPointsByRef: WatchPointStore['watchPointsByRef'] = (organisationId, pointRefs) =>
    settle(() => this.of(organisationId).filter(({ pointRef }) => pointRefs.includes(pointRef)));

  downstreamOf: WatchPointStore['downstreamOf'] = (organisationId, pointRef) =>
    settle(() =>
      this.of(organisationId).filter(({ upstreamRefs }) => upstreamRefs.includes(pointRef)),
    );

  watchPointsOf: WatchPointStore['watchPointsOf'] = (organisationId, responderId) =>
    settle(() =>
      this.of(organisationId).filter(({ adopterIds }) => adopterIds.includes(responderId)),
    );

  saveWatchPoint: WatchPointStore['saveWatchPoint'] = ({ point, expectedRevision, reviewAt }) =>
    settle(() => {
      const key = refKey(point.organisationId, point.pointRef);
      const stored = this.rows.get(key)?.point;
      if ((stored?.revision ?? null) !== expectedRevision) return false;
      const revision = expectedRevision === null ? 0 : expectedRevision + 1;
      this.rows.set(key, { point: { ...point, revision }, reviewAt });
      return true;
    });

  removeWatchPoint: WatchPointStore['removeWatchPoint'] = (organisationId, pointRef) =>
    settle(() => {
      const key = refKey(organisationId, pointRef);
      const id = this.rows.get(key)?.point.id;
      for (const [readingKey, { pointId }] of this.read) {
        if (pointId === id) this.read.delete(readingKey);
      }
      return this.rows.delete(key);
    });

  addReading: WatchPointStore['addReading'] = (reading) =>
    settle(() => {
      const key = refKey(reading.organisationId, reading.id);
      if (this.read.has(key)) return false;
      this.read.set(key, reading);
      return true;
    });

  reading: WatchPointStore['reading'] = (organisationId, readingId) =>
    settle(() => this.readingNow(organisationId, readingId));

  readings: WatchPointStore['readings'] = (organisationId, pointId, max) =>
    settle(() =>
      [...this.read.values()]
        .filter((one) => one.organisationId === organisationId && one.pointId === pointId)
        .sort((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1))
        .slice(0, max)
        .map((one) => ({ ...one, hasPhoto: this.hasPhoto(organisationId, one.id) })),
    );

  takeDuePoints: WatchPointStore['takeDuePoints'] = ({ now, leaseMs, max }) =>
    settle(() => {
      const due = [...this.rows]
        .filter(([, { reviewAt }]) => reviewAt !== null && reviewAt <= now)
        .sort(([, a], [, b]) => (a.reviewAt ?? 0) - (b.reviewAt ?? 0))
        .slice(0, max);
      for (const [key, row] of due) this.rows.set(key, { ...row, reviewAt: now + leaseMs });
      return due.map(([, { point }]) => point).sort((a, b) => (a.id < b.id ? -1 : 1));
    });

  /** Whose a reading is; null where there is none. */
  authorOf(organisationId: string, readingId: string): string | null {
    return this.readingNow(organisationId, readingId)?.responderId ?? null;
  }

  /** When the next point is due; null where none is. */
  nextDueAt(): Instant | null {
    const moments = [...this.rows.values()].flatMap(({ reviewAt }) => reviewAt ?? []);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  private readingNow(organisationId: string, readingId: string): WatchReading | null {
    return this.read.get(refKey(organisationId, readingId)) ?? null;
  }

  private of(organisationId: string): readonly WatchPoint[] {
    return [...this.rows.values()]
      .map(({ point }) => point)
      .filter((point) => point.organisationId === organisationId)
      .sort((a, b) => (a.pointRef < b.pointRef ? -1 : 1));
  }
}
