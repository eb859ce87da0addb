import type { StreetTravel } from '#adapters/streets/street-travel';
import type { Aed } from '#core/aed';
import { distanceM, type Place } from '#core/geometry';
import type { At } from '#core/travel';
import { TRUE_DETOUR } from './assumptions';

/** Somebody and where they truly are. */
export interface Standing {
  readonly person: { readonly responder: { readonly id: string } };
  readonly truePlace: Place;
}

/** Ratios of way to straight line beyond these say more about snapping than about ways. */
const DETOUR_MIN = 1;
const DETOUR_MAX = 3;

/**
 * Metres that people truly have to go: along roads where the region has them, else so many times
 * the straight line. Worked out when first asked for, for everyone at once.
 */
export class TrueWays {
  private toPatient: Readonly<Record<string, number>> | null = null;
  private readonly byAed = new Map<string, AedWays>();

  constructor(
    private readonly scene: {
      readonly patient: Place;
      readonly roads: StreetTravel | null;
      /** Those of whom it may be asked. */
      readonly going: readonly Standing[];
    },
  ) {}

  /** From where they stood at first to the patient; null where no way leads. */
  toPatientM(who: Standing): number | null {
    const { roads, patient } = this.scene;
    if (roads === null) return TRUE_DETOUR * distanceM(who.truePlace, patient);
    this.toPatient ??= roads.tableNow({ patient, people: this.people(), aeds: [] }).toPatientM;
    return this.toPatient[who.person.responder.id] ?? null;
  }

  /** From where they stood at first to an AED. */
  toAedM(who: Standing, aed: Aed): number | null {
    if (this.scene.roads === null) return TRUE_DETOUR * distanceM(who.truePlace, aed.place);
    return this.waysBy(aed, this.scene.roads).toAedM[who.person.responder.id] ?? null;
  }

  /** From an AED to the patient. */
  aedToPatientM(aed: Aed): number | null {
    if (this.scene.roads === null) return TRUE_DETOUR * distanceM(aed.place, this.scene.patient);
    return this.waysBy(aed, this.scene.roads).toPatientM;
  }

  /** How much longer this person's way is than the straight line: for ways from half-way. */
  detourOf(who: Standing): number {
    const wayM = this.toPatientM(who);
    const straightM = distanceM(who.truePlace, this.scene.patient);
    if (wayM === null || straightM === 0) return TRUE_DETOUR;
    return Math.min(Math.max(wayM / straightM, DETOUR_MIN), DETOUR_MAX);
  }

  private waysBy(aed: Aed, roads: StreetTravel): AedWays {
    const known = this.byAed.get(aed.id);
    if (known !== undefined) return known;
    // Seen from the AED, the patient is one more person who walks there.
    const patient: At = { id: PATIENT, place: this.scene.patient };
    const people = [...this.people(), patient];
    const { toPatientM } = roads.tableNow({ patient: aed.place, people, aeds: [] });
    const ways = { toAedM: toPatientM, toPatientM: toPatientM[PATIENT] ?? null };
    this.byAed.set(aed.id, ways);
    return ways;
  }

  private people(): readonly At[] {
    return this.scene.going.map(({ person, truePlace }) => ({
      id: person.responder.id,
      place: truePlace,
    }));
  }
}

interface AedWays {
  readonly toAedM: Readonly<Record<string, number>>;
  readonly toPatientM: number | null;
}

const PATIENT = 'patient';
