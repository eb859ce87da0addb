import { randomUUID } from 'node:crypto';
import { RandomIds } from '#adapters/clock/random-ids';
import { PostgresStore } from '#adapters/postgres/store';
import type { Organisation } from '#core/organisation';
import type { AccountRole } from '#flow/ports';
import type { TestDatabase } from './database';
import { testVault } from './vault';

type Keys = Readonly<Partial<Record<AccountRole, string>>>;

/** Adds an organisation with one key of each role, as the seeding command does. */
export function addOrganisation(
  database: TestDatabase,
  organisation: Organisation,
  keys: Keys,
): Promise<void> {
  return withStore(database, async (store) => {
    await store.people.addOrganisation(organisation);
    await putKeys(store, organisation.id, keys);
  });
}

/** Adds one key of each role to an organisation that is there. */
export function addKeys(database: TestDatabase, organisationId: string, keys: Keys): Promise<void> {
  return withStore(database, (store) => putKeys(store, organisationId, keys));
}

async function putKeys(store: PostgresStore, organisationId: string, keys: Keys): Promise<void> {
  for (const [role, secret] of Object.entries(keys) as [AccountRole, string][]) {
    const label = `test ${role}`;
    const key = { id: randomUUID(), organisationId, role, label, secret, now: Date.now() };
    await store.people.addKey(key);
  }
}

async function withStore(
  database: TestDatabase,
  work: (store: PostgresStore) => Promise<void>,
): Promise<void> {
  const clock = { now: () => Date.now(), stretch: (realMs: number) => realMs };
  const store = await PostgresStore.connect({
    ...{ url: database.appUrl, clock, ids: new RandomIds(), vault: testVault() },
    onError: (error) => {
      throw error;
    },
    connectionsMax: 2,
  });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}
