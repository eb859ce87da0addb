import type { Area } from '#core/geometry';
import type { Geocode } from '#core/stored-area';
import type { WarningFollows, WarningOrigin, WarningRemark } from '#core/warning';

/** A warning as it was written, before anything of it is judged; what is missing is empty. */
export interface RawWarning {
  readonly origin: WarningOrigin;
  readonly identifier: string;
  readonly sender: string;
  readonly sent: string;
  readonly status: string;
  readonly messageType: string;
  readonly scope: string;
  readonly restriction: string;
  readonly addresses: string;
  /** Each as CAP writes it: sender, identifier and sent, with commas between. */
  readonly references: readonly string[];
  readonly follows: WarningFollows;
  readonly infos: readonly RawInfo[];
  readonly isSigned: boolean;
  readonly signedBy: string | null;
  readonly remarks: readonly WarningRemark[];
}

export interface RawInfo {
  readonly language: string;
  readonly event: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly senderName: string;
  readonly headline: string;
  readonly description: string;
  readonly instruction: string;
  readonly contact: string;
  readonly web: string;
  readonly effective: string;
  readonly onset: string;
  readonly expires: string;
  readonly areas: readonly RawArea[];
}

export interface RawArea {
  readonly name: string;
  /** Each a ring: `lat,lon lat,lon ...`. */
  readonly polygons: readonly string[];
  /** Each `lat,lon radius`, the radius in kilometres. */
  readonly circles: readonly string[];
  /** Where the area comes drawn already, as in GeoJSON. */
  readonly drawn: Area | null;
  readonly geocodes: readonly Geocode[];
}

/** An area by its name alone. */
export const NO_RAW_AREA: RawArea = {
  name: '',
  polygons: [],
  circles: [],
  drawn: null,
  geocodes: [],
};
