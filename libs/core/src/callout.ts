import type { Alert } from '#core/alert';
import { metresFrom, personCheck, type Candidate } from '#core/eligibility';
import type { NotAlerted, Withdrawal } from '#core/who-to-alert';
import { contains, type Area, type Place } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import type { CredentialKind } from '#core/responder';
import type { StatusTable } from '#core/transition';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';

export type CalloutStatus = 'open' | 'filled' | 'closed' | 'cancelled';

export const CALLOUT_TABLE: StatusTable<CalloutStatus> = {
  open: ['filled', 'closed', 'cancelled'],
  filled: ['open', 'closed', 'cancelled'],
  closed: [],
  cancelled: [],
};

/** A mass request to the people in an area (CAP `area`), until enough have said yes. */
export interface Callout {
  readonly id: string;
  readonly organisationId: string;
  readonly controlRef: string;
  readonly mode: IncidentMode;
  readonly title: string;
  /** What people are asked to do, shown with the question. */
  readonly message: string;
  /** Where to report; shown after accept. */
  readonly musterPoint: { readonly place: Place; readonly note: string } | null;
  readonly area: Area;
  readonly wantedCount: number;
  readonly acceptedCount: number;
  readonly credentialKind: CredentialKind;
  readonly status: CalloutStatus;
  readonly openedAt: Instant;
  readonly revision: number;
}

/** The numbers of the call-out's rule. */
export const CALLOUT_RULE = {
  /** Denmark 2017-22: 35.3 % of alerted people accepted (Kragh et al.). */
  expectedAcceptShare: 0.35,
  /** No batch asks more people than this at once. */
  batchMax: 500,
  /** The next batch follows when this one has had its time. */
  batchIntervalMs: 3 * MINUTE_MS,
  alertTtlMs: 2 * HOUR_MS,
  fixStaleAfterMs: 60 * MINUTE_MS,
} as const;

export interface CalloutPlanInput {
  readonly callout: Callout;
  /** People with a position in the area's bounding box, whoever they are. */
  readonly candidates: readonly Candidate[];
  readonly alerts: readonly Alert[];
  readonly now: Instant;
}

export interface CalloutPlan {
  readonly alerts: readonly {
    readonly responderId: string;
    readonly reason: 'in-area';
    readonly wave: number;
    readonly distanceM: number | null;
    readonly expiresAt: Instant;
  }[];
  readonly withdrawals: readonly Withdrawal[];
  readonly expiredAlertIds: readonly string[];
  readonly notAlerted: readonly NotAlerted[];
  readonly nextReviewAt: Instant | null;
}

/**
 * Decides whom a call-out asks next. A batch is as large as the missing acceptances make it at
 * the expected share of yes, less what the open questions of the last batch may still bring; so
 * sixty wanted does not ask six hundred. Once filled, what is unanswered is withdrawn.
 */
export function planCallout(input: CalloutPlanInput): CalloutPlan {
  const { callout, now } = input;
  const sent = input.alerts.filter((alert) => alert.status === 'sent');
  const missing = callout.wantedCount - callout.acceptedCount;
  if (callout.status !== 'open' || missing <= 0) return nothingMore(input, sent);
  const open = sent.filter((alert) => alert.expiresAt > now);
  const waiting = open.filter((alert) => alert.sentAt + CALLOUT_RULE.batchIntervalMs > now);
  const expected = waiting.length * CALLOUT_RULE.expectedAcceptShare;
  const batch = Math.min(
    CALLOUT_RULE.batchMax,
    Math.max(0, Math.ceil((missing - expected) / CALLOUT_RULE.expectedAcceptShare)),
  );
  const { eligible, notAlerted } = considered(input);
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  const alerts = eligible.slice(0, batch).map((entry) => ({
    ...entry,
    reason: 'in-area' as const,
    wave,
    expiresAt: now + CALLOUT_RULE.alertTtlMs,
  }));
  return {
    alerts,
    withdrawals: [],
    expiredAlertIds: sent.filter((alert) => alert.expiresAt <= now).map((alert) => alert.id),
    notAlerted: [
      ...notAlerted,
      ...eligible.slice(batch).map((entry) => ({ ...entry, reason: 'enough' as const })),
    ],
    nextReviewAt: now + CALLOUT_RULE.batchIntervalMs,
  };
}

function nothingMore(input: CalloutPlanInput, sent: readonly Alert[]): CalloutPlan {
  const over = input.callout.status === 'closed' || input.callout.status === 'cancelled';
  const reason = over ? ('callout-closed' as const) : ('callout-filled' as const);
  return {
    alerts: [],
    withdrawals: sent.map((alert) => ({
      alertId: alert.id,
      responderId: alert.responderId,
      reason,
    })),
    expiredAlertIds: [],
    notAlerted: [],
    nextReviewAt: null,
  };
}

interface Considered {
  readonly eligible: readonly { readonly responderId: string; readonly distanceM: number | null }[];
  readonly notAlerted: readonly NotAlerted[];
}

/** Nearest to the muster point first where there is one, then by id. */
function considered(input: CalloutPlanInput): Considered {
  const asked = new Set(input.alerts.map((alert) => alert.responderId));
  const muster = input.callout.musterPoint?.place ?? null;
  const eligible: { responderId: string; distanceM: number | null }[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of input.candidates) {
    const responderId = candidate.responder.id;
    const distanceM = muster === null ? null : metresFrom(muster, candidate.fix);
    const reason = asked.has(responderId) ? 'already-alerted' : whyNot(candidate, input);
    if (reason === null) eligible.push({ responderId, distanceM });
    else notAlerted.push({ responderId, reason, distanceM });
  }
  eligible.sort(
    (a, b) =>
      (a.distanceM ?? 0) - (b.distanceM ?? 0) || (a.responderId < b.responderId ? -1 : 1),
  );
  return { eligible, notAlerted };
}

function whyNot(candidate: Candidate, input: CalloutPlanInput): NotAlerted['reason'] | null {
  const { callout, now } = input;
  const { fix } = candidate;
  const person = personCheck(candidate, callout.mode, { kinds: [callout.credentialKind], now });
  if (person !== null) return person;
  if (fix === null) return 'no-fix';
  if (now - fix.at > CALLOUT_RULE.fixStaleAfterMs) return 'fix-stale';
  return contains(callout.area, fix.place) ? null : 'outside-area';
}
