import { CompileHours } from '#adapters/opening-hours/compile-hours';
import { ALWAYS_AVAILABLE } from '#core/availability';
import type { Aed } from '#core/aed';
import { coverageTotals, type CoverageTotals } from '#core/coverage-gaps';
import type { CompiledHours } from '#core/hours';
import { hoursAround } from '#core/hours-around';
import { policyByName, NEAREST_10 } from '#core/policy-presets';
import { NO_HISTORY } from '#core/response-history';
import { HOUR_MS, type Instant } from '#core/units';
import { toArea } from '#contracts/shapes';
import { CoverageReckoning } from '#flow/coverage-reckoning';
import type { PersonToExpect } from '#flow/ports';
import { loadCity, type City } from '../city/city';
import { makeWorld } from '../city/world';
import type { CityResponder, SampleAed, World } from '../city/world-types';

const ORGANISATION = '00000000-0000-4000-8000-00000000000a';
const POLICY = policyByName('closeby-de-maio') ?? NEAREST_10;
/** A fix is no older than that where somebody is seen by it; here all were seen just now. */
const SEEN_AGO_MS = HOUR_MS;

/** Which city is reckoned: its made-up half by a seed, and what is taken away from it. */
export interface CityOptions {
  readonly seed: string;
  readonly responders: number;
  readonly aeds: number;
  /** Share of the AEDs that nobody can take, by their order. */
  readonly hiddenShare: number;
}

/** One hour of the week in the sample city. */
export interface CityHour {
  readonly hour: number;
  readonly at: Instant;
  readonly sideM: number;
  readonly people: number;
  readonly aeds: number;
  readonly totals: CoverageTotals;
}

/** The sample city, reckoned by the step that serves the console, hour by hour of the week. */
export class CityCoverage {
  private readonly world: World;
  private readonly hours = new CompileHours();
  /** A city writes the same hours again and again. */
  private readonly compiled = new Map<string | null, CompiledHours>();

  constructor(
    private readonly options: CityOptions,
    private readonly city: City = loadCity(),
  ) {
    const { seed, responders, aeds } = options;
    this.world = makeWorld(city, { seed, responders, aeds, cases: 0 });
  }

  /** The hour as it comes next after the first day of the records. */
  async at(hour: number): Promise<CityHour> {
    const found = await this.reckoning().at(ORGANISATION, hour);
    if (!found.ok) throw new Error(found.problem.detail);
    const { at, sideM, people, aeds, cells } = found.value;
    return {
      ...{ hour, at, sideM, people: people.length, aeds: aeds.length },
      totals: coverageTotals(cells),
    };
  }

  private reckoning(): CoverageReckoning {
    const { world, city } = this;
    const people = world.responders.filter(({ onDuty }) => onDuty);
    const aeds = world.aeds.map((aed, index) => this.aedOf(aed, index));
    const never = (): Promise<never> => Promise.reject(new Error('nothing is kept here'));
    return new CoverageReckoning({
      coverage: {
        toExpect: (_organisationId, { at }) =>
          Promise.resolve(people.map((person) => this.personOf(person, at))),
        arrests: () => Promise.resolve(city.arrests.map(({ place }) => place)),
        ...{ threshold: never, putThreshold: never, warnings: never },
        ...{ addWarning: never, takeUntold: never, noteTold: never },
      },
      aeds: { aedsIn: () => Promise.resolve(aeds) },
      people: {
        organisation: () =>
          Promise.resolve({
            ...{ id: ORGANISATION, slug: 'city', name: world.city, timeZone: world.timeZone },
            ...{ area: toArea(mutable(world.boundary)), policyName: POLICY.name },
          }),
      },
      plans: {
        forIncident: () => {
          const ref = { name: POLICY.name, version: POLICY.version };
          return Promise.resolve({
            ok: true,
            value: { policy: POLICY, safetyRules: [], ref },
          });
        },
      },
      verdicts: { of: () => Promise.resolve(null) },
      clock: { now: () => world.startsAt, stretch: (realMs) => realMs },
    });
  }

  private compile(text: string | null): CompiledHours {
    const { timeZone, startsAt } = this.world;
    const known = this.compiled.get(text) ?? this.hours.compile(text, timeZone, startsAt);
    this.compiled.set(text, known);
    return known;
  }

  private personOf(person: CityResponder, at: Instant): PersonToExpect {
    const { mode, tier, home, accuracyM, registeredPlaces } = person;
    const { startsAt } = this.world;
    return {
      ...{ availability: ALWAYS_AVAILABLE, mode, tier, history: NO_HISTORY, isBound: false },
      fix: { place: home, at: startsAt - SEEN_AGO_MS, accuracyM },
      places: registeredPlaces.map(({ kind, place, hours }) => ({
        ...{ kind, place },
        hours: hoursAround(this.compile(hours), at),
      })),
    };
  }

  private aedOf(aed: SampleAed, index: number): Aed {
    const isHidden = index < this.options.hiddenShare * this.world.aeds.length;
    return {
      ...{ id: aed.ref, organisationId: ORGANISATION, externalRef: aed.ref, name: aed.name },
      ...{ place: aed.place, access: aed.access, openingHours: aed.openingHours },
      hours: this.compile(aed.openingHours),
      status: isHidden ? 'out-of-service' : 'available',
      ...{ outOfServiceReason: null, lastCheckedAt: null, reservedForId: null },
      ...{ locationDetail: aed.locationDetail, floor: aed.floor, cabinetCode: aed.cabinetCode },
    };
  }
}

/** The boundary as a message would bring it. */
function mutable(boundary: World['boundary']): Parameters<typeof toArea>[0] {
  return {
    type: boundary.type,
    coordinates: boundary.coordinates.map((polygon) =>
      polygon.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
    ),
  };
}
