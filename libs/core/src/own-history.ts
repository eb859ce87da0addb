import type { NotAlertedReason } from '#core/eligibility';
import type { IncidentMode, IncidentStatus } from '#core/incident';
import { DAY_MS, type Instant } from '#core/units';

/**
 * How long after the end of an incident somebody is told that they were not chosen: whoever looks
 * into their phone learns of nothing that is going on, nor of what has just happened next door.
 */
export const NOT_CHOSEN_TOLD_AFTER_MS = DAY_MS;

/**
 * Reasons that somebody is told. Not among them: reasons that mean somebody was asked after all,
 * that they were too far away to be considered, or that it was no real incident.
 */
export const TOLD_REASONS = [
  'disabled',
  'off-duty',
  'muted',
  'off-schedule',
  'own-quiet-hours',
  'unreachable',
  'excluded-by-control',
  'no-credential',
  'credential-expired',
  'no-fix',
  'fix-stale',
  'fix-inaccurate',
  'kept-away',
  'tier',
  'quiet-hours',
  'asked-too-often',
  'no-way-there',
  'after-ambulance',
  'gain-below-price',
  'bound-elsewhere',
  'alerted-elsewhere',
  'too-late',
  'enough',
] as const satisfies readonly NotAlertedReason[];
export type ToldReason = (typeof TOLD_REASONS)[number];

/** What is known of somebody who was considered for an incident and not alerted. */
export interface NotChosen {
  readonly mode: IncidentMode;
  readonly status: IncidentStatus;
  readonly endedAt: Instant | null;
  readonly reason: string;
  /** Straight-line metres; null where they were nowhere near, as far as is known. */
  readonly distanceM: number | null;
}

/** The reason that may be told to them now; null where nothing may be said of it. */
export function toldReason(considered: NotChosen, now: Instant): ToldReason | null {
  const { mode, status, endedAt, reason, distanceM } = considered;
  if (mode !== 'actual' || status === 'active' || endedAt === null || distanceM === null) {
    return null;
  }
  if (endedAt > now - NOT_CHOSEN_TOLD_AFTER_MS) return null;
  return TOLD_REASONS.find((one) => one === reason) ?? null;
}
