import type { TeamTask } from '#core/team-role';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/** `delivered` and `seen` are times on the alert, not statuses: they come late and out of order. */
export type AlertStatus = 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';

export const ALERT_TABLE: StatusTable<AlertStatus> = {
  sent: ['accepted', 'declined', 'expired', 'withdrawn'],
  accepted: [],
  declined: [],
  expired: [],
  withdrawn: [],
};

export const WITHDRAWN_REASONS = [
  'enough-accepted',
  'incident-closed',
  'incident-cancelled',
  'incident-moved',
  'off-duty',
  'no-longer-eligible',
  'no-longer-useful',
  'unsafe',
  'callout-filled',
  'callout-closed',
  'drill-cancelled',
  'by-dispatcher',
  'all-stood-down',
] as const;
export type WithdrawnReason = (typeof WITHDRAWN_REASONS)[number];

export const ALERTED_REASONS = [
  'nearest',
  'replaces-declined',
  'replaces-silent',
  'replaces-withdrawn',
  'next-wave',
  'adds-survival',
  'floor',
  'asked-for-more',
  'in-area',
  'drill',
] as const;
export type AlertedReason = (typeof ALERTED_REASONS)[number];

/** One offer of one incident or call-out to one responder, or one ring of a drill. */
export interface Alert {
  readonly id: string;
  readonly organisationId: string;
  /** Exactly one of incidentId, calloutId and drillId is set. */
  readonly incidentId: string | null;
  readonly calloutId: string | null;
  readonly drillId: string | null;
  readonly responderId: string;
  readonly wave: number;
  readonly status: AlertStatus;
  readonly reason: AlertedReason;
  /** Straight-line metres at decision time; null where no position was used. */
  readonly distanceM: number | null;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  readonly deliveredAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly endedReason: WithdrawnReason | null;
  /** What they were asked to do; direct for a call-out or a drill. */
  readonly task: TeamTask;
}
