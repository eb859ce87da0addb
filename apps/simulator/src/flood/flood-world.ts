import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booleanPointInPolygon } from '@turf/turf';
import { z } from 'zod';
import type { Place } from '#core/geometry';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import { Random } from '../city/random';

/** Warnings of the National Weather Service as they were; times are given from "now". */
const WARNINGS = join(__dirname, '../../../../../data/nws/guam-7day.json');
const EVENT = 'Flood Warning';
const AREA = 'Jackson, MS';

/** Six in ten live in the flooded area, the others up to so far around it. */
const INSIDE_SHARE = 0.6;
const AROUND_DEG = 0.1;
const TRAINED_SHARE = 0.04;
const BOAT_SHARE = 0.04;
const FIRST_AID_SHARE = 0.1;
const ON_DUTY_SHARE = 0.85;
const COMES_WITH_SOMEBODY_SHARE = 0.1;
/** Around the 35 % of Denmark 2017-22 (Kragh et al.); people differ. */
const YES = { low: 0.2, high: 0.5 } as const;
const SILENT_OF_OTHERS_SHARE = 0.5;
const ANSWER_MEDIAN_MS = 75 * SECOND_MS;
const ANSWER_SPREAD = 0.8;

/** Made up, as is all that they do. */
export interface FloodPerson {
  readonly ref: string;
  readonly place: Place;
  readonly isInside: boolean;
  readonly kind: 'flood-rescue' | 'cpr' | null;
  readonly hasBoat: boolean;
  readonly onDuty: boolean;
  /** What they say when they are asked for help, and after how long. */
  readonly says: 'accept' | 'decline' | null;
  readonly saysAfterMs: number;
  /** With whom they come, counting themselves. */
  readonly peopleCount: number;
}

export interface Flood {
  /** The warning as the service sends it, with its times filled in. */
  readonly warning: unknown;
  readonly event: string;
  readonly area: string;
  readonly ring: readonly (readonly number[])[];
  readonly people: readonly FloodPerson[];
  /** In the area. */
  readonly muster: Place;
}

const featureSchema = z.looseObject({
  geometry: z
    .object({ type: z.string(), coordinates: z.array(z.array(z.array(z.number()))) })
    .nullable(),
  properties: z.looseObject({ event: z.string(), areaDesc: z.string() }),
});
const collectionSchema = z.object({ features: z.array(z.unknown()) });

/** People inside and around a flood warning's polygon; the same for the same seed. */
export function makeFlood(options: {
  readonly seed: string;
  readonly peopleCount: number;
  readonly now: Instant;
}): Flood {
  const text = readFileSync(WARNINGS, 'utf8');
  const { features } = collectionSchema.parse(JSON.parse(text));
  const feature = features.map((each) => featureSchema.parse(each)).find(isOurs);
  const ring = feature?.geometry?.coordinates[0];
  if (feature === undefined || ring === undefined) throw new Error('the warning is not there');
  const random = new Random(`${options.seed}/flood`);
  const people = Array.from({ length: options.peopleCount }, (_, index) =>
    person(index, ring, random.stream(`person/${index}`)),
  );
  return {
    warning: filled(feature, options.now),
    ...{ event: EVENT, area: AREA, ring, people },
    muster: somewhere(ring, true, random.stream('muster')),
  };
}

/** Whether a place lies in a ring, by a way of its own: not by the server's. */
export function liesIn(ring: Flood['ring'], { lat, lon }: Place): boolean {
  const polygon = { type: 'Polygon' as const, coordinates: [ring.map((point) => [...point])] };
  return booleanPointInPolygon([lon, lat], polygon);
}

function isOurs({ geometry, properties }: z.infer<typeof featureSchema>): boolean {
  return geometry !== null && properties.event === EVENT && properties.areaDesc === AREA;
}

function person(index: number, ring: Flood['ring'], random: Random): FloodPerson {
  const isInside = random.chance(INSIDE_SHARE);
  const drawn = random.next();
  const yesShare = random.between(YES.low, YES.high);
  const isYes = random.chance(yesShare);
  return {
    ref: `flood-${index}`,
    place: somewhere(ring, isInside, random),
    isInside,
    kind:
      drawn < TRAINED_SHARE
        ? 'flood-rescue'
        : drawn < TRAINED_SHARE + FIRST_AID_SHARE
          ? 'cpr'
          : null,
    hasBoat: random.chance(BOAT_SHARE),
    onDuty: random.chance(ON_DUTY_SHARE),
    says: isYes ? 'accept' : random.chance(SILENT_OF_OTHERS_SHARE) ? null : 'decline',
    saysAfterMs: random.lognormal(ANSWER_MEDIAN_MS, ANSWER_SPREAD),
    peopleCount: random.chance(COMES_WITH_SOMEBODY_SHARE) ? 2 : 1,
  };
}

/** Uniform in the polygon, or in the box around it and outside. */
function somewhere(ring: Flood['ring'], isInside: boolean, random: Random): Place {
  const margin = isInside ? 0 : AROUND_DEG;
  const [lons, lats] = [ring.map(([lon = 0]) => lon), ring.map(([, lat = 0]) => lat)];
  for (;;) {
    const place = {
      lon: random.between(Math.min(...lons) - margin, Math.max(...lons) + margin),
      lat: random.between(Math.min(...lats) - margin, Math.max(...lats) + margin),
    };
    if (liesIn(ring, place) === isInside) return place;
  }
}

const TIME = /^date:now ([+-]?\d+) (second|minute|hour|day)s?(?: \/ (\w+))?$/;
const UNITS_MS: Readonly<Record<string, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
};

/** The feature with every time that is told from "now" as it is now. */
function filled(value: unknown, now: Instant): unknown {
  if (typeof value === 'string') {
    const [, amount, unit = ''] = TIME.exec(value) ?? [];
    if (amount === undefined) return value;
    return new Date(now + Number(amount) * (UNITS_MS[unit] ?? 0)).toISOString();
  }
  if (Array.isArray(value)) return value.map((each: unknown) => filled(each, now));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, filled(of, now)]));
}
