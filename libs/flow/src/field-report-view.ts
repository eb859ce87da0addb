import { isUrgent, proposedExclusion, type FieldReport } from '#core/field-report';
import type { Instant } from '#core/units';
import type { FieldReportView } from '#contracts/field-report-api';
import { fromArea, fromPlace, toIso } from '#contracts/shapes';

/** A report as a coordinator sees it. */
export function renderReport(report: FieldReport, now: Instant): FieldReportView {
  const proposed = proposedExclusion(report);
  return {
    ...{ id: report.id, calloutId: report.calloutId, responderId: report.responderId },
    ...{ facts: report.facts, place: fromPlace(report.place), text: report.text },
    ...{ seenAt: toIso(report.seenAt), receivedAt: toIso(report.receivedAt) },
    ...{ status: report.status, isExpired: report.expiresAt <= now },
    ...{ expiresAt: toIso(report.expiresAt), isUrgent: isUrgent(report.facts) },
    ...{ similarToId: report.similarToId, mergedIntoId: report.mergedIntoId },
    ...{ reviewNote: report.reviewNote, reviewedAt: toIso(report.reviewedAt) },
    hasPhoto: report.hasPhoto,
    proposedExclusion: proposed === null ? null : fromArea(proposed),
  };
}
