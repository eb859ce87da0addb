import { distanceM, type Area, type Place } from '#core/geometry';
import type { StatusTable } from '#core/transition';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

/** What people in the field report. */
export const FIELD_REPORT_KINDS = [
  'river-level',
  'road-closed',
  'person-needs-help',
  'flooded',
  'defence-breached',
  'all-clear',
  'other',
] as const;
export type FieldReportKind = (typeof FIELD_REPORT_KINDS)[number];

export const WATER_TRENDS = ['rising', 'steady', 'falling', 'unknown'] as const;
export const HELP_URGENCIES = ['life-threatening', 'high', 'normal', 'low'] as const;
export const MOBILITIES = ['walks', 'walks-with-help', 'cannot-walk', 'unknown'] as const;

/** What a report of each kind says beside its text. */
export type FieldReportFacts =
  | {
      readonly kind: 'river-level';
      readonly levelM: number;
      readonly trend: (typeof WATER_TRENDS)[number];
    }
  | {
      readonly kind: 'person-needs-help';
      readonly peopleCount: number;
      readonly urgency: (typeof HELP_URGENCIES)[number];
      readonly mobility: (typeof MOBILITIES)[number];
    }
  | { readonly kind: 'flooded'; readonly depthM: number | null }
  | { readonly kind: 'road-closed' | 'defence-breached' | 'all-clear' | 'other' };

export const FIELD_REPORT_STATUSES = ['new', 'confirmed', 'refuted', 'merged', 'resolved'] as const;
export type FieldReportStatus = (typeof FIELD_REPORT_STATUSES)[number];

/** Expired is no status: it is read off the clock. */
export const FIELD_REPORT_TABLE: StatusTable<FieldReportStatus> = {
  new: ['confirmed', 'refuted', 'merged', 'resolved'],
  confirmed: ['refuted', 'merged', 'resolved'],
  refuted: ['confirmed'],
  merged: [],
  resolved: ['confirmed'],
};

/** What somebody saw. */
export interface FieldReport {
  /** Given by the phone, so that what is sent twice is kept once. */
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  /** Null once they were erased. */
  readonly responderId: string | null;
  readonly facts: FieldReportFacts;
  readonly place: Place;
  /** Null where nothing was written, or once it was let go. */
  readonly text: string | null;
  readonly seenAt: Instant;
  readonly receivedAt: Instant;
  readonly status: FieldReportStatus;
  readonly expiresAt: Instant;
  /** An earlier one that may be about the same thing; a hint, nothing is merged by it. */
  readonly similarToId: string | null;
  readonly mergedIntoId: string | null;
  readonly reviewNote: string | null;
  readonly reviewedAt: Instant | null;
  readonly hasPhoto: boolean;
  readonly revision: number;
}

/** How one kind ages, and within what two of it are taken for the same. */
interface ReportRule {
  readonly expiresAfterMs: number;
  readonly sameWithinM: number;
  readonly sameWithinMs: number;
}

/*
 * Water moves within hours, a closed road stays closed for a tide, somebody who needs help is not
 * forgotten within a day.
 */
const RULES: Readonly<Record<FieldReportKind, ReportRule>> = {
  'river-level': rule(3 * HOUR_MS, 100, 10 * MINUTE_MS),
  'road-closed': rule(12 * HOUR_MS, 150, 4 * HOUR_MS),
  'person-needs-help': rule(24 * HOUR_MS, 75, HOUR_MS),
  flooded: rule(12 * HOUR_MS, 150, 2 * HOUR_MS),
  'defence-breached': rule(24 * HOUR_MS, 200, 4 * HOUR_MS),
  'all-clear': rule(6 * HOUR_MS, 100, HOUR_MS),
  other: rule(12 * HOUR_MS, 50, 30 * MINUTE_MS),
};

function rule(expiresAfterMs: number, sameWithinM: number, sameWithinMs: number): ReportRule {
  return { expiresAfterMs, sameWithinM, sameWithinMs };
}

/** When a report of this kind is stale, counted from when it was seen or last confirmed. */
export function reportExpiresAt(kind: FieldReportKind, from: Instant): Instant {
  return from + RULES[kind].expiresAfterMs;
}

/** Within what distance and time to look for reports of the same thing. */
export function sameThing(kind: FieldReportKind): Pick<ReportRule, 'sameWithinM' | 'sameWithinMs'> {
  return RULES[kind];
}

/**
 * The report that is most likely about the same thing: of the same kind, near in place and time,
 * nearest first; null where none is. A merged one stands for what it was merged into.
 */
export function similarReport(
  report: Pick<FieldReport, 'id' | 'facts' | 'place' | 'seenAt'>,
  others: readonly FieldReport[],
): string | null {
  const { sameWithinM, sameWithinMs } = RULES[report.facts.kind];
  const near = others
    .filter((other) => other.id !== report.id && other.facts.kind === report.facts.kind)
    .filter((other) => other.status !== 'refuted')
    .filter((other) => Math.abs(other.seenAt - report.seenAt) <= sameWithinMs)
    .map((other) => ({ other, metres: distanceM(other.place, report.place) }))
    .filter(({ metres }) => metres <= sameWithinM)
    .sort((a, b) => a.metres - b.metres || (a.other.id < b.other.id ? -1 : 1));
  const nearest = near[0]?.other;
  return nearest === undefined ? null : (nearest.mergedIntoId ?? nearest.id);
}

/** Whether a report stands on the map. */
export function isOnMap(report: FieldReport, now: Instant): boolean {
  return (report.status === 'new' || report.status === 'confirmed') && report.expiresAt > now;
}

/** Whether the console has to be told at once. */
export function isUrgent(facts: FieldReportFacts): boolean {
  if (facts.kind === 'defence-breached') return true;
  if (facts.kind !== 'person-needs-help') return false;
  return facts.urgency === 'life-threatening' || facts.urgency === 'high';
}

/** Said to whoever reports that somebody needs help. */
export const NO_EMERGENCY_CALL =
  'This is no emergency call. If anybody is in danger, call 112 or 999 (or your local emergency ' +
  'number) now.';

/** Metres around the place of a confirmed report that should be kept clear. */
const CLEAR_AROUND_M: Readonly<Partial<Record<FieldReportKind, number>>> = {
  'road-closed': 50,
  flooded: 150,
  'defence-breached': 300,
};
const CORNERS = 16;
const METRES_PER_DEGREE = 111_195;

/**
 * An area to keep clear, as a proposal: a polygon with the report's place in its middle. Null
 * where the report is not confirmed or of a kind that closes nothing.
 */
export function proposedExclusion(report: FieldReport): Area | null {
  const radiusM = CLEAR_AROUND_M[report.facts.kind];
  if (report.status !== 'confirmed' || radiusM === undefined) return null;
  const { lat, lon } = report.place;
  const outer = Array.from({ length: CORNERS }, (_, corner): Place => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    const degrees = radiusM / METRES_PER_DEGREE;
    const narrowing = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
    return {
      lat: lat + degrees * Math.cos(angle),
      lon: lon + (degrees * Math.sin(angle)) / narrowing,
    };
  });
  const [first] = outer;
  return { polygons: [{ outer: first === undefined ? outer : [...outer, first], holes: [] }] };
}
