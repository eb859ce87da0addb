import { distanceM, type Place } from '#core/geometry';
import {
  DETOUR_AEDS_MAX,
  nearestFirst,
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
 * A query as a matrix: from all people and AEDs to the patient and to the AEDs nearest to the
 * patient in a straight line, since which are nearest along the way is not yet known.
 */
export function matrixOf(query: TravelQuery): Matrix & { readonly detours: readonly At[] } {
  const straightM: Record<string, number> = {};
  for (const { id, place } of query.aeds) straightM[id] = distanceM(place, query.patient);
  const detours = nearestFirst(query.aeds, straightM).slice(0, DETOUR_AEDS_MAX);
  return {
    sources: [...query.people, ...query.aeds].map(({ place }) => place),
    targets: [query.patient, ...detours.map(({ place }) => place)],
    detours,
  };
}

/**
 * The table out of the metres of a query's matrix. No way is shorter than the straight line: an
 * engine measures from the street, not from the door.
 */
export function tableOf(query: TravelQuery, metres: Metres): TravelTable {
  const { detours } = matrixOf(query);
  const rows = [...query.people, ...query.aeds].map((at, index) => ({
    ...at,
    metres: metres[index] ?? [],
  }));
  const people = rows.slice(0, query.people.length);
  const column = (ends: typeof rows, target: number, to: Place): Record<string, number> => {
    const ways: Record<string, number> = {};
    for (const { id, place, metres: row } of ends) {
      const wayM = row[target] ?? null;
      if (wayM !== null) ways[id] = Math.round(Math.max(wayM, distanceM(place, to)));
    }
    return ways;
  };
  const aedToPatientM = column(rows.slice(people.length), 0, query.patient);
  const toAedM: Record<string, Readonly<Record<string, number>>> = {};
  detours.forEach(({ id, place }, index) => {
    if (aedToPatientM[id] !== undefined) toAedM[id] = column(people, index + 1, place);
  });
  const toPatientM = column(people, 0, query.patient);
  return { source: 'routing-engine', toPatientM, aedToPatientM, toAedM };
}
