import { RandomIds } from '#adapters/clock/random-ids';
import { PostgresStore } from '#adapters/postgres/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { commandEnvironment, ConfigError } from './config';

const CONNECTIONS_MAX = 2;

/** Gives a command the record for as long as its work takes; times are the machine's own. */
export async function withStore<T>(
  databaseUrl: string,
  work: (store: PostgresStore) => Promise<T>,
): Promise<T> {
  const store = await PostgresStore.connect({
    url: databaseUrl,
    clock: { now: () => Date.now(), stretch: (realMs) => realMs },
    ids: new RandomIds(),
    vault: commandVault(),
    onError: (error) => {
      throw error;
    },
    connectionsMax: CONNECTIONS_MAX,
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What commands seal with: the server's own keys, which in production must be given. */
export function commandVault(): AesVault {
  const { production, secretKeys, hasOwnKeys } = commandEnvironment();
  if (production && !hasOwnKeys) {
    throw new ConfigError(['SECRETS_KEY is missing']);
  }
  return new AesVault(secretKeys);
}
