import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { areaSchema, toArea } from '#contracts/shapes';
import type { Organisation } from '#core/organisation';
import type { AccountRole, PeopleStore } from '#flow/ports';
import { withStore } from './command-store';
import { commandEnvironment, DEMO_KEY_PREFIX } from './config';

const BOUNDARY = join(__dirname, '../../../../data/virginia-beach/boundary.geojson');
const KEY_BYTES = 18;
const PRIVATE_FILE = 0o600;

const boundarySchema = z.object({ geometry: areaSchema });
const demoKeysSchema = z.object({
  organisationId: z.uuid(),
  controlKey: z.string().startsWith(DEMO_KEY_PREFIX),
  dispatcherKey: z.string().startsWith(DEMO_KEY_PREFIX),
  registrarKey: z.string().startsWith(DEMO_KEY_PREFIX),
  supervisorKey: z.string().startsWith(DEMO_KEY_PREFIX),
});
type DemoKeys = z.infer<typeof demoKeysSchema>;

/**
 * Makes the organisation of the demo with its keys, and writes them to CLOSEBY_DEMO_KEYS_FILE.
 * Whatever of it is there already is left as it is.
 */
async function main(): Promise<void> {
  const { databaseUrl, demoKeysFile, production } = commandEnvironment();
  if (production) throw new Error('The demo is not seeded with NODE_ENV=production.');
  if (demoKeysFile === null) throw new Error('CLOSEBY_DEMO_KEYS_FILE is missing.');
  const keys = readKeys(demoKeysFile) ?? newKeys();
  await withStore(databaseUrl, async ({ people }) => {
    const known = await people.organisation(keys.organisationId);
    if (known === null) await people.addOrganisation(organisationOf(keys.organisationId));
    await addKeys(people, keys);
  });
  writeFileSync(demoKeysFile, `${JSON.stringify(keys, null, 2)}\n`, { mode: PRIVATE_FILE });
  console.log(`seeded the demo organisation ${keys.organisationId}`);
}

async function addKeys(people: PeopleStore, keys: DemoKeys): Promise<void> {
  const secrets: readonly [AccountRole, string][] = [
    ['control', keys.controlKey],
    ['dispatcher', keys.dispatcherKey],
    ['registrar', keys.registrarKey],
    ['supervisor', keys.supervisorKey],
  ];
  for (const [role, secret] of secrets) {
    if ((await people.callerOf(secret)) !== null) continue;
    const { organisationId } = keys;
    const label = `demo ${role}`;
    await people.addKey({ id: randomUUID(), organisationId, role, label, secret, now: Date.now() });
  }
}

/** The city's own boundary; the name tells copies of the demo in one database apart. */
function organisationOf(id: string): Organisation {
  const { geometry } = boundarySchema.parse(JSON.parse(readFileSync(BOUNDARY, 'utf8')));
  return {
    id,
    slug: `virginia-beach-demo-${id.slice(0, 8)}`,
    name: 'Virginia Beach demo',
    timeZone: 'America/New_York',
    area: toArea(geometry),
    policyName: 'closeby-larsen',
  };
}

function newKeys(): DemoKeys {
  const key = (role: AccountRole): string =>
    `${DEMO_KEY_PREFIX}${role}-${randomBytes(KEY_BYTES).toString('base64url')}`;
  return {
    organisationId: randomUUID(),
    controlKey: key('control'),
    dispatcherKey: key('dispatcher'),
    registrarKey: key('registrar'),
    supervisorKey: key('supervisor'),
  };
}

/** The keys of an earlier seeding; null where there are none. */
function readKeys(path: string): DemoKeys | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  return demoKeysSchema.parse({ ...newKeys(), ...(JSON.parse(text) as Partial<DemoKeys>) });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'seeding failed');
  process.exitCode = 1;
});
