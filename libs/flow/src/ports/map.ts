import type { Availability } from '#core/availability';
import type { Box, Place } from '#core/geometry';
import type { Instant } from '#core/units';

/** How a street is drawn: the widest first. */
export type StreetClass = 'major' | 'middle' | 'minor' | 'path';

/** A street to be drawn; its name may be empty. */
export interface MapStreet {
  readonly name: string;
  readonly class: StreetClass;
  readonly places: readonly Place[];
}

/** What lies under the map of the pages. */
export interface MapBaseFacts {
  /** A style of the operator's own choice; it wins over the tiles. */
  readonly styleUrl: string | null;
  /** What the tiles hold: streets of ours, or the layers of Protomaps' basemap. */
  readonly tiles: 'streets' | 'pmtiles' | null;
  /** Whom the data is owed to. */
  readonly attribution: string | null;
  /** Tiles nearer than this are those of it, enlarged. */
  readonly maxZoom: number;
  /** What the data covers; null where that is not known. */
  readonly bounds: Box | null;
}

/** A square of the web's map: zoom, column from the west, row from the north. */
export interface TileAt {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A Mapbox vector tile; without bytes where there is nothing. */
export interface MapTile {
  readonly bytes: Uint8Array;
  readonly isGzipped: boolean;
  /** Other bytes have another one. */
  readonly etag: string;
}

/** The base of the map: public data that belongs to no organisation. */
export interface MapBase {
  facts(): Promise<MapBaseFacts>;
  /** Null where there are no tiles at all, or none so near; `loading` while they are being made. */
  tile(at: TileAt): Promise<MapTile | 'loading' | null>;
}

/** Where somebody on duty was last known to be, and when they may be disturbed; not who. */
export interface PersonOnDuty {
  readonly place: Place;
  readonly availability: Availability;
}

export interface CoverStore {
  /**
   * People on duty with a valid credential who are bound to nothing, in a box, by fixes no older
   * than `fixedSince`; at most `max` of them.
   */
  onDutyIn(input: {
    readonly organisationId: string;
    readonly box: Box;
    readonly fixedSince: Instant;
    readonly now: Instant;
    readonly max: number;
  }): Promise<readonly PersonOnDuty[]>;
}
