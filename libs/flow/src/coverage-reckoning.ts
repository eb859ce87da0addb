import { isUsable, type Aed } from '#core/aed';
import type { AlertPolicy } from '#core/alert-policy';
import { whyUnavailable } from '#core/availability';
import {
  coverageAt,
  COVERAGE_LIMIT_MS,
  whereExpected,
  type AedToHave,
  type Expected,
} from '#core/coverage';
import { expectedShares } from '#core/coverage-demand';
import type { CoveredArea, CoveredCell } from '#core/coverage-gaps';
import { boundingBox, type Area, type Box } from '#core/geometry';
import { cellsIn, middleOf } from '#core/grid-cells';
import { openAt } from '#core/hours';
import { HOURS_OF_WEEK } from '#core/hours-of-week';
import type { Organisation } from '#core/organisation';
import { ok, refuse, type Result } from '#core/problem';
import { isTierFor } from '#core/safety';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import { COVERAGE_CELL_M, COVERAGE_CELLS_MAX } from '#contracts/coverage-api';
import { historyFor, type AcceptanceVerdicts } from '#flow/check-acceptance';
import { localTime } from '#flow/local-time';
import { othersTurn } from '#flow/others-turn';
import type { AedStore, Clock, CoverageStore, PeopleStore, PersonToExpect } from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';

/** People, AEDs and past arrests that are reckoned with at most. */
export const COVERAGE_PEOPLE_MAX = 20_000;
export const COVERAGE_AEDS_MAX = 20_000;
const ARRESTS_MAX = 20_000;
/** Arrests of two years say where the next ones are expected. */
const ARRESTS_LOOK_BACK_MS = 730 * DAY_MS;
/** Alerts of real incidents wait no longer than this for a turn; real milliseconds. */
const TURN_MS = 10;
/** AEDs so far outside the area still serve its edge; degrees, some 5 km. */
const MARGIN_DEGREES = 0.05;

/** One hour of the week, reckoned. */
export interface ReckonedHour extends CoveredArea {
  readonly organisation: Organisation;
  readonly hour: number;
  readonly at: Instant;
  readonly sideM: number;
  readonly truncated: boolean;
}

