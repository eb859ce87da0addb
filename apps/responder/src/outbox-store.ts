const STORE = 'waiting';

/** Something that waits to be sent, as one or more requests one after the other. */
export interface Waiting {
  readonly id: string;
  /** In a few words, for whoever wrote it. */
  readonly what: string;
  readonly requests: readonly {
    readonly method: 'POST' | 'PUT';
    readonly path: string;
    readonly body: unknown;
  }[];
}

export interface OutboxStore {
  /** In the order in which they were put. */
  all(): Promise<readonly Waiting[]>;
  put(item: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Kept in a database of the browser's own, pictures as well. Where the browser keeps nothing (a
 * private window), it lives as long as the page.
 */
export function outboxStore(database: string): OutboxStore {
  const change = async (deed: (store: IDBObjectStore) => void): Promise<void> =>
    changed(database, deed);
  return {
    async all() {
      try {
        const open = await opened(database);
        const asked = open.transaction(STORE).objectStore(STORE).getAll();
        const rows = (await settled(asked).finally(() => open.close())) as Row[];
        return rows.sort((a, b) => a.at - b.at).map(({ item }) => item);
      } catch {
        return [];
      }
    },

    async put(item) {
      await change((store) => {
        const asked = store.get(item.id);
        asked.onsuccess = () => {
          const before = asked.result as Row | undefined;
          store.put({ id: item.id, at: before?.at ?? Date.now(), item } satisfies Row);
        };
      });
    },

    async remove(id) {
      await change((store) => store.delete(id));
    },

    async clear() {
      await change((store) => store.clear());
    },
  };
}

interface Row {
  readonly id: string;
  readonly at: number;
  readonly item: Waiting;
}

async function changed(name: string, deed: (store: IDBObjectStore) => void): Promise<void> {
  try {
    const database = await opened(name);
    const transaction = database.transaction(STORE, 'readwrite');
    deed(transaction.objectStore(STORE));
    await new Promise<void>((resolve) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => resolve();
    });
    database.close();
  } catch {
    // The browser keeps nothing: see above.
  }
}

function opened(name: string): Promise<IDBDatabase> {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(STORE, { keyPath: 'id' });
  };
  return settled(asked);
}

function settled<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the browser keeps nothing'));
  });
}
