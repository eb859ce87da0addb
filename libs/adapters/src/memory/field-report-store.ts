import type { FieldReport } from '#core/field-report';
import { distanceM } from '#core/geometry';
import type { Photo } from '#core/photo';
import type { FieldReportStore } from '#flow/ports';
import { newestFirst } from './incident-reads';
import { refKey, settle, type MemoryTables } from './tables';

/** Reports from the field in memory; nothing is sealed here. */
export class MemoryFieldReportStore implements FieldReportStore {
  private readonly rows = new Map<string, FieldReport>();
  private readonly photos = new Map<string, Photo>();

  /** @param authorOf whose a reading of a watch point is; null where there is none */
  constructor(
    private readonly tables: MemoryTables,
    private readonly authorOf: (organisationId: string, readingId: string) => string | null,
  ) {}

  isOfCallout: FieldReportStore['isOfCallout'] = (organisationId, calloutId, responderId) =>
    settle(() =>
      [...this.tables.bookings.values()].some(
        ({ booking }) =>
          booking.organisationId === organisationId &&
          booking.calloutId === calloutId &&
          booking.responderId === responderId &&
          booking.status !== 'reserve',
      ),
    );

  addReport: FieldReportStore['addReport'] = (report, facts) =>
    settle(() => {
      const key = refKey(report.organisationId, report.id);
      if (this.rows.has(key)) return false;
      this.rows.set(key, report);
      this.tables.recordFacts(report.calloutId, facts);
      return true;
    });

  report: FieldReportStore['report'] = (organisationId, reportId) =>
    settle(() => {
      const row = this.rows.get(refKey(organisationId, reportId));
      return row === undefined ? null : this.withPhoto(row);
    });

  reports: FieldReportStore['reports'] = ({ organisationId, calloutId }, filter, page) =>
    settle(() => {
      const all = this.ofCallout(organisationId, calloutId)
        .filter(({ status }) => filter.status === null || status === filter.status)
        .filter(({ facts }) => filter.kind === null || facts.kind === filter.kind);
      return newestFirst(all, (report) => report.receivedAt, page);
    });

  reportsNear: FieldReportStore['reportsNear'] = (organisationId, near) =>
    settle(() =>
      this.ofCallout(organisationId, near.calloutId)
        .filter(({ facts }) => facts.kind === near.kind)
        .filter(({ seenAt }) => seenAt >= near.from && seenAt <= near.until)
        .filter(({ place }) => distanceM(place, near.place) <= near.withinM)
        .sort((a, b) => b.seenAt - a.seenAt || (a.id < b.id ? -1 : 1)),
    );

  reportsOnMap: FieldReportStore['reportsOnMap'] = (organisationId, calloutId, { now, max }) =>
    settle(() => {
      const standing = this.ofCallout(organisationId, calloutId)
        .filter(({ status }) => status === 'new' || status === 'confirmed')
        .filter(({ expiresAt }) => expiresAt > now);
      const page = { cursor: null, limit: max };
      return newestFirst(standing, (report) => report.receivedAt, page).items;
    });

  saveReview: FieldReportStore['saveReview'] = ({ report, expectedRevision, facts }) =>
    settle(() => {
      const key = refKey(report.organisationId, report.id);
      if (this.rows.get(key)?.revision !== expectedRevision) return false;
      this.rows.set(key, { ...report, revision: expectedRevision + 1 });
      this.tables.recordFacts(report.calloutId, facts);
      return true;
    });

  putPhoto: FieldReportStore['putPhoto'] = ({ organisationId, responderId, ofId, photo }) =>
    settle(() => {
      const key = refKey(organisationId, ofId);
      const author = this.rows.get(key)?.responderId ?? this.authorOf(organisationId, ofId);
      if (author !== responderId) return false;
      this.photos.set(key, photo);
      return true;
    });

  photo: FieldReportStore['photo'] = (organisationId, ofId) =>
    settle(() => this.photos.get(refKey(organisationId, ofId)) ?? null);

  /** Whether there is a photo of a reading. */
  hasPhoto(organisationId: string, ofId: string): boolean {
    return this.photos.has(refKey(organisationId, ofId));
  }

  private ofCallout(organisationId: string, calloutId: string): readonly FieldReport[] {
    return [...this.rows.values()]
      .filter((row) => row.organisationId === organisationId && row.calloutId === calloutId)
      .map((row) => this.withPhoto(row));
  }

  private withPhoto(report: FieldReport): FieldReport {
    return { ...report, hasPhoto: this.hasPhoto(report.organisationId, report.id) };
  }
}
