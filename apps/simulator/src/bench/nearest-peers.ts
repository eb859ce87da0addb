import type { Redis } from 'ioredis';
import { Client } from 'pg';
import { distanceM, type Place } from '#core/geometry';
import { RARE, type LivePeople } from './live-people';

/** Asks for the nearest holders of a skill; their ids, nearest first. */
export type Asks = (place: Place, skill: string, max: number) => Promise<readonly string[]>;

const ROWS_AT_ONCE = 10_000;
const FIXED_RADIUS_M = 5_000;

/** The truth: everybody is measured. Stale people and those beyond the radius do not count. */
export class BruteForce {
  private readonly holders: Readonly<Record<'common' | 'rare', Uint32Array>>;

  constructor(
    private readonly people: LivePeople,
    private readonly radiusM: number,
  ) {
    const of = (column: Uint8Array): Uint32Array =>
      Uint32Array.from(
        Array.from(column.keys()).filter((n) => column[n] === 1 && people.stale[n] === 0),
      );
    this.holders = { common: of(people.common), rare: of(people.rare) };
  }

  nearest(place: Place, skill: string, max: number): readonly string[] {
    const { lat, lon, ids } = this.people;
    const holders = skill === RARE ? this.holders.rare : this.holders.common;
    const found: { readonly n: number; readonly metres: number }[] = [];
    let worst = this.radiusM;
    for (const n of holders) {
      const metres = distanceM(place, { lat: lat[n] ?? 0, lon: lon[n] ?? 0 });
      if (metres > worst) continue;
      found.push({ n, metres });
      found.sort((a, b) => a.metres - b.metres);
      if (found.length > max) found.pop();
      if (found.length === max) worst = found.at(-1)?.metres ?? worst;
    }
    return found.map(({ n }) => ids[n] ?? '');
  }
}

/** The nearest by PostGIS: one index of points for each skill, of those who are fresh. */
export async function postgis(ownerUrl: string, people: LivePeople) {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`DROP TABLE IF EXISTS bench_nearest;
    CREATE TABLE bench_nearest (id uuid PRIMARY KEY, common bool, rare bool, fresh bool,
      position geography(Point, 4326))`);
  for (let from = 0; from < people.count; from += ROWS_AT_ONCE) {
    const upto = Math.min(people.count, from + ROWS_AT_ONCE);
    await client.query(
      `INSERT INTO bench_nearest SELECT id, common, rare, NOT stale,
        ST_SetSRID(ST_MakePoint(lon, lat), 4326)
      FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::bool[], $5::bool[], $6::bool[])
        AS p(id, lat, lon, common, rare, stale)`,
      [
        ...[people.ids.slice(from, upto), Array.from(people.lat.subarray(from, upto))],
        Array.from(people.lon.subarray(from, upto)),
        ...[people.common, people.rare, people.stale].map((column) =>
          Array.from(column.subarray(from, upto), (flag) => flag === 1),
        ),
      ],
    );
  }
  await client.query(`CREATE INDEX ON bench_nearest USING gist (position) WHERE common AND fresh;
    CREATE INDEX ON bench_nearest USING gist (position) WHERE rare AND fresh;
    ANALYZE bench_nearest`);
  const ask: Asks = async ({ lat, lon }, skill, max) => {
    const column = skill === RARE ? 'rare' : 'common';
    const { rows } = await client.query<{ id: string }>({
      name: `nearest-${column}`,
      text: `SELECT id FROM bench_nearest WHERE ${column} AND fresh
        ORDER BY position <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography LIMIT $3`,
      values: [lon, lat, max],
    });
    return rows.map(({ id }) => id);
  };
  return { ask, close: () => client.end() };
}

/**
 * What tutorials do, on the very keys of the live index: everybody within a fixed radius, or any
 * so many of them. Nobody asks how old positions are.
 */
export function fixedRadius(client: Redis, organisationId: string, how: 'all' | 'any'): Asks {
  return async ({ lat, lon }, skill, max) => {
    const key = `closeby:{${organisationId}}:geo:${skill}`;
    const within = ['FROMLONLAT', lon, lat, 'BYRADIUS', FIXED_RADIUS_M, 'm', 'ASC'] as const;
    const limit = how === 'any' ? ['COUNT', max, 'ANY'] : ['COUNT', max];
    const found = await client.call('GEOSEARCH', key, ...within, ...limit);
    return Array.isArray(found) ? found.map(String) : [];
  };
}
