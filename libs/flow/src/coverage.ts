import { coverageShown } from '#core/coverage';
import {
  bestOf,
  coverageTotals,
  gainOfAed,
  gainOfPeople,
  gapsOf,
  PLACES_TRIED_MAX,
  type Improvement,
} from '#core/coverage-gaps';
import type { Box } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import {
  COVERAGE_GAPS_MAX,
  COVERAGE_IMPROVEMENTS_MAX,
  COVERAGE_WARNINGS_MAX,
  type CoverageThresholdView,
  type CoverageView,
  type ImprovementsView,
  type PutCoverageThresholdMessage,
} from '#contracts/coverage-api';
import { toIso } from '#contracts/shapes';
import { inSteps, type CoverageReckoning, type ReckonedHour } from '#flow/coverage-reckoning';
import { KeptFresh } from '#flow/kept-fresh';
import type { Clock, CoverageStore, CoverageWarning, PeopleStore } from '#flow/ports';

/** What was reckoned is shown again for so long: it takes a while, and changes by the hour. */
export const COVERAGE_FRESH_MS = 2 * MINUTE_MS;
/** Hours that are kept in memory, of all organisations. */
const HOURS_KEPT_MAX = 24;

/** How well the area is covered, hour by hour, and what would mend it. */
export class Coverage {
  private readonly kept: KeptFresh<Result<ReckonedHour>>;

  constructor(
    private readonly ports: {
      readonly coverage: CoverageStore;
      readonly reckoning: Pick<CoverageReckoning, 'at'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly clock: Clock;
    },
  ) {
    this.kept = new KeptFresh({
      read: (key) => {
        const [organisationId = '', hour = ''] = key.split(' ');
        return ports.reckoning.at(organisationId, hour === 'now' ? null : Number(hour));
      },
      ...{ clock: ports.clock, freshMs: COVERAGE_FRESH_MS, max: HOURS_KEPT_MAX },
    });
  }

  /**
   * Squares of the area at an hour of the week; nobody's place, and no figure where few may come.
   *
   * @returns refusals `not-found`; `illegal-step` where no area is drawn
   */
  async of(organisationId: string, hour: number | null): Promise<Result<CoverageView>> {
    const found = await this.reckoned(organisationId, hour);
    if (!found.ok) return found;
    const { cells, people, aeds, sideM, truncated } = found.value;
    const { cells: squares, byClass, reached } = coverageTotals(cells);
    return ok({
      ...askedOf(found.value),
      cellM: sideM,
      squares: {
        type: 'FeatureCollection',
        features: cells.map((cell) => ({ ...featureOf(cell.box), properties: shown(cell) })),
      },
      totals: {
        ...{ squares, byClass: { ...byClass }, reached },
        ...{ people: people.length, aeds: aeds.length },
      },
      gaps: gapsOf(cells, COVERAGE_GAPS_MAX).map(({ box, share, lack, ...gap }) => ({
        ...featureOf(box),
        properties: { ...gap, expectedShare: thousandth(share), lack: thousandth(lack) },
      })),
      truncated,
    });
  }

  /**
   * Where one more AED, or ten more people, would add most at that hour: of the squares with the
   * worst gaps each is tried, by the same reckoning.
   *
   * @returns refusals as above
   */
  async improvements(
    organisationId: string,
    hour: number | null,
  ): Promise<Result<ImprovementsView>> {
    const found = await this.reckoned(organisationId, hour);
    if (!found.ok) return found;
    const area = found.value;
    const boxes = gapsOf(area.cells, PLACES_TRIED_MAX).map(({ box }) => box);
    const aeds = await inSteps(boxes, (box) => gainOfAed(box, area));
    const people = await inSteps(boxes, (box) => gainOfPeople(box, area));
    return ok({
      ...askedOf(area),
      ...{ aeds: listed(aeds), people: listed(people), tried: boxes.length },
    });
  }

  /** Below what coordinators are warned, and what was found on the last days. */
  async threshold(organisationId: string): Promise<CoverageThresholdView> {
    const { coverage } = this.ports;
    const [threshold, warnings] = await Promise.all([
      coverage.threshold(organisationId),
      coverage.warnings(organisationId, COVERAGE_WARNINGS_MAX),
    ]);
    return {
      threshold: threshold && { ...threshold, hours: [...threshold.hours] },
      warnings: warnings.map(renderWarning),
    };
  }

  /**
   * Names the hours and the share below which coordinators are warned; null ends it.
   *
   * @returns refusal `illegal-step` where no area is drawn
   */
  async putThreshold(
    organisationId: string,
    { threshold }: PutCoverageThresholdMessage,
  ): Promise<Result<CoverageThresholdView>> {
    const organisation = await this.ports.people.organisation(organisationId);
    if (threshold !== null && organisation?.area === null) {
      return refuse('illegal-step', 'Draw the area of the organisation first.', 'area');
    }
    await this.ports.coverage.putThreshold(organisationId, threshold);
    return ok(await this.threshold(organisationId));
  }

  private reckoned(organisationId: string, hour: number | null): Promise<Result<ReckonedHour>> {
    return this.kept.of(`${organisationId} ${hour === null ? 'now' : String(hour)}`);
  }
}

function askedOf({ hour, at, organisation, rule }: ReckonedHour) {
  const { timeZone } = organisation;
  return { hour, at: toIso(at), timeZone, limitS: rule.limitMs / SECOND_MS };
}

function shown(cell: ReckonedHour['cells'][number]) {
  return coverageShown(cell);
}

function listed(tried: readonly Improvement[]): ImprovementsView['aeds'] {
  return bestOf(tried, COVERAGE_IMPROVEMENTS_MAX).map(({ box, gain }) => ({
    ...featureOf(box),
    properties: { gain },
  }));
}

function renderWarning(warning: CoverageWarning): CoverageThresholdView['warnings'][number] {
  const { day, at, wantedShare, below, weakest, toldAt } = warning;
  return {
    ...{ day, at: toIso(at), wantedShare, below: [...below], toldAt: toIso(toldAt) },
    weakest: weakest.map((one) => ({
      ...featureOf(one.box),
      properties: { class: one.class },
    })),
  };
}

/** A square as GeoJSON, to a metre. */
function featureOf({ south, west, north, east }: Box) {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  const ring = corners.map(([lon, lat]): [number, number] => [degrees(lon), degrees(lat)]);
  return {
    type: 'Feature' as const,
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  };
}

function degrees(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

function thousandth(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
