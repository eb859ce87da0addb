import { randomUUID } from 'node:crypto';
import { RandomIds } from '#adapters/clock/random-ids';
import { PostgresStore } from '#adapters/postgres/store';
import type { Organisation } from '#core/organisation';
import type { AccountRole } from '#flow/ports';
import type { TestDatabase } from './database';
import { testVault } from './vault';

/** Adds an organisation with one key of each role, as the seeding command does. */
export async function addOrganisation(
  database: TestDatabase,
  organisation: Organisation,
  keys: Readonly<Partial<Record<AccountRole, string>>>,
): Promise<void> {
  const clock = { now: () => Date.now(), stretch: (realMs: number) => realMs };
  const store = await PostgresStore.connect({
    url: database.appUrl,
    clock,
    ids: new RandomIds(),
    vault: testVault(),
    onError: (error) => {
      throw error;
    },
    connectionsMax: 2,
  });
  try {
    await store.people.addOrganisation(organisation);
    for (const [role, secret] of Object.entries(keys) as [AccountRole, string][]) {
      await store.people.addKey({
        id: randomUUID(),
        organisationId: organisation.id,
        role,
        label: `test ${role}`,
        secret,
        now: Date.now(),
      });
    }
  } finally {
    await store.close();
  }
}
