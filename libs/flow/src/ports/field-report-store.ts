import type { FieldReport, FieldReportKind, FieldReportStatus } from '#core/field-report';
import type { Place } from '#core/geometry';
import type { Photo } from '#core/photo';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** Reports from the field, and photos of them and of readings. */
export interface FieldReportStore {
  /** Whether somebody has, or had, a booking of a call-out; the reserve has none yet. */
  isOfCallout(organisationId: string, calloutId: string, responderId: string): Promise<boolean>;
  /** @returns false where there is one of that id already */
  addReport(report: FieldReport, facts: readonly Fact[]): Promise<boolean>;
  report(organisationId: string, reportId: string): Promise<FieldReport | null>;
  /** Newest first, by when they were received. */
  reports(
    of: { readonly organisationId: string; readonly calloutId: string },
    filter: {
      readonly status: FieldReportStatus | null;
      readonly kind: FieldReportKind | null;
    },
    page: PageRequest,
  ): Promise<Page<FieldReport>>;
  /** Reports of a kind seen near a place and a moment, at most a hundred. */
  reportsNear(
    organisationId: string,
    near: {
      readonly calloutId: string;
      readonly kind: FieldReportKind;
      readonly place: Place;
      readonly withinM: number;
      readonly from: Instant;
      readonly until: Instant;
    },
  ): Promise<readonly FieldReport[]>;
  /** Reports that stand on the map at a moment, newest first. */
  reportsOnMap(
    organisationId: string,
    calloutId: string,
    at: { readonly now: Instant; readonly max: number },
  ): Promise<readonly FieldReport[]>;
  /** Keeps what a review changed, if nobody changed it since it was read. */
  saveReview(input: {
    readonly report: FieldReport;
    readonly expectedRevision: number;
    readonly facts: readonly Fact[];
    readonly now: Instant;
  }): Promise<boolean>;
  /**
   * Keeps the photo of a person's own report or reading, sealed with their key; again, it replaces
   * the one before.
   *
   * @returns false where there is no such report or reading of theirs
   */
  putPhoto(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly ofId: string;
    readonly photo: Photo;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Null where there is none, or its person was erased. */
  photo(organisationId: string, ofId: string): Promise<Photo | null>;
}
