import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '#adapters/postgres/data-source';
import { ACCOUNT_ROLES, type AccountRole } from '#core/caller-roles';
import type { Place } from '#core/geometry';
import { AREA } from '../../support/server';
import { addOrganisation } from '../../support/organisation';
import type { TestDatabase } from '../../support/database';
import type { Keeper } from './keeper';
import type { OlderBuild } from './older-build';

/*
 * The people of every fault test: made once for each state of the migrations, and copied. Someone
 * with index n has the token `phone-<n>` and the push token `push-<n>`.
 */

/** Changed when anything below changes. */
const POPULATION_VERSION = 1;
export const PEOPLE_MAX = 20_000;
/** So many stand around one scene before the next begins. */
export const PEOPLE_PER_SCENE = 5;
/** Far enough apart that nobody is near two: the widest radius used is a kilometre. */
const SCENES_PER_ROW = 14;
const SCENE_ROWS = 15;
export const SCENES_MAX = SCENES_PER_ROW * SCENE_ROWS;
/** From the edge of the area to the first scenes, and from person to person, degrees. */
const EDGE = 0.01;
const APART = 0.0004;
const ROWS_AT_ONCE = 5_000;
const ORGANISATIONS = {
  'closeby-faults': '5f0c6f9e-3c55-4b0e-9d5e-6f3a3d1b7a01',
  'closeby-other': '5f0c6f9e-3c55-4b0e-9d5e-6f3a3d1b7a02',
} as const;
type Slug = keyof typeof ORGANISATIONS;

/** The organisation whose people are called, and another that must see nothing of it. */
export interface Population {
  /** Of the template that has them. */
  readonly template: string;
  readonly organisationId: string;
  readonly otherId: string;
}

export const TOKEN_OF = (index: number): string => `phone-${index}`;
export const PUSH_TOKEN_OF = (index: number): string => `push-${index}`;
/** The key of an account of the organisation, or of the other one. */
export const KEY_OF = (role: AccountRole, slug: Slug = 'closeby-faults'): string =>
  `${slug}-key-of-${role}`;
export const PERSON_OF = (organisationId: string, index: number): string => {
  const hex = createHash('md5').update(`${organisationId}${index}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** Where something may happen; the people of a scene stand around it. */
export function sceneAt(index: number): Place {
  const [row, column] = [Math.floor(index / SCENES_PER_ROW), index % SCENES_PER_ROW];
  const between = (low: number, high: number, share: number): number =>
    low + EDGE + (high - low - 2 * EDGE) * share;
  return {
    lat: between(AREA.south, AREA.north, row / (SCENE_ROWS - 1)),
    lon: between(AREA.west, AREA.east, column / (SCENES_PER_ROW - 1)),
  };
}

/** Which scene a person stands at: five at each, then five more. */
export function sceneOf(index: number): number {
  return Math.floor(index / PEOPLE_PER_SCENE) % SCENES_MAX;
}

/** Some metres from the scene. */
export function placeOf(index: number): Place {
  const scene = sceneAt(sceneOf(index));
  const round = Math.floor(index / (PEOPLE_PER_SCENE * SCENES_MAX));
  const nth = (index % PEOPLE_PER_SCENE) + PEOPLE_PER_SCENE * round;
  return { lat: scene.lat + APART * ((nth % 8) + 1), lon: scene.lon + APART * Math.floor(nth / 8) };
}

/**
 * Makes the template where this state of the migrations has none.
 *
 * @param older whose migrations the template has; those of this version where left out
 */
export async function prepare(keeper: Keeper, older?: OlderBuild): Promise<Population> {
  const { major } = await keeper.call('programs', {});
  const template = `${older === undefined ? digest() : `older-${older.commit}`}-pg${major}`;
  const { 'closeby-faults': organisationId, 'closeby-other': otherId } = ORGANISATIONS;
  const begun = await keeper.call('beginTemplate', { name: template });
  if (!begun.made) {
    const { databaseOwnerUrl: ownerUrl, databaseUrl: appUrl } = begun;
    if (older === undefined) await migrate(ownerUrl);
    else older.migrate(ownerUrl);
    const database = { ownerUrl, appUrl, drop: () => Promise.resolve() };
    for (const slug of Object.keys(ORGANISATIONS) as Slug[]) await addOne(database, slug);
    await addPeople(ownerUrl, organisationId);
    await keeper.call('endTemplate', {});
  }
  return { template, organisationId, otherId };
}

async function addOne(database: TestDatabase, slug: Slug): Promise<void> {
  const { south, west, north, east } = AREA;
  const outer = [
    { lat: south, lon: west },
    { lat: south, lon: east },
    { lat: north, lon: east },
    { lat: north, lon: west },
    { lat: south, lon: west },
  ];
  const keys = Object.fromEntries(ACCOUNT_ROLES.map((role) => [role, KEY_OF(role, slug)]));
  await addOrganisation(
    database,
    {
      id: ORGANISATIONS[slug],
      slug,
      name: 'Organisation of the fault tests',
      timeZone: 'America/New_York',
      area: { polygons: [{ outer, holes: [] }] },
      policyName: 'nearest-10',
    },
    keys,
  );
}

async function addPeople(ownerUrl: string, organisationId: string): Promise<void> {
  const options = '-c closeby.purpose=maintenance';
  const client = new Client({ connectionString: ownerUrl, options });
  await client.connect();
  try {
    for (let from = 0; from < PEOPLE_MAX; from += ROWS_AT_ONCE) {
      const values = [organisationId, from, from + ROWS_AT_ONCE - 1];
      for (const text of FILL) await client.query(text, values);
    }
    await client.query('ANALYZE responder, credential, device');
  } finally {
    await client.end();
  }
}

const NUMBERS = 'generate_series($2::int, $3::int) AS n';
const PERSON = 'md5($1::text || n)::uuid';
const FILL: readonly string[] = [
  `INSERT INTO responder (id, organisation_id, external_ref, on_duty, test_phone, updated_at)
  SELECT ${PERSON}, $1::uuid, 'person-' || n, true, false, now() FROM ${NUMBERS}`,
  `INSERT INTO credential (id, organisation_id, responder_id, kind, issuer, status, valid_from,
    updated_at)
  SELECT gen_random_uuid(), $1::uuid, ${PERSON}, 'cpr', 'Made up', 'verified',
    now() - interval '1 day', now()
  FROM ${NUMBERS}`,
  `INSERT INTO device (id, organisation_id, responder_id, platform, token_hash, token_expires_at,
    push_token, permission, created_at)
  SELECT gen_random_uuid(), $1::uuid, ${PERSON}, 'android', sha256(('phone-' || n)::bytea),
    now() + interval '30 days', 'push-' || n, 'granted', now()
  FROM ${NUMBERS}`,
];

function digest(): string {
  const hash = createHash('sha256').update(String(POPULATION_VERSION));
  const folder = join(process.cwd(), 'migrations');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** A reference of control that no other incident has. */
export function newRef(): string {
  return `CAD-${randomUUID()}`;
}
