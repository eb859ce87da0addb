import type { CheckResult, DeskEvent, DeskPerson, DeskState } from '#contracts/muster-api';

/** A check that was made here, and what the server said of it; null until it has. */
export interface Made {
  readonly event: DeskEvent;
  readonly result: CheckResult | null;
  /** What the desk knew whom it was about; null of a badge it does not know. */
  readonly displayName: string | null;
}

/** All that the desk knows: enough to work for a day without network. */
export interface Desk {
  readonly code: string;
  /** Null until it was opened once with network. */
  readonly state: Omit<DeskState, 'people' | 'nextCursor'> | null;
  readonly people: readonly DeskPerson[];
}

const DATABASE = 'closeby-muster';
const DESK = 'desk';
const CHECKS = 'checks';

/**
 * What the desk keeps on this device until it is closed: its code, its list, and every check,
 * which are written before they are shown.
 */
export class DeskBook {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(): Promise<DeskBook> {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(DESK);
      asked.result.createObjectStore(CHECKS);
    };
    return new DeskBook(await settled(asked));
  }

  async desk(): Promise<Desk | null> {
    const found: unknown = await settled(this.store(DESK, 'readonly').get(DESK));
    return (found as Desk | undefined) ?? null;
  }

  async keepDesk(desk: Desk): Promise<void> {
    await this.change(DESK, (store) => store.put(desk, DESK));
  }

  /** In the order in which they were made. */
  async checks(): Promise<readonly Made[]> {
    const all = (await settled(this.store(CHECKS, 'readonly').getAll())) as Made[];
    return all.sort((a, b) => (a.event.at < b.event.at ? -1 : 1));
  }

  async keepChecks(all: readonly Made[]): Promise<void> {
    await this.change(CHECKS, (store) => {
      for (const made of all) store.put(made, made.event.eventId);
    });
  }

  /** Forgets everything on this device. */
  async clear(): Promise<void> {
    for (const name of [DESK, CHECKS]) await this.change(name, (store) => store.clear());
  }

  private store(name: string, mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(name, mode).objectStore(name);
  }

  /** Resolves once it is on disk. */
  private change(name: string, deed: (store: IDBObjectStore) => unknown): Promise<void> {
    const transaction = this.database.transaction(name, 'readwrite', { durability: 'strict' });
    deed(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(new Error('this device keeps nothing'));
      transaction.onabort = () => reject(new Error('this device keeps nothing'));
    });
  }
}

function settled<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(new Error('this device keeps nothing'));
  });
}
