import { distanceM, type Place } from '#core/geometry';
import {
  DETOUR_AEDS_MAX,
  nearestFirst,
  straightLineTravel,
  type At,
  type TravelQuery,
  type TravelTable,
} from '#core/travel';

/** What an engine is asked: the metres from each source to each target. */
export interface Matrix {
  readonly sources: readonly Place[];
  readonly targets: readonly Place[];
}

/** The answer, by source, then by target; null where there is no way. */
export type Metres = readonly (readonly (number | null)[])[];

/**
 * A query as two matrices: from all people and AEDs to the patient, which a table cannot be
 * without, and from all people to the AEDs nearest to the patient in a straight line, since which
 * are nearest along the way is not yet known.
 */
export function matricesOf(query: TravelQuery): {
  readonly toPatient: Matrix;
  readonly toAeds: Matrix;
} {
  const { patient, people, aeds } = query;
  return {
    toPatient: { sources: [...people, ...aeds].map(placeOf), targets: [patient] },
    toAeds: { sources: people.map(placeOf), targets: detoursOf(query).map(placeOf) },
  };
}

/**
 * The table out of the metres of a query's matrices; without those to the AEDs, the ways there are
 * straight lines with their detour. No way is shorter than the straight line: an engine measures
 * from the street, not from the door.
 */
export function tableOf(
  query: TravelQuery,
  metres: { readonly toPatient: Metres; readonly toAeds: Metres | null },
): TravelTable {
  const { patient, people, aeds } = query;
  const [ofPeople, ofAeds] = [
    metres.toPatient.slice(0, people.length),
    metres.toPatient.slice(people.length),
  ];
  const aedToPatientM = column(aeds, patient, (index) => ofAeds[index]?.[0]);
  const { toAeds } = metres;
  const straight = toAeds === null ? straightLineTravel(query).toAedM : {};
  const toAedM: Record<string, Readonly<Record<string, number>>> = {};
  detoursOf(query).forEach(({ id, place }, target) => {
    if (aedToPatientM[id] === undefined) return;
    toAedM[id] = straight[id] ?? column(people, place, (index) => toAeds?.[index]?.[target]);
  });
  return {
    source: 'routing-engine',
    toPatientM: column(people, patient, (index) => ofPeople[index]?.[0]),
    aedToPatientM,
    toAedM,
  };
}

function column(
  from: readonly At[],
  to: Place,
  metresOf: (index: number) => number | null | undefined,
): Record<string, number> {
  const ways: Record<string, number> = {};
  from.forEach(({ id, place }, index) => {
    const metres = metresOf(index) ?? null;
    if (metres !== null) ways[id] = Math.round(Math.max(metres, distanceM(place, to)));
  });
  return ways;
}

function detoursOf({ patient, aeds }: TravelQuery): readonly At[] {
  const straightM: Record<string, number> = {};
  for (const { id, place } of aeds) straightM[id] = distanceM(place, patient);
  return nearestFirst(aeds, straightM).slice(0, DETOUR_AEDS_MAX);
}

function placeOf({ place }: At): Place {
  return place;
}
