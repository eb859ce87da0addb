import { isBigCallout } from '#core/big-actions';
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
import type { Area } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
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

/** Whether a call-out that is open may ask anybody more at this moment. */
export function mayAsk(
  callout: Pick<Callout, 'status' | 'stopComingAt' | 'window'>,
  now: Instant,
): boolean {
  return callout.status === 'open' && callout.stopComingAt === null && now < callout.window.until;
}

/**
 * What changes where other needs are asked for while a call-out is open. Nobody who has a place
 * loses it by that: a need cannot be lowered below, or taken away from, those who have said yes.
 *
 * @param how.isApproved a second person has agreed, so that it may be a large one
 * @returns refusals `callout-over`, `invalid-field`, `second-person-needed`
 */
export function changeNeeds(
  callout: Callout,
  needs: readonly CalloutNeed[],
  how: { readonly policy?: CalloutPolicy | undefined; readonly isApproved?: boolean } = {},
): Result<Pick<Callout, 'needs' | 'policy' | 'wantedCount' | 'status'>> {
  if (callout.status === 'closed' || callout.status === 'cancelled') {
    return refuse('callout-over', `The call-out was ${callout.status} before.`);
  }
  for (const [needKey, taken] of Object.entries(callout.fill.peopleByNeed)) {
    const index = needs.findIndex((need) => need.needKey === needKey);
    const wanted = needs[index]?.wantedCount ?? 0;
    if (taken > wanted) {
      const field = index === -1 ? 'needs' : `needs.${index}.wantedCount`;
      return refuse('invalid-field', `${taken} people have said yes to ${needKey}.`, field);
    }
  }
  const wantedCount = needs.reduce((sum, need) => sum + need.wantedCount, 0);
  const isMore = wantedCount > callout.wantedCount;
  // Nobody gets round the second person by opening small and raising it afterwards.
  const isBig = isMore && isBigCallout({ mode: callout.mode, wantedCount, reachCount: 0 });
  if (isBig && how.isApproved !== true) {
    const detail = `${wantedCount} people are more than one person may call out.`;
    return refuse('second-person-needed', detail, 'needs');
  }
  const status = callout.acceptedCount < wantedCount ? 'open' : 'filled';
  return ok({ needs, policy: how.policy ?? callout.policy, wantedCount, status });
}

/**
 * What a call-out looks for, as one short text: where it is another one, everybody has to be
 * looked at anew. FNV-1a of 32 bits, twice.
 */
export function looksFor(callout: Callout): string {
  const { area, exclusions, presence, needs, musterPoints, policy } = callout;
  const text = JSON.stringify([area, exclusions, presence, needs, musterPoints, policy.waves]);
  let [first, second] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index += 1) {
    first = Math.imul(first ^ text.charCodeAt(index), 0x01000193);
    second = Math.imul(second ^ text.charCodeAt(index), 0x85ebca6b);
  }
  return [first, second, text.length].map((part) => (part >>> 0).toString(16)).join('-');
}

/** Why questions that nobody has answered end with the call-out's status; null while they stand. */
export function whyQuestionsEnd(status: CalloutStatus): 'callout-filled' | 'callout-closed' | null {
  if (status === 'open') return null;
  return status === 'filled' ? 'callout-filled' : 'callout-closed';
}
