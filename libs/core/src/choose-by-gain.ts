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
  /** Asked in any case, worth it or not, while so many people are there. */
  readonly floor: number;
}

/**
 * Alerts, one after the other, whoever adds most survival over the price of waking them, given
 * everyone chosen before; until nobody is worth it. Since what one adds never grows by adding
 * others, this greedy order reaches at least half of the best possible, and in practice nearly all
 * of it (see choose-by-gain.spec.ts). Ties go to the lower id.
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
  const chosen: Offer[] = [];
  let { odds } = context;
  let values = valuesOf(odds, worth);
  const waiting: Waiting[] = people
    .filter(({ options }) => options.length > 0)
    .map((person) => {
      const price = choice.pricePerAlert * fatigueFactor(person.candidate, choice.fatigue, scene);
      const priced = { ...person, price };
      return { ...priced, offer: offerOf(priced, values, stillThere) };
    });
  while (chosen.length < room.max) {
    const best = takeBest(waiting, values, stillThere);
    if (best === null) break;
    const isFloor = best.gain <= best.price;
    if (isFloor && chosen.length >= room.floor) break;
    waiting.splice(
      waiting.findIndex((each) => each.candidate === best.candidate),
      1,
    );
    chosen.push({ ...best, isFloor });
    odds = withPart(odds, shared(best.option, stillThere));
    values = valuesOf(odds, worth);
    leaveToOthers(best.option, stillThere);
  }
  return { chosen, left: waiting.map((each) => offerOf(each, values, stillThere)), odds };
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

/** Notes that whoever was asked to fetch an AED may take it. */
export function leaveToOthers(option: Option, stillThere: Map<string, number>): void {
  const { aedId } = option.task;
  if (aedId === null) return;
  stillThere.set(aedId, (stillThere.get(aedId) ?? 1) * (1 - option.part.chance));
}

interface Waiting extends Weighed {
  readonly price: number;
  /** What they added when last looked at: never less than what they add now. */
  offer: Offer;
}

/**
 * Whoever adds most over their price now. Offers made before others were chosen are only ever too
 * high, so the highest is looked at again until it stays the highest.
 */
function takeBest(
  waiting: readonly Waiting[],
  values: Values,
  stillThere: ReadonlyMap<string, number>,
): Offer | null {
  const fresh = new Set<Waiting>();
  for (;;) {
    let top: Waiting | null = null;
    for (const each of waiting) if (top === null || isBetter(each.offer, top.offer)) top = each;
    if (top === null || fresh.has(top)) return top?.offer ?? null;
    top.offer = offerOf(top, values, stillThere);
    fresh.add(top);
  }
}

function isBetter(a: Offer, b: Offer): boolean {
  const [left, right] = [a.gain - a.price, b.gain - b.price];
  if (left !== right) return left > right;
  return a.candidate.responder.id < b.candidate.responder.id;
}

/** The best of a person's ways as things stand. */
function offerOf(
  { candidate, options, price }: Omit<Waiting, 'offer'>,
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
