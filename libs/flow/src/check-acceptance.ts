import {
  calibrationInTime,
  replayAcceptance,
  type AcceptanceVerdict,
  type AlertOutcome,
  type Calibration,
} from '#core/acceptance-calibration';
import type { ResponseHistory } from '#core/response-history';
import { isNight } from '#core/time-to-arrive';
import { DETOUR_DEFAULT } from '#core/travel';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';
import { localTime } from '#flow/local-time';
import type { AcceptanceChecks, Clock, PeopleStore } from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';

/** The incident that most alerts are about; the model of its policy is the one checked. */
const USUAL = { policyName: null, kind: 'cardiac-arrest', determinantCode: null } as const;

/** Whether the chances of a yes that decisions reckon with have come true. */
export class CheckAcceptance {
  constructor(
    private readonly ports: {
      readonly checks: AcceptanceChecks;
      readonly people: PeopleStore;
      readonly plans: ResponsePlans;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Goes through what came of an organisation's alerts, foretells each from what was known when it
   * was sent, scores the later half of them, or those of the last `days` where they are fewer, and
   * keeps the check. From then on its verdict counts; see `historyFor`.
   */
  async check(organisationId: string, days: number | null): Promise<Calibration> {
    const now = this.ports.clock.now();
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) throw new Error(`there is no organisation ${organisationId}`);
    const inForce = await this.ports.plans.forIncident(organisation, USUAL);
    if (!inForce.ok) throw new Error(inForce.problem.detail);
    const { acceptance, arrival } = inForce.value.policy;
    const outcomes: AlertOutcome[] = [];
    for await (const { distanceM, ...outcome } of this.ports.checks.outcomes(organisationId, 0)) {
      outcomes.push({
        ...outcome,
        wayM: DETOUR_DEFAULT * (distanceM ?? 0),
        isNight: isNight(localTime(organisation.timeZone, outcome.sentAt).localHour, arrival.night),
      });
    }
    const since = days === null ? 0 : now - days * DAY_MS;
    const scoredMax = outcomes.filter(({ sentAt }) => sentAt >= since).length;
    const calibration = calibrationInTime(replayAcceptance(outcomes, acceptance), scoredMax);
    const { count: alerts, brier, constantBrier, slope, verdict } = calibration;
    const check = { at: now, alerts, brier, constantBrier, slope, verdict };
    await this.ports.checks.putCheck(organisationId, check);
    return calibration;
  }
}

/** A check made on another copy of the server, or by the command, counts here after this long. */
export const VERDICT_FRESH_MS = MINUTE_MS;
/** Organisations whose verdicts are kept in memory. */
const ORGANISATIONS_KEPT_MAX = 1_000;

/** The newest verdicts, read once a minute at most: decisions do not wait for them. */
export class AcceptanceVerdicts {
  private readonly kept = new Map<
    string,
    { readonly at: Instant; readonly verdict: Promise<AcceptanceVerdict | null> }
  >();

  constructor(
    private readonly ports: {
      readonly checks: Pick<AcceptanceChecks, 'newestCheck'>;
      readonly clock: Clock;
    },
  ) {}

  /** The verdict of an organisation's newest check; null where there was none, or no answer. */
  of(organisationId: string): Promise<AcceptanceVerdict | null> {
    const now = this.ports.clock.now();
    const known = this.kept.get(organisationId);
    if (known !== undefined && now - known.at < VERDICT_FRESH_MS) return known.verdict;
    const verdict = this.ports.checks.newestCheck(organisationId).then(
      (check) => check?.verdict ?? null,
      // What cannot be read now was true a minute ago; a decision is never lost by it.
      () => known?.verdict ?? null,
    );
    if (this.kept.size >= ORGANISATIONS_KEPT_MAX) this.kept.clear();
    this.kept.set(organisationId, { at: now, verdict });
    return verdict;
  }
}

/**
 * What a decision may know of a person's record after the newest check, null where there was none.
 * Refused chances give way to the group's: the answers are left out, while how quick a person is
 * and how often they were disturbed still count.
 */
export function historyFor(
  verdict: AcceptanceVerdict | null,
  history: ResponseHistory,
): ResponseHistory {
  return verdict === 'refuse' ? { ...history, alerts: 0, accepts: 0, declines: 0 } : history;
}
