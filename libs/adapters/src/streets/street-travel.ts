import { distanceM, type Place } from '#core/geometry';
import {
  DETOUR_AEDS_MAX,
  DETOUR_DEFAULT,
  nearestFirst,
  straightLineTravel,
  type At,
  type TravelQuery,
  type TravelTable,
} from '#core/travel';
import type { Travel, TravelFallback } from '#flow/ports';
import { at } from './numbers';
import { StreetChains } from './street-chains';
import type { StreetGraph } from './street-graph';
import { HubLabels } from './hub-labels';
import { StreetSearch, type WaySearch } from './street-search';

/** A place farther than this from any street is not on the loaded streets. */
export const SNAP_MAX_M = 500;
/** Ways longer than this help nobody: 20 km take 24 minutes at 50 km/h. */
export const WAY_MAX_M = 20_000;
/**
 * Up to this many junctions (a city of half a million) the ways between all of them are prepared at
 * the start, which takes a second or two and some tens of megabytes; beyond, each table sweeps.
 */
export const LABELS_MAX_JUNCTIONS = 30_000;
/** Where the AEDs stand changes rarely; this many are remembered. */
const AED_SNAPS_MAX = 50_000;

export interface StreetTravelOptions {
  /** The way as so many times the straight line, where no street leads. */
  readonly detour?: number;
  /** Ways along streets longer than this are not in the table. */
  readonly wayMaxM?: number;
  /** Networks of more junctions are swept for each table, the others prepared at the start. */
  readonly labelsMaxJunctions?: number;
  /** Told how many ways of a table are straight lines because an end is far from any street. */
  readonly onFallback?: (reason: TravelFallback, ways: number) => void;
}

/**
 * Metres along the loaded streets: straight to the nearest node of a street, along the streets,
 * and straight to the door. One sweep outward from the patient answers for all people and AEDs,
 * and one from each of the nearest AEDs for the ways by it; it ends when all are found, or at
 * `wayMaxM`. For a city's network the sweeps are looked up, see `HubLabels`; the table is the same.
 *
 * Every street is walked in both directions, by everyone: there is one network for people on foot,
 * on bicycles and in cars. An instance serves one caller at a time, which in one JavaScript thread
 * is always so.
 */
export class StreetTravel implements Travel {
  private readonly chains: StreetChains;
  private readonly search: WaySearch;
  private readonly detour: number;
  private readonly wayMaxM: number;
  private readonly onFallback: (reason: TravelFallback, ways: number) => void;
  private readonly aedSnaps = new Map<string, { readonly place: Place; readonly snap: Snap }>();
  private straightWays = 0;

  constructor(
    private readonly streets: StreetGraph,
    options: StreetTravelOptions = {},
  ) {
    this.chains = new StreetChains(streets.network);
    const { network, junctionCount } = this.chains;
    const isSmall = junctionCount <= (options.labelsMaxJunctions ?? LABELS_MAX_JUNCTIONS);
    this.search = isSmall ? new HubLabels(network) : new StreetSearch(network);
    this.detour = options.detour ?? DETOUR_DEFAULT;
    this.wayMaxM = options.wayMaxM ?? WAY_MAX_M;
    this.onFallback = options.onFallback ?? (() => undefined);
  }

  /** `tableNow`, as the port has it. */
  table(query: TravelQuery): Promise<TravelTable> {
    return Promise.resolve(this.tableNow(query));
  }

  /**
   * The table at once. Where the patient is not on the loaded streets it is the straight lines',
   * and says so; where another end is not, that way alone is a straight line, and counted.
   */
  tableNow(query: TravelQuery): TravelTable {
    const patient = this.snap(query.patient);
    if (!isOnStreets(patient)) {
      this.onFallback('off-streets', query.people.length + query.aeds.length);
      return straightLineTravel(query, this.detour);
    }
    this.straightWays = 0;
    const people = query.people.map((each) => ({ ...each, snap: this.snap(each.place) }));
    const aeds = query.aeds.map((each) => ({ ...each, snap: this.aedSnap(each) }));
    const from = { place: query.patient, snap: patient };
    this.sweep(from, this.junctionsBeside([...people, ...aeds]));
    const toPatientM = this.waysTo(from, people);
    const aedToPatientM = this.waysTo(from, aeds);
    const besidePeople = this.junctionsBeside(people);
    const toAedM: Record<string, Readonly<Record<string, number>>> = {};
    for (const aed of nearestOf(aeds, aedToPatientM)) {
      this.sweep(aed, besidePeople);
      toAedM[aed.id] = this.waysTo(aed, people);
    }
    if (this.straightWays > 0) this.onFallback('off-streets', this.straightWays);
    return { source: 'streets', toPatientM, aedToPatientM, toAedM };
  }

