import type { Alert } from '#core/alert';
import { alertHistory } from '#core/alert-history';
import {
  eachOnce,
  personCheck,
  whyTakenBack,
  type Candidate,
  type PersonRule,
} from '#core/eligibility';
import {
  NOTHING_FILLED,
  type BriefingWords,
  type CalloutFill,
  type CalloutNeed,
  type CalloutPolicy,
  type MusterPoint,
  type Presence,
  type Shift,
} from '#core/callout-needs';
import { contains, distanceM, type Area } from '#core/geometry';
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
  readonly briefing: BriefingWords;
  readonly area: Area;
  /** Nobody in it is asked, and nobody goes there: flood water, a cordon. */
  readonly exclusions: Area | null;
  readonly presence: Presence;
  /** From the first to the last of the work. */
  readonly window: { readonly from: Instant; readonly until: Instant };
  readonly shifts: readonly Shift[];
  /** At least one. */
  readonly needs: readonly CalloutNeed[];
  /** At least one; where exactly they are is shown after accept. */
  readonly musterPoints: readonly MusterPoint[];
  readonly policy: CalloutPolicy;
  readonly fill: CalloutFill;
  /** People of all needs together. */
  readonly wantedCount: number;
  /** People who take a place, of all needs together. */
  readonly acceptedCount: number;
  readonly status: CalloutStatus;
  readonly openedAt: Instant;
  /** Since when whoever is not there yet should not set off any more; null while they should. */
  readonly stopComingAt: Instant | null;
  readonly revision: number;
}

/** How a call-out is filled where nothing else is said. */
export const DEFAULT_CALLOUT_POLICY: CalloutPolicy = {
  waves: [
    { label: 'Everyone', credentialKinds: [], equipment: [], groupIds: [], distanceMaxM: null },
  ],
  order: 'nearest',
  intervalMs: 3 * MINUTE_MS,
  batchMax: 500,
  // Denmark 2017-22: 35.3 % of alerted people accepted (Kragh et al.).
  acceptShare: 0.35,
  confidence: 0.9,
  overshootShareMax: 0.05,
  alertTtlMs: 2 * HOUR_MS,
  fixStaleAfterMs: HOUR_MS,
};

/** Any one of these has to be held to be asked at all; empty: whoever is registered. */
export function kindsOf({ needs }: Pick<Callout, 'needs'>): readonly CredentialKind[] {
  if (needs.some(({ credentialKinds }) => credentialKinds.length === 0)) return [];
  return [...new Set(needs.flatMap(({ credentialKinds }) => credentialKinds))];
}

/** A call-out that nobody has answered yet, with the people of its needs counted. */
export function newCallout(
  asked: Omit<
    Callout,
    'fill' | 'wantedCount' | 'acceptedCount' | 'status' | 'stopComingAt' | 'revision'
  >,
): Callout {
  return {
    ...asked,
    fill: NOTHING_FILLED,
    wantedCount: asked.needs.reduce((sum, need) => sum + need.wantedCount, 0),
    acceptedCount: 0,
    status: 'open',
    stopComingAt: null,
    revision: 0,
  };
}

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
      alert.sentAt + callout.policy.intervalMs > now,
  );
  const batch = batchSize(callout.policy, missing, waiting.length);
  const { eligible, notAlerted } = considered(input, candidates, gone);
  const wave = input.alerts.reduce((highest, alert) => Math.max(highest, alert.wave), 0) + 1;
  return {
    alerts: eligible.slice(0, batch).map((entry) => ({
      ...entry,
      reason: 'in-area' as const,
      wave,
      expiresAt: now + callout.policy.alertTtlMs,
    })),
    withdrawals,
    expiredAlertIds: sent.filter((alert) => alert.expiresAt <= now).map((alert) => alert.id),
    notAlerted: [
      ...notAlerted,
      ...eligible.slice(batch).map((entry) => ({ ...entry, reason: 'enough' as const })),
    ],
    nextReviewAt: now + callout.policy.intervalMs,
  };
}

/** Asked at once, old and new, never exceed what brings the missing at the expected share. */
function batchSize(policy: CalloutPolicy, missing: number, waitingCount: number): number {
  // 21 / 0.35 is 60.00000000000001 on a computer, and 60 for everyone else.
  const needed = Math.ceil(missing / policy.acceptShare - ROUNDING);
  return Math.min(policy.batchMax, Math.max(0, needed - waitingCount));
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
  const kinds = kindsOf(callout);
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
  const eligible: { responderId: string; distanceM: number | null }[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of candidates) {
    const responderId = candidate.responder.id;
    const distanceM = metresToMuster(input.callout, candidate);
    const reason = history.get(responderId) ?? whyNot(candidate, input);
    if (reason === null) eligible.push({ responderId, distanceM });
    else notAlerted.push({ responderId, reason, distanceM });
  }
  eligible.sort(
    (a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0) || (a.responderId < b.responderId ? -1 : 1),
  );
  return { eligible, notAlerted };
}

/** To the nearest muster point; null without a position. */
function metresToMuster(callout: Callout, { fix }: Candidate): number | null {
  if (fix === null) return null;
  const metres = callout.musterPoints.map(({ place }) => distanceM(place, fix.place));
  const nearest = Math.round(Math.min(...metres));
  return Number.isFinite(nearest) ? nearest : null;
}

function whyNot(candidate: Candidate, input: CalloutPlanInput): NotAlerted['reason'] | null {
  const { callout, now } = input;
  const { fix } = candidate;
  const person = personCheck(candidate, callout.mode, ruleOf(input));
  if (person !== null) return person;
  if (fix === null) return 'no-fix';
  if (!(now - fix.at <= callout.policy.fixStaleAfterMs)) return 'fix-stale';
  return contains(callout.area, fix.place) ? null : 'outside-area';
}
