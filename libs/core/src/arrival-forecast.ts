import { normalBelow } from '#core/log-normal';
import type { TravelMode } from '#core/responder';
import { DETOUR_DEFAULT } from '#core/travel';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/** The forecast counts by quarters of an hour, so far ahead. */
export const SLOT_MS = 15 * MINUTE_MS;
export const SLOTS = 16;
/** A position that is older says nothing of when somebody arrives. */
export const FORECAST_FIX_AGE_MAX_MS = 20 * MINUTE_MS;

/*
 * Speeds to a muster point, door to door, in a town. They are assumptions for a plan of parking
 * and tea, not of rescue.
 */
const SPEED_M_PER_S: Readonly<Record<TravelMode, number>> = { foot: 1.4, bicycle: 4, car: 8 };
/** What somebody said themselves is off by so much. */
const SAID_SPREAD_MS = 10 * MINUTE_MS;
const WAY_SPREAD_SHARE = 0.25;
const WAY_SPREAD_LEAST_MS = 5 * MINUTE_MS;
/** People come when their time begins, give or take. */
const WINDOW_SPREAD_MS = 20 * MINUTE_MS;
/** Whoever should have been there with such a chance, and is not, comes nobody knows when. */
const LATE_SHARE = 0.98;
/** Nine chances in ten lie within so many standard deviations. */
const Z_NINE_IN_TEN = 1.645;

/** People who come at about the same time to the same muster point. */
export interface ComingGroup {
  readonly musterKey: string;
  /** How many people come together, and how many times that. */
  readonly partySize: number;
  readonly partyCount: number;
  /** What they, or we, have said of their arrival; null where nobody has. */
  readonly etaAt: Instant | null;
  /** Metres in a straight line and by what, of a fresh position; null without one. */
  readonly way: { readonly distanceM: number; readonly mode: TravelMode } | null;
  /** When the time of their booking begins. */
  readonly from: Instant;
}

export interface ArrivalSlot {
  readonly from: Instant;
  readonly until: Instant;
  /** People expected in it. */
  readonly arriving: number;
  readonly low: number;
  readonly high: number;
  /** People expected to have come by its end, of those who are coming. */
  readonly byThen: number;
}

export interface ArrivalForecast {
  readonly coming: number;
  /** Of them, those of whom nobody can tell when. */
  readonly unknown: number;
  readonly slots: readonly ArrivalSlot[];
}

interface Arrival {
  readonly meanAt: Instant;
  readonly spreadMs: number;
}

/**
 * Who comes to one muster point by when: for each quarter of an hour how many are expected and
 * between which numbers it lies with nine chances in ten. Of each person by the best that is
 * known: where they are now and how they travel, else what was said, else the begin of their time;
 * given that they are not there yet. People of one party come together.
 */
export function arrivalForecast(groups: readonly ComingGroup[], now: Instant): ArrivalForecast {
  const first = Math.floor(now / SLOT_MS) * SLOT_MS;
  const slots = Array.from({ length: SLOTS }, () => ({ mean: 0, variance: 0 }));
  let [coming, unknown] = [0, 0];
  for (const group of groups) {
    const people = group.partySize * group.partyCount;
    coming += people;
    const arrival = arrivalOf(group, now);
    const missed = arrival === null ? 1 : below(arrival, now);
    if (arrival === null || missed > LATE_SHARE) {
      unknown += people;
      continue;
    }
    slots.forEach((slot, index) => {
      const from = Math.max(now, first + index * SLOT_MS);
      const until = first + (index + 1) * SLOT_MS;
      const chance = (below(arrival, until) - below(arrival, from)) / (1 - missed);
      slot.mean += people * chance;
      slot.variance += group.partyCount * group.partySize ** 2 * chance * (1 - chance);
    });
  }
  return { coming, unknown, slots: shown(slots, first, coming) };
}

function shown(
  slots: readonly { readonly mean: number; readonly variance: number }[],
  first: Instant,
  coming: number,
): readonly ArrivalSlot[] {
  let sum = 0;
  return slots.map(({ mean, variance }, index) => {
    sum += mean;
    const reach = Z_NINE_IN_TEN * Math.sqrt(variance);
    return {
      from: first + index * SLOT_MS,
      until: first + (index + 1) * SLOT_MS,
      arriving: tenths(mean),
      low: Math.max(0, Math.floor(mean - reach)),
      high: Math.min(coming, Math.ceil(mean + reach)),
      byThen: tenths(sum),
    };
  });
}

/** The best that is known of when a group arrives; null where nothing is. */
function arrivalOf(group: ComingGroup, now: Instant): Arrival | null {
  if (group.way !== null) {
    const { distanceM, mode } = group.way;
    const wayMs = ((distanceM * DETOUR_DEFAULT) / SPEED_M_PER_S[mode]) * SECOND_MS;
    const spreadMs = Math.max(WAY_SPREAD_LEAST_MS, wayMs * WAY_SPREAD_SHARE);
    return { meanAt: now + wayMs, spreadMs };
  }
  if (group.etaAt !== null) return { meanAt: group.etaAt, spreadMs: SAID_SPREAD_MS };
  if (group.from <= now - HOUR_MS) return null;
  return { meanAt: group.from, spreadMs: WINDOW_SPREAD_MS };
}

function below({ meanAt, spreadMs }: Arrival, at: Instant): number {
  return normalBelow((at - meanAt) / spreadMs);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