/** Reckons how well an organisation's area is covered at an hour, in small steps. */
export class CoverageReckoning {
  constructor(
    private readonly ports: {
      readonly coverage: CoverageStore;
      readonly aeds: Pick<AedStore, 'aedsIn'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly plans: Pick<ResponsePlans, 'forIncident'>;
      readonly verdicts: Pick<AcceptanceVerdicts, 'of'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * The area at an hour of the week, the next time it comes; at this hour where none is named, by
   * where people are now.
   *
   * @returns refusals `not-found`; `illegal-step` where no area is drawn
   */
  async at(organisationId: string, hour: number | null): Promise<Result<ReckonedHour>> {
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const { area, timeZone } = organisation;
    if (area === null) {
      return refuse('illegal-step', 'Draw the area of the organisation first.', 'area');
    }
    const now = this.ports.clock.now();
    const next = nextHour(timeZone, now, hour);
    const { policy } = await this.policyOf(organisation);
    const [people, around] = await Promise.all([
      this.expected(organisation, policy, { ...next, now }),
      this.aedsToHave(organisation, policy, { area, at: next.at }),
    ]);
    const rule = { policy, localHour: next.hour % 24, limitMs: COVERAGE_LIMIT_MS };
    const grid = cellsIn(area, COVERAGE_CELL_M, COVERAGE_CELLS_MAX);
    const arrests = await this.ports.coverage.arrests(organisationId, {
      ...{ since: now - ARRESTS_LOOK_BACK_MS, max: ARRESTS_MAX },
    });
    const shares = expectedShares(grid.boxes, arrests);
    const given = { people: people.expected, aeds: around.aeds, rule };
    const cells = await inSteps(grid.boxes, (box, index): CoveredCell => {
      return { box, share: shares[index] ?? 0, ...coverageAt(middleOf(box), given, rule) };
    });
    const truncated = people.truncated || around.truncated;
    return ok({
      ...{ organisation, hour: next.hour, at: next.at, sideM: grid.sideM, truncated },
      ...{ ...given, cells },
    });
  }

  /** What cardiac arrests are decided by, where control names nothing. */
  private async policyOf(organisation: Organisation): Promise<{ readonly policy: AlertPolicy }> {
    const facts = { policyName: null, kind: 'cardiac-arrest', determinantCode: null } as const;
    const found = await this.ports.plans.forIncident(organisation, facts);
    if (!found.ok) throw new Error(found.problem.detail);
    return found.value;
  }

  private async expected(
    { id, timeZone }: Organisation,
    policy: AlertPolicy,
    when: NextHour & { readonly now: Instant },
  ): Promise<{ readonly expected: readonly Expected[]; readonly truncated: boolean }> {
    const { at, isNow, now } = when;
    const kinds = policy.credentialKinds;
    const asked = { at, kinds, max: COVERAGE_PEOPLE_MAX + 1 };
    const [found, verdict] = await Promise.all([
      this.ports.coverage.toExpect(id, asked),
      this.ports.verdicts.of(id),
    ]);
    const { minuteOfWeek } = localTime(timeZone, at);
    const free = found.slice(0, COVERAGE_PEOPLE_MAX).filter((person) => {
      const moment = { now: at, minuteOfWeek, lifeThreatening: true };
      return isFree(person, isNow) && whyUnavailable(person.availability, moment) === null;
    });
    const expected = free.flatMap((person): Expected[] => {
      const where = whereExpected(person, policy, { at: isNow ? now : at, isNow });
      const history = historyFor(verdict, person.history);
      return where === null ? [] : [{ ...where, mode: person.mode, history }];
    });
    return { expected, truncated: found.length > COVERAGE_PEOPLE_MAX };
  }

  private async aedsToHave(
    { id }: Organisation,
    { aedModel }: AlertPolicy,
    { area, at }: { readonly area: Area; readonly at: Instant },
  ): Promise<{ readonly aeds: readonly AedToHave[]; readonly truncated: boolean }> {
    const box = boundingBox(area);
    if (box === null) return { aeds: [], truncated: false };
    const found = await this.ports.aeds.aedsIn(id, widened(box), COVERAGE_AEDS_MAX + 1);
    const aeds = found.slice(0, COVERAGE_AEDS_MAX).flatMap((aed): AedToHave[] => {
      const chance = chanceToHave(aed, aedModel, at);
      return chance === 0 ? [] : [{ place: aed.place, chance }];
    });
    return { aeds, truncated: found.length > COVERAGE_AEDS_MAX };
  }
}

/** Does a long computation in steps, between which alerts of real incidents pass. */
export async function inSteps<From, To>(
  all: readonly From[],
  work: (one: From, index: number) => To,
): Promise<To[]> {
  const done: To[] = [];
  let begunMs = performance.now();
  for (const [index, one] of all.entries()) {
    done.push(work(one, index));
    if (performance.now() - begunMs < TURN_MS) continue;
    await othersTurn();
    begunMs = performance.now();
  }
  return done;
}

interface NextHour {
  readonly hour: number;
  /** Its middle. */
  readonly at: Instant;
  readonly isNow: boolean;
}

/** When an hour of the local week comes next, this one included; across changes of the clock. */
export function nextHour(timeZone: string, now: Instant, hour: number | null): NextHour {
  const hourAt = (at: Instant): number => Math.floor(localTime(timeZone, at).minuteOfWeek / 60);
  const wanted = hour ?? hourAt(now);
  const { minuteOfWeek } = localTime(timeZone, now);
  const middle = now - (minuteOfWeek % 60) * MINUTE_MS + HOUR_MS / 2;
  for (let ahead = 0; ahead < 2 * HOURS_OF_WEEK; ahead += 1) {
    const at = middle + ahead * HOUR_MS;
    if (hourAt(at) === wanted) return { hour: wanted, at, isNow: ahead === 0 };
  }
  throw new Error('no week without that hour');
}

/** Most arrests are at home: whoever may not be sent there is not counted on. */
function isFree({ isBound, tier }: PersonToExpect, isNow: boolean): boolean {
  return !(isNow && isBound) && isTierFor(tier, 'unknown');
}

function chanceToHave(aed: Aed, model: AlertPolicy['aedModel'], at: Instant): number {
  if (!isUsable(aed)) return 0;
  const chances = {
    open: model.worksChance,
    unknown: model.worksChance * model.unknownOpenChance,
    closed: 0,
  };
  return chances[openAt(aed.hours, at)];
}

function widened({ south, west, north, east }: Box): Box {
  return {
    south: south - MARGIN_DEGREES,
    west: west - MARGIN_DEGREES,
    north: north + MARGIN_DEGREES,
    east: east + MARGIN_DEGREES,
  };
}
