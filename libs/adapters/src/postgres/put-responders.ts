import type { DataSource, EntityManager } from 'typeorm';
import type { Ids, ManyPut, PeopleStore, PutOutcome } from '#flow/ports';
import type { PersonKeys } from './person-keys';
import { putResponder } from './put-responder';
import { findResponder, inRegistry } from './registry';
import { RolledBack } from './transaction';

type Keep = Parameters<PeopleStore['putResponders']>[2];

/** `putResponders` of the store of people: all of them in one transaction, or none. */
export async function putResponders(
  ports: { readonly dataSource: DataSource; readonly ids: Ids; readonly keys: PersonKeys },
  organisationId: string,
  all: Keep & { readonly puts: readonly ManyPut[] },
): Promise<readonly PutOutcome[]> {
  const { now, keep, puts } = all;
  const seen = { now, keys: ports.keys };
  try {
    return await inRegistry(ports.dataSource, organisationId, async (manager) => {
      const outcomes: PutOutcome[] = [];
      const inside = { ...ports, dataSource: within(manager) };
      for (const { externalRef, inputOf } of puts) {
        const old = await findResponder(manager, { organisationId, externalRef }, seen);
        const put = await putResponder(inside, organisationId, { ...inputOf(old), now });
        outcomes.push({ old, ...put });
      }
      if (!keep(outcomes)) throw new RolledBack<readonly PutOutcome[]>(outcomes);
      return outcomes;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.value as readonly PutOutcome[];
    throw error;
  }
}

/** The store's transactions become savepoints of one that is open already. */
function within(manager: EntityManager): DataSource {
  const transaction = <T>(work: (inner: EntityManager) => Promise<T>): Promise<T> =>
    manager.transaction(work);
  return { transaction } as unknown as DataSource;
}
