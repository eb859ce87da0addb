import type { Box } from '#core/geometry';
import { ok, type Result } from '#core/problem';
import {
  OSM_ACCESS_OF,
  type AedFeaturesView,
  type CoverFeaturesView,
  type IncidentFeaturesView,
} from '#contracts/geojson-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { Cover } from '#flow/cover';
import type { Exports } from '#flow/exports';
import type { AedStore, Clock, ListedAed, PageRequest } from '#flow/ports';

type AedFeature = AedFeaturesView['features'][number];

const DAY_CHARS = '2026-01-01'.length;

/** Incidents, AEDs and cover as GeoJSON (RFC 7946), for the maps of others. */
export class GeojsonOut {
  constructor(
    private readonly ports: {
      readonly aeds: Pick<AedStore, 'aedPage'>;
      readonly clock: Clock;
      readonly exports: Pick<Exports, 'incidents'>;
      readonly cover: Pick<Cover, 'of'>;
    },
  ) {}

  /** The export of incidents: the same guard, limits, rounding and refusals. */
  async incidents(
    ...asked: Parameters<Exports['incidents']>
  ): Promise<Result<IncidentFeaturesView>> {
    const exported = await this.ports.exports.incidents(...asked);
    if (!exported.ok) return exported;
    const { from, to, more, incidents } = exported.value;
    const features = incidents.map(({ id, place, ...properties }) => {
      return { type: 'Feature' as const, id, geometry: place, properties };
    });
    return ok({ type: 'FeatureCollection', from, to, more, features });
  }

  /**
   * A page of AEDs by reference with OpenStreetMap's tags, never with the code of a cabinet. What
   * is retired is left out, so that a page may be shorter than was asked for.
   */
  async aeds(organisationId: string, page: PageRequest): Promise<AedFeaturesView> {
    const filter = { words: null, status: null, gap: null, now: this.ports.clock.now() };
    const { items, nextCursor } = await this.ports.aeds.aedPage(organisationId, filter, page);
    return { type: 'FeatureCollection', nextCursor, features: items.flatMap(aedFeature) };
  }

  /** Where responders are available now: squares, and how many are in each. */
  async cover(organisationId: string, box: Box): Promise<CoverFeaturesView> {
    const { cellM, cells, truncated } = await this.ports.cover.of(organisationId, box);
    const features = cells.map(({ count, ...square }) => ({
      type: 'Feature' as const,
      geometry: { type: 'Polygon' as const, coordinates: [ringOf(square)] },
      properties: { count },
    }));
    return { type: 'FeatureCollection', cellM, truncated, features };
  }
}

function aedFeature({ aed }: ListedAed): AedFeature[] {
  const { status, lastCheckedAt } = aed;
  if (status === 'retired') return [];
  const tags = {
    access: OSM_ACCESS_OF[aed.access],
    opening_hours: aed.openingHours ?? undefined,
    level: aed.floor ?? undefined,
    'defibrillator:location': aed.locationDetail ?? undefined,
    check_date: lastCheckedAt === null ? undefined : toIso(lastCheckedAt).slice(0, DAY_CHARS),
  };
  const known = Object.fromEntries(Object.entries(tags).filter(([, tag]) => tag !== undefined));
  const properties = { emergency: 'defibrillator' as const, name: aed.name, status, ...known };
  return [{ type: 'Feature', id: aed.externalRef, geometry: fromPlace(aed.place), properties }];
}

/** Counter-clockwise and closed, as RFC 7946 §3.1.6 has it. */
function ringOf({ south, west, north, east }: Box): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
