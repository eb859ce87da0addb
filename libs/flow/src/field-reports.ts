import {
  FIELD_REPORT_TABLE,
  isUrgent,
  NO_EMERGENCY_CALL,
  reportExpiresAt,
  sameThing,
  similarReport,
  type FieldReport,
  type FieldReportKind,
  type FieldReportStatus,
} from '#core/field-report';
import { cleanPhoto, type Photo } from '#core/photo';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import { canMove } from '#core/transition';
import { DAY_MS, MINUTE_MS } from '#core/units';
import type {
  FieldReportView,
  PhotoTakenView,
  ReviewReportMessage,
  SendReportMessage,
  TakenReportView,
} from '#contracts/field-report-api';
import { toInstant, toIso, toPlace } from '#contracts/shapes';
import { renderReport } from '#flow/field-report-view';
import type {
  CalloutStore,
  Clock,
  FieldReportStore,
  Limits,
  Live,
  Page,
  PageRequest,
  ResponderCaller,
} from '#flow/ports';

/** A phone without network keeps a report no longer; a clock that is ahead by less is forgiven. */
export const SEEN_BEFORE_MAX_MS = 7 * DAY_MS;
export const SEEN_AHEAD_MAX_MS = 5 * MINUTE_MS;

/** What people of a call-out see in the field, and what is made of it. */
export class FieldReports {
  constructor(
    private readonly ports: {
      readonly fieldReports: FieldReportStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly limits: Limits;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Takes what somebody of a call-out saw, however late it comes; sent again, it is kept once. The
   * console is told at once.
   *
   * @returns refusals `not-found` for a call-out they are not in, `invalid-field` for a time that
   *   cannot be, `reference-conflict`, `too-many-requests`
   */
  async take(
    caller: ResponderCaller,
    message: SendReportMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: TakenReportView }>> {
    const { organisationId, responderId } = caller;
    const admitted = await this.ports.limits.use('field-reports', responderId);
    if (!admitted.ok) return admitted;
    const now = this.ports.clock.now();
    const seen = checkSeenAt(message.seenAt, now);
    if (!seen.ok) return seen;
    const before = await this.ports.fieldReports.report(organisationId, message.reportId);
    if (before !== null) return takenBefore(before, responderId);
    const { calloutId, facts } = message;
    const store = this.ports.fieldReports;
    if (!(await store.isOfCallout(organisationId, calloutId, responderId))) {
      return refuse('not-found', 'You are in no such call-out.', 'calloutId');
    }
    const report: FieldReport = {
      ...{ id: message.reportId, organisationId, calloutId, responderId, facts },
      ...{ place: toPlace(message.place), text: message.text },
      ...{ seenAt: seen.value, receivedAt: now, status: 'new' },
      expiresAt: reportExpiresAt(facts.kind, seen.value),
      ...{ similarToId: null, mergedIntoId: null, reviewNote: null, reviewedAt: null },
      ...{ hasPhoto: false, revision: 0 },
    };
    const kept = { ...report, similarToId: await this.similarTo(report) };
    const fact: Fact = {
      ...{ kind: 'field-report', at: now, actor: 'responder', responderId },
      detail: { reportId: report.id, kind: facts.kind },
    };
    if (!(await store.addReport(kept, [fact]))) {
      const meanwhile = await store.report(organisationId, report.id);
      return meanwhile === null ? otherReport() : takenBefore(meanwhile, responderId);
    }
    this.tell(kept);
    return ok({ created: true, view: renderTaken(kept) });
  }

  /**
   * Keeps the photo of one's own report or reading, without what it says of place, time and
   * camera.
   *
   * @returns refusals `not-found`, `proof-invalid`, `body-too-large`, `too-many-requests`
   */
  async putPhoto(
    caller: ResponderCaller,
    sent: { readonly ofId: string; readonly mediaType: string; readonly file: Uint8Array },
  ): Promise<Result<PhotoTakenView>> {
    const { organisationId, responderId } = caller;
    const admitted = await this.ports.limits.use('uploads', responderId);
    if (!admitted.ok) return admitted;
    const photo = cleanPhoto(sent.mediaType, sent.file);
    if (!photo.ok) return photo;
    const { ofId } = sent;
    const now = this.ports.clock.now();
    const input = { organisationId, responderId, ofId, photo: photo.value, now };
    if (!(await this.ports.fieldReports.putPhoto(input))) return noReport();
    const report = await this.ports.fieldReports.report(organisationId, ofId);
    if (report !== null) this.tell(report);
    const { mediaType, file } = photo.value;
    return ok({ ofId, mediaType, bytes: file.length });
  }

  /** Reports of a call-out, newest first; refuses `not-found`. */
  async list(
    of: { readonly organisationId: string; readonly calloutId: string },
    filter: { readonly status: FieldReportStatus | null; readonly kind: FieldReportKind | null },
    page: PageRequest,
  ): Promise<Result<Page<FieldReportView>>> {
    const { organisationId, calloutId } = of;
    if ((await this.ports.callouts.loadCallout(organisationId, calloutId)) === null) {
      return refuse('not-found', 'There is no such call-out.');
    }
    const store = this.ports.fieldReports;
    const found = await store.reports({ organisationId, calloutId }, filter, page);
    const now = this.ports.clock.now();
    const items = found.items.map((report) => renderReport(report, now));
    return ok({ items, nextCursor: found.nextCursor });
  }

  /** The photo as it is kept; refuses `not-found`. */
  async photo(organisationId: string, ofId: string): Promise<Result<Photo>> {
    const photo = await this.ports.fieldReports.photo(organisationId, ofId);
    return photo === null ? refuse('not-found', 'There is no such photo.') : ok(photo);
  }

  /**
   * What a coordinator makes of a report. A confirmed one is fresh for as long again as its kind
   * is; confirmed once more, it is so anew.
   *
   * @returns refusals `not-found`, `illegal-step`, `invalid-field` for a report it cannot be merged
   *   into, `changed-meanwhile`
   */
  async review(
    organisationId: string,
    reportId: string,
    message: ReviewReportMessage,
  ): Promise<Result<FieldReportView>> {
    const report = await this.ports.fieldReports.report(organisationId, reportId);
    if (report === null) return noReport();
    const { status } = message;
    const isAgain = status === 'confirmed' && report.status === 'confirmed';
    if (!isAgain && !canMove(FIELD_REPORT_TABLE, report.status, status)) {
      return refuse('illegal-step', `A report that is ${report.status} cannot be ${status}.`);
    }
    const into = await this.mergedInto(report, message.mergedIntoId);
    if (!into.ok) return into;
    const now = this.ports.clock.now();
    const reviewed: FieldReport = {
      ...report,
      ...{ status, mergedIntoId: into.value, reviewNote: message.note, reviewedAt: now },
      expiresAt:
        status === 'confirmed' ? reportExpiresAt(report.facts.kind, now) : report.expiresAt,
    };
    const fact: Fact = {
      ...{ kind: 'field-report', at: now, actor: 'coordinator', responderId: null },
      detail: { reportId, kind: report.facts.kind, status },
    };
    const input = { report: reviewed, expectedRevision: report.revision, facts: [fact], now };
    if (!(await this.ports.fieldReports.saveReview(input))) {
      return refuse('changed-meanwhile', 'Somebody else has looked at this report; look again.');
    }
    return ok(this.tell(reviewed));
  }

  private async similarTo(report: FieldReport): Promise<string | null> {
    const { kind } = report.facts;
    const { sameWithinM: withinM, sameWithinMs } = sameThing(kind);
    const { organisationId, calloutId, place, seenAt } = report;
    const near = await this.ports.fieldReports.reportsNear(organisationId, {
      ...{ calloutId, kind, place, withinM },
      ...{ from: seenAt - sameWithinMs, until: seenAt + sameWithinMs },
    });
    return similarReport(report, near);
  }

  /** A merged report stands for no other one: chains are never made. */
  private async mergedInto(
    report: FieldReport,
    intoId: string | null,
  ): Promise<Result<string | null>> {
    if (intoId === null) return ok(null);
    const into = await this.ports.fieldReports.report(report.organisationId, intoId);
    const fits =
      into?.calloutId === report.calloutId && into.id !== report.id && into.status !== 'merged';
    return fits
      ? ok(into.id)
      : refuse('invalid-field', 'mergedIntoId: is no other report that stands', 'mergedIntoId');
  }

  private tell(report: FieldReport): FieldReportView {
    const view = renderReport(report, this.ports.clock.now());
    this.ports.live.tellControl(report.organisationId, { event: 'field-report', view });
    return view;
  }
}

/** When something was seen; refuses `invalid-field` for the future and for more than a week ago. */
export function checkSeenAt(seenAt: string, now: number): Result<number> {
  const at = toInstant(seenAt);
  if (at > now + SEEN_AHEAD_MAX_MS) {
    return refuse('invalid-field', 'seenAt: has not come yet', 'seenAt');
  }
  if (at < now - SEEN_BEFORE_MAX_MS) {
    return refuse('invalid-field', 'seenAt: is more than a week ago', 'seenAt');
  }
  return ok(Math.min(at, now));
}

function takenBefore(
  report: FieldReport,
  responderId: string,
): Result<{ readonly created: boolean; readonly view: TakenReportView }> {
  if (report.responderId !== responderId) return otherReport();
  return ok({ created: false, view: renderTaken(report) });
}

function renderTaken(report: FieldReport): TakenReportView {
  return {
    ...{ reportId: report.id, receivedAt: toIso(report.receivedAt), hasPhoto: report.hasPhoto },
    says: isUrgent(report.facts) ? NO_EMERGENCY_CALL : null,
  };
}

function otherReport(): Result<never> {
  return refuse('reference-conflict', 'This id names another report.', 'reportId');
}

function noReport(): Result<never> {
  return refuse('not-found', 'There is no such report.');
}
