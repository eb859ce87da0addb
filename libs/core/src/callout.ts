import type { Alert } from '#core/alert';
import { alertHistory } from '#core/alert-history';
import {
  eachOnce,
  metresFrom,
  personCheck,
  whyTakenBack,
  type Candidate,
  type PersonRule,
} from '#core/eligibility';
import { contains, type Area, type Place } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import type { CredentialKind } from '#core/responder';
import type { StatusTable } from '#core/transition';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { NotAlerted, Withdrawal } from '#core/plan';

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
  /** People with a position in the area's bounding box, and everyone with an open question. */
  readonly candidates: readonly Candidate[];
  readonly alerts: readonly Alert[];
  readonly now: Instant;
  /** Minutes since Monday 00:00 where the organisation is. */
  readonly minuteOfWeek: number;
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
 * the expected share of yes, less the questions of the last batch that are still fresh; so sixty
 * wanted does not ask six hundred. Once filled, what is unanswered is withdrawn. Nobody who has
 * answered, stayed silent or is still being asked is asked again.
 */
export function planCallout(input: CalloutPlanInput): CalloutPlan {
  const { callout, now } = input;
  const sent = input.alerts.filter((alert) => alert.status === 'sent');
  const missing = callout.wantedCount - callout.acceptedCount;
  if (callout.status !== 'open' || missing <= 0) return nothingMore(input, sent);
  const candidates = eachOnce(input.candidates);
  const withdrawals = noLongerAsked(input, candidates, sent);
  const gone = new Set(withdrawals.map((withdrawal) => withdrawal.alertId));
  const waiting = sent.filter(
    (alert) =>
      !gone.has(alert.id) &&
      alert.expiresAt > now &&
      alert.sentAt + CALLOUT_RULE.batchIntervalMs > now,
  );
  const batch = batchSize(missing, waiting.length);
  const { eligible, notAlerted } = considered(input, candidates, gone);
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  return {
    alerts: eligible.slice(0, batch).map((entry) => ({
      ...entry,
      reason: 'in-area' as const,
      wave,
      expiresAt: now + CALLOUT_RULE.alertTtlMs,
    })),
    withdrawals,
    expiredAlertIds: sent.filter((alert) => alert.expiresAt <= now).map((alert) => alert.id),
    notAlerted: [
      ...notAlerted,
      ...eligible.slice(batch).map((entry) => ({ ...entry, reason: 'enough' as const })),
    ],
    nextReviewAt: now + CALLOUT_RULE.batchIntervalMs,
  };
}

/** Asked at once, old and new, never exceed what brings the missing at the expected share. */
function batchSize(missing: number, waitingCount: number): number {
  // 21 / 0.35 is 60.00000000000001 on a computer, and 60 for everyone else.
  const needed = Math.ceil(missing / CALLOUT_RULE.expectedAcceptShare - ROUNDING);
  return Math.min(CALLOUT_RULE.batchMax, Math.max(0, needed - waitingCount));
}

const ROUNDING = 1e-9;

/** Lets go whoever went off duty or may not be asked any more. */
function noLongerAsked(
  input: CalloutPlanInput,
  candidates: readonly Candidate[],
  sent: readonly Alert[],
): readonly Withdrawal[] {
  const byId = new Map(candidates.map((entry) => [entry.responder.id, entry]));
  return sent.flatMap((alert) => {
    const candidate = byId.get(alert.responderId);
    if (candidate === undefined || alert.expiresAt <= input.now) return [];
    const reason = whyTakenBack(candidate, input.callout.mode, ruleOf(input));
    if (reason === null) return [];
    return [{ alertId: alert.id, responderId: alert.responderId, reason }];
  });
}

function ruleOf({ callout, now, minuteOfWeek }: CalloutPlanInput): PersonRule {
  const kinds = [callout.credentialKind];
  return { kinds, now, minuteOfWeek, lifeThreatening: false, aboutId: callout.id };
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
function considered(
  input: CalloutPlanInput,
  candidates: readonly Candidate[],
  gone: ReadonlySet<string>,
): Considered {
  const history = alertHistory({ ...input, assignments: [], gone });
  const muster = input.callout.musterPoint?.place ?? null;
  const eligible: { responderId: string; distanceM: number | null }[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of candidates) {
    const responderId = candidate.responder.id;
    const distanceM = muster === null ? null : metresFrom(muster, candidate.fix);
    const reason = history.get(responderId) ?? whyNot(candidate, input);
    if (reason === null) eligible.push({ responderId, distanceM });
    else notAlerted.push({ responderId, reason, distanceM });
  }
  eligible.sort(
    (a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0) || (a.responderId < b.responderId ? -1 : 1),
  );
  return { eligible, notAlerted };
}

function whyNot(candidate: Candidate, input: CalloutPlanInput): NotAlerted['reason'] | null {
  const { callout, now } = input;
  const { fix } = candidate;
  const person = personCheck(candidate, callout.mode, ruleOf(input));
  if (person !== null) return person;
  if (fix === null) return 'no-fix';
  if (!(now - fix.at <= CALLOUT_RULE.fixStaleAfterMs)) return 'fix-stale';
  return contains(callout.area, fix.place) ? null : 'outside-area';
}
