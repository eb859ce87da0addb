const DATABASE = 'closeby';
const STORE = 'kept';
const TOKEN = 'token';
const RUNG = 'rung';
/** Alerts end within a day; of older ones nobody needs to know whether they rang. */
const RUNG_KEPT = 100;

/**
 * What the page and its service worker both know, since a worker cannot read the page's storage:
 * the token with which receipts are sent while the page is closed, and the numbers of the alerts
 * that have rung here. Nothing of an incident is kept. Where the browser keeps nothing (a private
 * window), the page works all the same and the worker stays silent.
 */
export const kept = {
  /** The token of this phone; null when nobody is signed in here. */
  async token(): Promise<string | null> {
    const token = await read(TOKEN);
    return typeof token === 'string' ? token : null;
  },

  async signIn(token: string): Promise<void> {
    await change((store) => store.put(token, TOKEN));
  },

  /** Whether this alert has rung on this phone before, by the page or by the worker. */
  async hasRung(alertId: string): Promise<boolean> {
    return rungIn(await read(RUNG)).includes(alertId);
  },

  async rang(alertId: string): Promise<void> {
    await change((store) => {
      const asked = store.get(RUNG);
      asked.onsuccess = () => {
        const others = rungIn(asked.result).filter((id) => id !== alertId);
        store.put([alertId, ...others].slice(0, RUNG_KEPT), RUNG);
      };
    });
  },

  /** Forgets everything, at sign-out. */
  async clear(): Promise<void> {
    await change((store) => store.clear());
  },
};

function rungIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

async function read(key: string): Promise<unknown> {
  try {
    const database = await opened();
    const asked = database.transaction(STORE).objectStore(STORE).get(key);
    return await settled(asked).finally(() => database.close());
  } catch {
    return null;
  }
}

async function change(deed: (store: IDBObjectStore) => void): Promise<void> {
  try {
    const database = await opened();
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

function opened(): Promise<IDBDatabase> {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(STORE);
  };
  return settled(asked);
}

function settled<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the browser keeps nothing'));
  });
}
