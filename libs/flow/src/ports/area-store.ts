import type { DeliveryChannel } from '#core/delivery';
import type { Polygon } from '#core/geometry';
import type { Geocode, StoredArea } from '#core/stored-area';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** What came of putting areas; all of them are kept, or none. */
export interface AreasPut {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

/** An area as a list shows it, without its outline. */
export type StoredAreaSummary = Omit<StoredArea, 'area'> & {
  readonly pointCount: number;
};

/** Areas that an organisation keeps under names of its own. */
export interface AreaStore {
  /** By reference. */
  listAreas(organisationId: string, page: PageRequest): Promise<Page<StoredAreaSummary>>;
  storedArea(organisationId: string, areaRef: string): Promise<StoredArea | null>;
  /** How many there are, these left out. */
  countAreas(organisationId: string, besides: readonly string[]): Promise<number>;
  /**
   * Puts or replaces areas by their references. What is the same as before is left as it is, with
   * the moment of its last change.
   *
   * @param options.dryRun tells what would come of it, and keeps nothing
   */
  putAreas(
    organisationId: string,
    areas: readonly Omit<StoredArea, 'organisationId'>[],
    options?: { readonly dryRun: boolean },
  ): Promise<AreasPut>;
  removeArea(organisationId: string, areaRef: string): Promise<boolean>;
  /** Areas that carry any of these codes, each once, by reference; names without regard to case. */
  byGeocode(organisationId: string, geocodes: readonly Geocode[]): Promise<readonly StoredArea[]>;
}

/** What one message costs by channel; of SMS one segment, of voice one call. */
export interface MessagePrices {
  /** ISO 4217. */
  readonly currency: string;
  readonly prices: Partial<Readonly<Record<DeliveryChannel, number>>>;
}

/** What messages cost an organisation. */
export interface PriceStore {
  messagePrices(organisationId: string): Promise<MessagePrices | null>;
  putMessagePrices(organisationId: string, prices: MessagePrices): Promise<void>;
}

/** Draws shapes anew. */
export interface Outlines {
  /**
   * What polygons enclose together: each whatever its outline goes round, in whichever sense,
   * without its holes. Nothing of the answer crosses itself.
   */
  rebuild(polygons: readonly Polygon[]): readonly Polygon[];
}
