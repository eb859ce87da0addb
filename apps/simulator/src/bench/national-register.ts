import { Client } from 'pg';
import type { Place } from '#core/geometry';

/*
 * As many registered people as the national scheme of 2020 had, written straight into PostgreSQL:
 * nobody waits an hour for a bench to send each of them through the door.
 */

/** Half the width of the square in which so many live, and from which they are called out. */
const HALF_SIDE_M = 10_000;
/** The others live in a square so many times as wide around it, and outside the first. */
const COUNTRY_TIMES = 12;
const METRES_PER_DEGREE = 111_195;
/** One in so many is trained. */
const TRAINED_EVERY = 10;
const ROWS_AT_ONCE = 50_000;

/** Where the people of the bench live. */
export interface NationalRegister {
  readonly peopleCount: number;
  readonly insideCount: number;
  /** Corners of the square in which `insideCount` live, closed, `[lon, lat]`. */
  readonly ring: readonly (readonly [number, number])[];
}

/**
 * Registers people around a place for an organisation: each on duty, with a phone that is pushed
 * and a fresh position.
 *
 * @param ownerUrl of the database's owner, under whose rules rows of any organisation are there
 */
export async function registerNation(
  ownerUrl: string,
  nation: {
    readonly organisationId: string;
    readonly around: Place;
    readonly peopleCount: number;
    readonly insideCount: number;
    /** One in so many is trained; `TRAINED_EVERY` where left out. */
    readonly trainedEvery?: number;
    /** Of whom so many are registered already. */
    readonly from?: number;
  },
): Promise<NationalRegister> {
  const { organisationId, around, peopleCount, insideCount } = nation;
  const options = '-c closeby.purpose=maintenance -c synchronous_commit=off';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    const fill = fillOf(nation.trainedEvery ?? TRAINED_EVERY);
    for (let from = nation.from ?? 0; from < peopleCount; from += ROWS_AT_ONCE) {
      const until = Math.min(peopleCount, from + ROWS_AT_ONCE);
      for (const text of fill) {
        const used = text.includes('$5')
          ? [organisationId, from, until - 1, insideCount, around.lat, around.lon]
          : [organisationId, from, until - 1];
        await client.query(text, used);
      }
    }
    await client.query('ANALYZE responder, credential, device, last_known_fix');
    await client.query('CHECKPOINT').catch(() => undefined);
  } finally {
    await client.end();
  }
  return { peopleCount, insideCount, ring: squareAround(around) };
}

const NUMBERS = 'generate_series($2::int, $3::int) AS n';
/** The same id for the same person of the same organisation. */
const PERSON = `md5($1::text || n)::uuid`;

const HALF_LAT = HALF_SIDE_M / METRES_PER_DEGREE;
/** Uniform from -1 to 1; the second and the third number of each person. */
const SPREAD = (salt: string): string =>
  `(('x' || substr(md5('${salt}' || n), 1, 7))::bit(28)::int / 134217728.0 - 1)`;
/** Those beyond the first square are put into the ring around it: further out by one way. */
const OUTSIDE = (salt: string): string =>
  `sign(${SPREAD(salt)}) * (1.02 + abs(${SPREAD(salt)}) * ${COUNTRY_TIMES - 1})`;

const fillOf = (trainedEvery: number): readonly string[] => [
  `INSERT INTO responder (id, organisation_id, external_ref, on_duty, test_phone, updated_at)
  SELECT ${PERSON}, $1::uuid, 'nation-' || n, true, false, now() FROM ${NUMBERS}`,
  `INSERT INTO credential (id, organisation_id, responder_id, kind, issuer, status, valid_from,
    updated_at)
  SELECT gen_random_uuid(), $1::uuid, ${PERSON}, 'cpr', 'Made up', 'verified',
    now() - interval '1 day', now()
  FROM ${NUMBERS} WHERE n % ${trainedEvery} = 0`,
  `INSERT INTO device (id, organisation_id, responder_id, platform, token_hash, token_expires_at,
    push_token, permission, created_at)
  SELECT gen_random_uuid(), $1::uuid, ${PERSON}, 'android', sha256(('nation-' || n)::bytea),
    now() + interval '30 days', 'nation-' || n, 'granted', now()
  FROM ${NUMBERS}`,
  `INSERT INTO last_known_fix (responder_id, organisation_id, position, measured_at, accuracy_m,
    saved_at)
  SELECT ${PERSON}, $1::uuid, ST_SetSRID(ST_MakePoint(
      $6::float8 + ${HALF_LAT} / cos(radians($5::float8))
        * CASE WHEN n < $4::int THEN 0.999 * ${SPREAD('x')} ELSE ${OUTSIDE('x')} END,
      $5::float8 + ${HALF_LAT}
        * CASE WHEN n < $4::int THEN 0.999 * ${SPREAD('y')} ELSE ${OUTSIDE('y')} END), 4326),
    now(), 10, now()
  FROM ${NUMBERS}`,
];

function squareAround({ lat, lon }: Place): readonly (readonly [number, number])[] {
  const halfLon = HALF_LAT / Math.cos((lat * Math.PI) / 180);
  const [west, east] = [lon - halfLon, lon + halfLon];
  const [south, north] = [lat - HALF_LAT, lat + HALF_LAT];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
