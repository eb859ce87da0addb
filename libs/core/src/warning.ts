import type { Area } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import type { Geocode } from '#core/stored-area';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

/*
 * Warnings of others: what a weather or flood service says, in the words of CAP 1.2. A warning
 * asks nobody by itself; it may propose a call-out, and a person sends it.
 */

export const WARNING_ORIGINS = ['cap', 'nws', 'environment-agency'] as const;
export type WarningOrigin = (typeof WARNING_ORIGINS)[number];

export const WARNING_STATES = ['current', 'updated', 'cancelled', 'expired', 'dismissed'] as const;
export type WarningState = (typeof WARNING_STATES)[number];

/** What was put aside or has run out may still be replaced by whoever sent it. */
export const WARNING_TABLE: StatusTable<WarningState> = {
  current: ['updated', 'cancelled', 'expired', 'dismissed'],
  expired: ['updated', 'cancelled', 'dismissed'],
  dismissed: ['updated', 'cancelled'],
  updated: ['cancelled'],
  cancelled: [],
};

/** CAP 1.2 `status`. */
export const WARNING_STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export type WarningStatus = (typeof WARNING_STATUSES)[number];

/** CAP 1.2 `msgType`, but for answers to other systems, which warn of nothing. */
export const WARNING_MESSAGE_TYPES = ['Alert', 'Update', 'Cancel'] as const;
export type WarningMessageType = (typeof WARNING_MESSAGE_TYPES)[number];

/** How a warning is passed on: by itself, or in an envelope of EDXL-DE. */
export const WARNING_FORMS = ['cap', 'edxl-de'] as const;
export type WarningForm = (typeof WARNING_FORMS)[number];

/** CAP 1.2 `scope`. */
export const WARNING_SCOPES = ['Public', 'Restricted', 'Private'] as const;
export type WarningScope = (typeof WARNING_SCOPES)[number];

/** What names one message for all time: CAP 1.2 `sender`, `identifier` and `sent`. */
export interface WarningKey {
  readonly sender: string;
  readonly identifier: string;
  readonly sentAt: Instant;
}

/** Something odd that did not keep a warning out. */
export interface WarningRemark {
  readonly code: string;
  readonly says: string;
}

/** What a warning says in one language, or of one part of it. */
export interface WarningInfo {
  readonly language: string;
  readonly event: string;
  readonly urgency: string | null;
  readonly severity: string | null;
  readonly certainty: string | null;
  readonly senderName: string | null;
  readonly headline: string | null;
  readonly description: string | null;
  readonly instruction: string | null;
  readonly contact: string | null;
  readonly web: string | null;
  readonly startsAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/**
 * How a message says which earlier one it follows: by references, as CAP does, or by carrying the
 * same identifier with a later moment, as warnings of fixed areas do.
 */
export type WarningFollows = 'references' | 'identifier';

export type WarningSignature = 'absent' | 'present-unverified';

/** What was sent, read and judged. */
export interface WarningContent extends WarningKey {
  readonly origin: WarningOrigin;
  readonly status: WarningStatus;
  readonly messageType: WarningMessageType;
  readonly scope: WarningScope;
  /** Earlier messages of the same sender that this one updates or cancels. */
  readonly references: readonly WarningKey[];
  readonly follows: WarningFollows;
  readonly infos: readonly WarningInfo[];
  readonly areaNames: readonly string[];
  /** Its own polygons and circles; null where it has none. */
  readonly area: Area | null;
  readonly geocodes: readonly Geocode[];
  /** When what it warns of begins. */
  readonly startsAt: Instant;
  /** Null: until it is updated, cancelled or dismissed. */
  readonly expiresAt: Instant | null;
  readonly signature: WarningSignature;
  readonly signedBy: string | null;
  readonly remarks: readonly WarningRemark[];
}

export interface Warning extends WarningContent {
  readonly id: string;
  readonly organisationId: string;
  /** Null where somebody sent it in. */
  readonly feedRef: string | null;
  readonly receivedAt: Instant;
  /** As it was last moved; whether it has run out is seen by the clock. */
  readonly state: Exclude<WarningState, 'expired'>;
  /** The message that updated or cancelled it. */
  readonly replacedById: string | null;
  readonly dismissedReason: string | null;
}

/** Where a warning stands at a moment. */
export function warningStateAt(
  warning: Pick<Warning, 'state' | 'expiresAt'>,
  now: Instant,
): WarningState {
  const { state, expiresAt } = warning;
  return state === 'current' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

/** The same message, however often it comes, is kept under the same words. */
export function warningKeyText({ sender, identifier, sentAt }: WarningKey): string {
  return `${sender},${identifier},${sentAt}`;
}

/**
 * In which mode a call-out may come of a warning; null where none may. Only `Actual` reaches
 * people; `Exercise` and `Test` become exercises, which reach test phones alone (CAP 1.2 §3.2.1).
 */
export function proposedMode(status: WarningStatus): IncidentMode | null {
  if (status === 'Actual') return 'actual';
  return status === 'Exercise' || status === 'Test' ? 'exercise' : null;
}

/** Why no call-out may be drafted from a warning now, in a plain sentence; null where one may. */
export function whyNoProposal(
  warning: Pick<
    Warning,
    'state' | 'expiresAt' | 'status' | 'scope' | 'messageType' | 'infos' | 'remarks'
  >,
  now: Instant,
): string | null {
  const state = warningStateAt(warning, now);
  if (warning.messageType === 'Cancel') return 'This message cancels a warning.';
  if (state !== 'current') return `The warning is ${state}.`;
  if (proposedMode(warning.status) === null) {
    return `The warning is marked ${warning.status}: nothing comes of it.`;
  }
  if (warning.scope === 'Private') return 'The warning is private to whom it is addressed.';
  return warning.infos.length === 0 ? 'The warning does not say what it warns of.' : null;
}
