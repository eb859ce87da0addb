import { distanceM, type Place } from '#core/geometry';
import { openAt, type CompiledHours, type OpenState } from '#core/hours';
import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

export type AedStatus = 'unverified' | 'available' | 'out-of-service' | 'retired';

export const AED_TABLE: StatusTable<AedStatus> = {
  unverified: ['available', 'out-of-service', 'retired'],
  available: ['out-of-service', 'retired'],
  'out-of-service': ['available', 'retired'],
  // A register's feed brings back what had left it; somebody has to look at it again.
  retired: ['unverified'],
};

/** OpenStreetMap `access`: who may take it. */
export const AED_ACCESS = [
  'public',
  'customers',
  'permissive',
  'private',
  'no',
  'unknown',
] as const;
export type AedAccess = (typeof AED_ACCESS)[number];

export interface Aed {
  readonly id: string;
  readonly organisationId: string;
  readonly externalRef: string;
  readonly place: Place;
  readonly name: string;
  /** Where in the building; shown after accept. */
  readonly locationDetail: string | null;
  readonly access: AedAccess;
  readonly openingHours: string | null;
  readonly hours: CompiledHours;
  readonly status: AedStatus;
  /** What was reported when it went out of service; null where nobody said. */
  readonly outOfServiceReason: AedReport | null;
  readonly lastCheckedAt: Instant | null;
  /** As the register has it, such as `2` or `-1`; shown to whoever fetches it. */
  readonly floor: string | null;
  /** Opens the cabinet; shown to whoever fetches it and to nobody else. */
  readonly cabinetCode: string | null;
  /** The incident for which somebody is fetching it now. */
  readonly reservedForId: string | null;
}

/** What a responder reports from where the AED should be; each takes it out of service. */
export const AED_REPORTS = ['collected', 'missing', 'locked', 'flat'] as const;
export type AedReport = (typeof AED_REPORTS)[number];

/** An AED in a plan: where it is, how far from the patient, and whether it is open by then. */
export interface AedChoice {
  readonly aedId: string;
  readonly distanceM: number;
  readonly open: Exclude<OpenState, 'closed'>;
}

/** Usable means: not retired or out of service, and not behind a door that is never opened. */
export function isUsable(aed: Aed): boolean {
  return (
    (aed.status === 'available' || aed.status === 'unverified') &&
    aed.access !== 'no' &&
    aed.access !== 'private'
  );
}

/**
 * The nearest usable AEDs that are not known to be shut at `at`, nearest first; open ones before
 * those whose hours nobody knows; ties by id, so that the same register gives the same list.
 */
export function nearestAeds(
  aeds: readonly Aed[],
  near: {
    readonly place: Place;
    readonly at: Instant;
    readonly radiusM: number;
    readonly max: number;
  },
): AedChoice[] {
  const choices: AedChoice[] = [];
  for (const aed of aeds) {
    const open = openAt(aed.hours, near.at);
    const distance = distanceM(near.place, aed.place);
    if (isUsable(aed) && open !== 'closed' && distance <= near.radiusM) {
      choices.push({ aedId: aed.id, distanceM: Math.round(distance), open });
    }
  }
  choices.sort(
    (a, b) =>
      Number(a.open === 'unknown') - Number(b.open === 'unknown') ||
      a.distanceM - b.distanceM ||
      (a.aedId < b.aedId ? -1 : 1),
  );
  return choices.slice(0, near.max);
}
