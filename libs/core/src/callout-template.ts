import type {
  BriefingPart,
  BriefingWords,
  CalloutNeed,
  CalloutPolicy,
  MusterPoint,
  Presence,
} from '#core/callout-needs';
import type { Instant } from '#core/units';

/** A shift counted from the beginning of the call-out, whenever that is. */
export interface TemplateShift {
  readonly shiftKey: string;
  readonly startsAfterMs: number;
  readonly lengthMs: number;
}

/** What is known of a kind of call-out before there is one. */
export interface CalloutTemplate {
  readonly organisationId: string;
  readonly templateRef: string;
  readonly title: string;
  readonly briefing: Readonly<Record<keyof BriefingWords, string | null>>;
  readonly needs: readonly CalloutNeed[];
  readonly musterPoints: readonly MusterPoint[];
  readonly policy: CalloutPolicy;
  readonly presence: Presence;
  readonly shifts: readonly TemplateShift[];
  /** Null: as long as the warning. */
  readonly durationMs: number | null;
  /** After this nothing may be drafted from it. */
  readonly validUntil: Instant | null;
  readonly changedAt: Instant;
}

/**
 * The first of the eight parts of a briefing that neither the template nor the warning fills, or
 * null where all are there. Whoever is asked has a right to all of them.
 */
export function missingPart(
  template: Pick<CalloutTemplate, 'briefing' | 'musterPoints' | 'durationMs' | 'shifts' | 'needs'>,
  fromWarning: { readonly event: string | null; readonly lastsMs: number | null },
): BriefingPart | null {
  const { briefing, musterPoints, shifts, needs } = template;
  const isThere = (words: string | null): boolean => (words ?? '').trim() !== '';
  if (!isThere(briefing.event) && !isThere(fromWarning.event)) return 'event';
  if (!isThere(briefing.task)) return 'task';
  if (musterPoints.length === 0 || !musterPoints.every(hasWay)) return 'meeting-point';
  if (!isThere(briefing.contact)) return 'contact';
  if ((template.durationMs ?? fromWarning.lastsMs ?? 0) <= 0) return 'total-duration';
  const known = new Set(shifts.map(({ shiftKey }) => shiftKey));
  const named = needs.every(({ shiftKey }) => shiftKey === null || known.has(shiftKey));
  if (!named || shifts.some(({ lengthMs }) => lengthMs <= 0)) return 'shift-length';
  if (!isThere(briefing.bring)) return 'bring';
  return isThere(briefing.risks) ? null : 'risks';
}

function hasWay({ routeNote, parkingNote }: MusterPoint): boolean {
  return routeNote.trim() !== '' && parkingNote.trim() !== '';
}
