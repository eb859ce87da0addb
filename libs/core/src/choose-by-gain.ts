import type { ExpectedGainChoice, FatiguePrice } from '#core/alert-policy';
import type { Candidate } from '#core/eligibility';
import {
  gainOf,
  valuesOf,
  withPart,
  type Odds,
  type Part,
  type Values,
  type Worth,
} from '#core/rescue-odds';
import type { Scene } from '#core/scene';
import type { Option } from '#core/ways-there';

/** Someone who may be alerted, with their ways there. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly options: readonly Option[];
}

/** What one more alert would add, and what it must add. */
export interface Offer {
  readonly candidate: Candidate;
  readonly option: Option;
  readonly gain: number;
  readonly price: number;
  /** Asked only because the policy's floor wants so many. */
  readonly isFloor: boolean;
}

export interface GainChoice {
  readonly chosen: readonly Offer[];
  /** Everyone else who has a way, with the best of their offers. */
  readonly left: readonly Offer[];
  readonly odds: Odds;
}

/** How many may be asked, and how many must be. */
export interface Room {
  readonly max: number;
  /**
   * Asked in any case, worth it or not: at first while people are there, later while they may come
   * before the ambulance.
   */
  readonly floor: number;
}

/**
 * Alerts, one after the other, whoever adds most survival over the price of waking them, given
 * everyone chosen before; until nobody is worth it. Everyone is looked at again after each choice:
 * what one adds mostly falls as others are added, but where compressions and a shock help each
 * other (curves that bend, such as `valenzuela`, and `larsen` near 0) it may grow a little, so that
 * no bound is promised. How near to the best of all choices this comes is measured in
 * choose-by-gain.spec.ts. Ties go to the lower id.
 */
export function chooseByGain(
  people: readonly Weighed[],
  context: {
    readonly scene: Scene;
    readonly choice: ExpectedGainChoice;
    readonly worth: Worth;
    readonly odds: Odds;
    /** For each AED the chance that nobody asked so far takes it. */
    readonly stillThere: ReadonlyMap<string, number>;
    readonly room: Room;
  },
): GainChoice {
  const { scene, choice, worth, room } = context;
  const stillThere = new Map(context.stillThere);
  const waiting: Priced[] = people
    .filter(({ options }) => options.length > 0)
    .map((person) => {
      const factor = fatigueFactor(person.candidate, choice.fatigue, scene);
      return { ...person, price: choice.pricePerAlert * factor };
    });
  const chosen: Offer[] = [];
  let { odds } = context;
  for (;;) {
    const values = valuesOf(odds, worth);
    const offers = waiting.map((person) => offerOf(person, values, stillThere));
    const best =
      chosen.length < room.max ? nextOf(offers, chosen.length < room.floor, scene) : null;
    if (best === null) return { chosen, left: offers, odds };
    chosen.push({ ...best, isFloor: best.gain <= best.price });
    odds = withAll([best.option], odds, stillThere);
    waiting.splice(offers.indexOf(best), 1);
  }
}

/** How many times the price of a rested person by day: 1 and what wears them out. */
export function fatigueFactor(
  candidate: Candidate,
  fatigue: FatiguePrice,
  scene: Pick<Scene, 'input' | 'isNight' | 'ground'>,
): number {
  const { history, responder } = candidate;
  const { lastWithPatientAt, alertsLast7Days } = history;
  const { now } = scene.input;
  const isResting = lastWithPatientAt !== null && now - lastWithPatientAt < fatigue.restMs;
  const km = (scene.ground.travel.toPatientM[responder.id] ?? 0) / 1_000;
  return (
    1 +
    fatigue.perAlertLast7Days * alertsLast7Days +
    (scene.isNight ? fatigue.night : 0) +
    (isResting ? fatigue.afterPatient : 0) +
    fatigue.perKm * km
  );
}

/**
 * The odds with all of them going these ways, in that order: an AED that one may have taken is
 * there for the next by what chance is left, which is noted in `stillThere`.
 */
export function withAll(
  options: readonly Option[],
  odds: Odds,
  stillThere: Map<string, number>,
): Odds {
  let all = odds;
  for (const option of options) {
    all = withPart(all, shared(option, stillThere));
    leaveToOthers(option, stillThere);
  }
  return all;
}

/** Notes that whoever was asked to fetch an AED may take it. */
function leaveToOthers(option: Option, stillThere: Map<string, number>): void {
  const { aedId } = option.task;
  if (aedId === null) return;
  stillThere.set(aedId, (stillThere.get(aedId) ?? 1) * (1 - option.part.chance));
}

interface Priced extends Weighed {
  readonly price: number;
}

/** Who is asked next: whoever is worth most over the price; for the floor, who comes first. */
function nextOf(offers: readonly Offer[], isFloorOpen: boolean, scene: Scene): Offer | null {
  const best = bestOf(offers);
  if (best !== null && best.gain > best.price) return best;
  if (!isFloorOpen) return null;
  // The first wave asks the few there are: the ambulance may be late. Later ones replace in time.
  const isFirstWave = scene.input.alerts.length === 0;
  return firstToCome(offers, isFirstWave ? Infinity : scene.ground.usefulMs);
}

/** The first to come, if that is not later than this. */
function firstToCome(offers: readonly Offer[], usefulMs: number): Offer | null {
  let first: Offer | null = null;
  for (const offer of offers) {
    if (offer.option.etaMs > usefulMs) continue;
    if (first === null || isSooner(offer, first)) first = offer;
  }
  return first;
}

function isSooner(a: Offer, b: Offer): boolean {
  if (a.option.etaMs !== b.option.etaMs) return a.option.etaMs < b.option.etaMs;
  return a.candidate.responder.id < b.candidate.responder.id;
}

function bestOf(offers: readonly Offer[]): Offer | null {
  let best: Offer | null = null;
  for (const offer of offers) if (best === null || isBetter(offer, best)) best = offer;
  return best;
}

function isBetter(a: Offer, b: Offer): boolean {
  const [left, right] = [a.gain - a.price, b.gain - b.price];
  if (left !== right) return left > right;
  return a.candidate.responder.id < b.candidate.responder.id;
}

/** The best of a person's ways as things stand. */
function offerOf(
  { candidate, options, price }: Priced,
  values: Values,
  stillThere: ReadonlyMap<string, number>,
): Offer {
  let best: { option: Option; gain: number } | null = null;
  for (const option of options) {
    const gain = gainOf(shared(option, stillThere), values);
    if (best === null || gain > best.gain) best = { option, gain };
  }
  if (best === null) throw new Error('whoever is weighed has at least one way');
  return { candidate, ...best, price, isFloor: false };
}

/** The part with what is left of its AED when others may have taken it. */
function shared(option: Option, stillThere: ReadonlyMap<string, number>): Part {
  const { aedId } = option.task;
  const left = aedId === null ? 1 : (stillThere.get(aedId) ?? 1);
  return left === 1 ? option.part : { ...option.part, shockChance: option.part.shockChance * left };
}
