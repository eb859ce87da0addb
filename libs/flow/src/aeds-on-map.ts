import { isUsable, type Aed } from '#core/aed';
import type { Box } from '#core/geometry';
import { openAt } from '#core/hours';
import type { Instant } from '#core/units';
import { AEDS_ON_MAP_MAX, type AedsOnMapView } from '#contracts/map-api';
import { fromPlace } from '#contracts/shapes';
import type { AedStore, Clock } from '#flow/ports';

/** AEDs as a map shows them: where, and whether one could be taken now. */
export class AedsOnMap {
  constructor(private readonly ports: { readonly aeds: AedStore; readonly clock: Clock }) {}

  /** Those in a box that are not retired; no more than an answer holds, and then it says so. */
  async in(organisationId: string, box: Box): Promise<AedsOnMapView> {
    const now = this.ports.clock.now();
    const found = await this.ports.aeds.aedsIn(organisationId, box, AEDS_ON_MAP_MAX + 1);
    const items = found.slice(0, AEDS_ON_MAP_MAX).map((aed) => ({
      id: aed.id,
      externalRef: aed.externalRef,
      name: aed.name,
      place: fromPlace(aed.place),
      open: stateOf(aed, now),
      isReserved: aed.reservedForId !== null,
    }));
    return { items, truncated: found.length > AEDS_ON_MAP_MAX };
  }
}

/** What does not work or may not be taken is as good as shut. */
function stateOf(aed: Aed, now: Instant): 'open' | 'shut' | 'unknown' {
  const state = isUsable(aed) ? openAt(aed.hours, now) : 'closed';
  return state === 'closed' ? 'shut' : state;
}
