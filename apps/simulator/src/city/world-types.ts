import type { Place } from '#adapters/streets/street-graph';
import type { Boundary } from './city';
import type { RefusedRow } from './csv';
import type { Instant } from './local-time';

export type { Boundary, Instant, Place, RefusedRow };

export interface WorldOptions {
  /** Any text; the same seed and counts give the same world to the byte. */
  readonly seed: string;
  readonly responders: number;
  readonly aeds: number;
  readonly cases: number;
  /** Credentials are valid or expired as seen from here. Default: the first day of the records. */
  readonly startsAt?: Instant;
}

/** Plain data: JSON of it is the same for the same options. */
export interface World {
  readonly seed: string;
  readonly city: string;
  readonly timeZone: string;
  readonly startsAt: Instant;
  readonly boundary: Boundary;
  readonly stations: readonly Place[];
  readonly responders: readonly CityResponder[];
  readonly aeds: readonly SampleAed[];
  /** In the order of their calls. */
  readonly incidents: readonly CityIncident[];
  /** Rows of the records that were left out, and rows that lack something. */
  readonly refusedRows: readonly RefusedRow[];
  readonly notedRows: readonly RefusedRow[];
  /** Sentences that say what is made up; print them where the figures are printed. */
  readonly madeUp: readonly string[];
}

export type TravelMode = 'foot' | 'bicycle' | 'car';
/** Whom they may be sent to: the open street only, homes too, or any scene. */
export type Tier = 'public-place' | 'home' | 'professional';

/** A made-up person. Nobody here exists. */
export interface CityResponder {
  readonly ref: string;
  readonly name: string;
  readonly home: Place;
  readonly mode: TravelMode;
  readonly speedMps: number;
  /** From the yes to being on the way: shoes, stairs, the car. */
  readonly leaveAfterMs: number;
  readonly onDuty: boolean;
  readonly credentials: readonly CityCredential[];
  readonly tier: Tier;
  /** Where they have said that they usually are; none for most. */
  readonly registeredPlaces: readonly CityPlace[];
  readonly acceptShare: number;
  readonly declineShare: number;
  /** Typical accuracy of this person's phone, 5 to 30 m. */
  readonly accuracyM: number;
}

export interface CityCredential {
  readonly kind: 'cpr' | 'first-aid' | 'community-first-responder' | 'nurse' | 'paramedic';
  readonly issuer: string;
  readonly validFrom: Instant;
  readonly validTo: Instant;
}

/** Hours in OpenStreetMap syntax; null where nobody has said. */
export interface CityPlace {
  readonly kind: 'home' | 'work';
  readonly place: Place;
  readonly hours: string | null;
}

/** A made-up AED; hours in OpenStreetMap syntax, null when unknown. */
export interface CityAed {
  readonly ref: string;
  readonly name: string;
  readonly place: Place;
  readonly locationDetail: string;
  readonly access: 'public' | 'customers' | 'permissive' | 'private' | 'no' | 'unknown';
  readonly openingHours: string | null;
}

/** An AED with what it takes to get it out; null where there is nothing to say. */
export interface SampleAed extends CityAed {
  readonly floor: string | null;
  readonly cabinetCode: string | null;
}

/** A call about a cardiac arrest; `source` says how much of it is real. */
export interface CityIncident {
  readonly ref: string;
  /** `recorded`: real but for the hour. `resampled`: a recorded one, moved in place and time. */
  readonly source: 'recorded' | 'resampled';
  /** Row of the records it is, or is made from. */
  readonly row: number;
  /** Earlier row with the same date and place; null when none. */
  readonly repeatOf: number | null;
  readonly place: Place;
  readonly blockAddress: string;
  /** Real date, made-up hour. */
  readonly calledAt: Instant;
  /** The same in milliseconds since the first midnight of the records, to move it elsewhere. */
  readonly sinceStartMs: number;
  /** Minutes until the recorded first unit; null where it was not recorded. */
  readonly responseMin: number | null;
}
