import type { Aed } from '#core/aed';
import type { CompiledHours } from '#core/hours';
import type { Instant } from '#core/units';
import type { OpeningHours } from '#flow/ports';
import type { CityAed } from '../city/world-types';

/**
 * A register of AEDs for cases of many years: hours are compiled for a year at a time, each text
 * once.
 */
export class RegisterByYear {
  private readonly years = new Map<number, readonly Aed[]>();

  constructor(
    private readonly aeds: readonly CityAed[],
    private readonly zone: { readonly timeZone: string; readonly compile: OpeningHours },
  ) {}

  /** The register with hours that hold at that moment. */
  at(at: Instant): readonly Aed[] {
    const year = new Date(at).getUTCFullYear();
    const known = this.years.get(year);
    if (known !== undefined) return known;
    const made = this.compiledFor(year);
    this.years.set(year, made);
    return made;
  }

  private compiledFor(year: number): readonly Aed[] {
    const { timeZone, compile } = this.zone;
    const byText = new Map<string | null, CompiledHours>();
    const startsAt = Date.UTC(year, 0, 1);
    return this.aeds.map((aed) => {
      const { openingHours } = aed;
      const hours = byText.get(openingHours) ?? compile.compile(openingHours, timeZone, startsAt);
      byText.set(openingHours, hours);
      return aedOf(aed, hours);
    });
  }
}

function aedOf(aed: CityAed, hours: CompiledHours): Aed {
  return {
    id: aed.ref,
    organisationId: 'replay',
    externalRef: aed.ref,
    place: aed.place,
    name: aed.name,
    locationDetail: aed.locationDetail,
    access: aed.access,
    openingHours: aed.openingHours,
    hours,
    status: 'available',
    outOfServiceReason: null,
    lastCheckedAt: null,
    floor: null,
    cabinetCode: null,
    reservedForId: null,
  };
}
