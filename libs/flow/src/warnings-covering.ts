import { contains, type Area, type Place } from '#core/geometry';
import { MINUTE_MS, type Instant } from '#core/units';
import type { AreaStore, Clock, WarningOutline, WarningStore } from '#flow/ports';

/** Warnings looked at, the newest first; how long an answer is good. */
const WARNINGS_MAX = 50;
const GOOD_FOR_MS = MINUTE_MS;

interface Covered {
  readonly name: string;
  readonly areas: readonly Area[];
}

/** Which warnings in force cover a place. */
export class WarningsCovering {
  private readonly known = new Map<
    string,
    { readonly at: Instant; readonly covered: readonly Covered[] }
  >();

  constructor(
    private readonly ports: {
      readonly warnings: Pick<WarningStore, 'listWarnings' | 'warning'>;
      readonly storedAreas: Pick<AreaStore, 'byGeocode'>;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /**
   * What the warnings that cover a place are called, by their own polygons or by the stored areas
   * they name; exercises and tests cover nothing. As known within the last minute.
   */
  async at(organisationId: string): Promise<(place: Place) => readonly string[]> {
    const now = this.ports.clock.now();
    const known = this.known.get(organisationId);
    const isFresh = known !== undefined && now - known.at < GOOD_FOR_MS;
    const covered = isFresh ? known.covered : await this.load(organisationId, now);
    if (!isFresh) this.known.set(organisationId, { at: now, covered });
    return (place) =>
      covered
        .filter(({ areas }) => areas.some((area) => contains(area, place)))
        .map(({ name }) => name);
  }

  private async load(organisationId: string, now: Instant): Promise<readonly Covered[]> {
    const page = { cursor: null, limit: WARNINGS_MAX };
    const filter = { state: 'current', now } as const;
    const { items } = await this.ports.warnings.listWarnings(organisationId, filter, page);
    const meant = items.filter(({ status, messageType }) => {
      return status === 'Actual' && messageType !== 'Cancel';
    });
    return Promise.all(
      meant.map(async (outline) => ({
        name: nameOf(outline),
        areas: await this.areasOf(organisationId, outline),
      })),
    );
  }

  private async areasOf(
    organisationId: string,
    { id, geocodes }: WarningOutline,
  ): Promise<readonly Area[]> {
    const warning = await this.ports.warnings.warning(organisationId, id);
    if (warning === null) return [];
    if (warning.area !== null) return [warning.area];
    const stored = await this.ports.storedAreas.byGeocode(organisationId, geocodes);
    return stored.map(({ area }) => area);
  }
}

function nameOf({ infos, areaNames }: WarningOutline): string {
  return infos[0]?.event ?? areaNames[0] ?? 'a warning';
}
