import { distanceM, type Place } from '#core/geometry';

/** Where the metres of a travel table come from; stored with every decision. */
export type TravelSource = 'straight-line' | 'streets' | 'routing-engine';

/** A person or an AED, and where it is. */
export interface At {
  readonly id: string;
  readonly place: Place;
}

export interface TravelQuery {
  readonly patient: Place;
  readonly people: readonly At[];
  readonly aeds: readonly At[];
}

/**
 * Metres along the way, worked out before the decision, which only reads them. Whoever is missing
 * cannot get there by any way that is known.
 */
export interface TravelTable {
  readonly source: TravelSource;
  /** To the patient, by responder id. */
  readonly toPatientM: Readonly<Record<string, number>>;
  /** From each AED to the patient, by AED id. */
  readonly aedToPatientM: Readonly<Record<string, number>>;
  /** To each AED worth a detour: by AED id, then by responder id. */
  readonly toAedM: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The way there as so many times the straight line, where no streets are loaded. Karlsson 2021
 * found 1.4 in Toronto and 1.6 in Copenhagen on foot. Between places up to 2 km apart
 * `npm run calibrate-travel` measured, as medians, straight / road = 0.69 along the roads of
 * Virginia Beach (a factor of 1.45: canals, blind alleys, no footpaths in the data) and 0.77 along
 * the streets and footpaths of Porto Alegre (1.30). For Virginia Beach the error at 1.4 is 16 % of
 * the way at the median (least: 15.7 %, at 1.35) and 47 % at p90 (the least); so 1.4 stands.
 */
export const DETOUR_DEFAULT = 1.4;
/** AEDs nearest to the patient for which the way of each person by them is worked out. */
export const DETOUR_AEDS_MAX = 12;

/** The table where no roads are known: every way is `detour` times the straight line. */
export function straightLineTravel(query: TravelQuery, detour = DETOUR_DEFAULT): TravelTable {
  const toPatientM: Record<string, number> = {};
  const aedToPatientM: Record<string, number> = {};
  const toAedM: Record<string, Record<string, number>> = {};
  for (const { id, place } of query.people) {
    toPatientM[id] = whole(detour * distanceM(place, query.patient));
  }
  for (const { id, place } of query.aeds) {
    aedToPatientM[id] = whole(detour * distanceM(place, query.patient));
  }
  for (const aed of nearestFirst(query.aeds, aedToPatientM).slice(0, DETOUR_AEDS_MAX)) {
    const row: Record<string, number> = {};
    for (const { id, place } of query.people) row[id] = whole(detour * distanceM(place, aed.place));
    toAedM[aed.id] = row;
  }
  return { source: 'straight-line', toPatientM, aedToPatientM, toAedM };
}

/** Those that have a way, by its metres, then by id. */
export function nearestFirst(
  all: readonly At[],
  metres: Readonly<Record<string, number>>,
): readonly At[] {
  return all
    .filter((each) => metres[each.id] !== undefined)
    .sort(
      (a, b) => (metres[a.id] ?? Infinity) - (metres[b.id] ?? Infinity) || (a.id < b.id ? -1 : 1),
    );
}

/** Whole metres: a tenth of one would only make stored tables longer. */
function whole(metres: number): number {
  return Math.round(metres);
}
