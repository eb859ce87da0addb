import { repliesConformance } from '#adapters/conformance/replies';
import { templatesConformance } from '#adapters/conformance/templates';
import type { OpenStores } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { makeDatabase } from '../support/database';
import { testVault } from '../support/vault';

const open: OpenStores = async (ports) => {
  const database = await makeDatabase();
  const onError = (error: Error) => expect(error).toBeUndefined();
  const url = database.appUrl;
  const stores = await PostgresStore.connect({
    ...ports,
    vault: testVault(),
    url,
    onError,
    connectionsMax: 5,
  });
  const close = async () => {
    await stores.close();
    await database.drop();
  };
  return { stores, close };
};

repliesConformance('PostgreSQL', open);
templatesConformance('PostgreSQL', open);