  private snap(place: Place): Snap {
    const { node, distanceM: offM } = this.streets.nearestNode(place);
    return { node, offM };
  }

  private aedSnap(aed: At): Snap {
    const known = this.aedSnaps.get(aed.id);
    if (known?.place.lat === aed.place.lat && known.place.lon === aed.place.lon) return known.snap;
    if (this.aedSnaps.size >= AED_SNAPS_MAX) this.aedSnaps.clear();
    const snap = this.snap(aed.place);
    this.aedSnaps.set(aed.id, { place: aed.place, snap });
    return snap;
  }

  /** The junctions by which the ways to these come in; all of them known, all of them found. */
  private junctionsBeside(ends: readonly End[]): Int32Array {
    const { rootOf, endA, endB } = this.chains;
    const junctions = new Int32Array(ends.length * 2);
    let count = 0;
    for (const { snap } of ends) {
      if (!isOnStreets(snap)) continue;
      const root = at(rootOf, snap.node);
      junctions[count] = at(endA, root);
      junctions[count + 1] = at(endB, root);
      count += 2;
    }
    return junctions.subarray(0, count);
  }

  private sweep({ snap }: End, until: Int32Array): void {
    // With nobody to find, an empty `until` would visit everything in reach.
    if (until.length === 0 || !isOnStreets(snap)) return;
    const { rootOf, toRootM, endA, endB, toAM, toBM } = this.chains;
    const root = at(rootOf, snap.node);
    const rootM = at(toRootM, snap.node);
    const starts = [
      { node: at(endA, root), distanceM: rootM + at(toAM, root) },
      { node: at(endB, root), distanceM: rootM + at(toBM, root) },
    ];
    this.search.run({ starts, limitM: this.wayMaxM, until });
  }

  /** Metres to where the last sweep began, by id. */
  private waysTo(start: End, ends: readonly (At & End)[]): Record<string, number> {
    const ways: Record<string, number> = {};
    for (const end of ends) {
      const metres = this.wayM(start, end);
      if (metres < Infinity) ways[end.id] = Math.round(metres);
    }
    return ways;
  }

  private wayM(start: End, end: End): number {
    if (!isOnStreets(start.snap) || !isOnStreets(end.snap)) {
      this.straightWays += 1;
      return this.detour * distanceM(start.place, end.place);
    }
    const alongM = this.alongM(start.snap.node, end.snap.node);
    if (alongM > this.wayMaxM) return Infinity;
    const doorsM = start.snap.offM + end.snap.offM;
    // Neighbours need not go out to the street and back.
    if (alongM <= doorsM) {
      return Math.min(doorsM + alongM, this.detour * distanceM(start.place, end.place));
    }
    return doorsM + alongM;
  }

  /** Along streets from the start of the last sweep to a node. */
  private alongM(from: number, to: number): number {
    const { rootOf, toRootM, endA, endB, toAM, toBM } = this.chains;
    const root = at(rootOf, to);
    const byA = this.search.distanceTo(at(endA, root)) + at(toAM, root);
    const toB = at(toBM, root);
    const byB = this.search.distanceTo(at(endB, root), byA - toB) + toB;
    const throughM = Math.min(byA, byB) + at(toRootM, to);
    return Math.min(throughM, this.chains.besideM(from, to));
  }
}

/** The node of a street nearest to a place, and the straight metres between. */
interface Snap {
  readonly node: number;
  readonly offM: number;
}

interface End {
  readonly place: Place;
  readonly snap: Snap;
}

function isOnStreets(snap: Snap): boolean {
  return snap.offM <= SNAP_MAX_M;
}

function nearestOf<A extends At>(aeds: readonly A[], metres: Record<string, number>): readonly A[] {
  const byId = new Map(aeds.map((aed) => [aed.id, aed]));
  return nearestFirst(aeds, metres)
    .slice(0, DETOUR_AEDS_MAX)
    .flatMap(({ id }) => byId.get(id) ?? []);
}
