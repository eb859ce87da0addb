import { approvalsConformance } from '#adapters/conformance/approvals';
import { auditConformance } from '#adapters/conformance/audit';
import type { OpenStores } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { makeDatabase } from '../support/database';
import { testVault } from '../support/vault';

const open: OpenStores = async (ports) => {
  const database = await makeDatabase();
  const stores = await PostgresStore.connect({
    ...ports,
    vault: testVault(),
    url: database.appUrl,
    onError: (error: Error) => expect(error).toBeUndefined(),
    connectionsMax: 5,
  });
  const close = async () => {
    await stores.close();
    await database.drop();
  };
  return { stores, close };
};

auditConformance('PostgreSQL', open);
approvalsConformance('PostgreSQL', open);
