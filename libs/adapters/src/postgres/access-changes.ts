import type { Pool } from 'pg';
import type { AccessChanges } from '#flow/ports';
import { Listener } from './listener';
import { readAcross, withoutContent, type DatabaseFailed } from './transaction';

/** The channel of the triggers that note changes of access. */
const ACCESS_CHANNEL = 'closeby_access';
/** How often the table is read beside listening, which a broken connection would miss. */
export const ACCESS_POLL_MS = 700;
/**
 * How far back each reading looks. A change shows only when its transaction commits, which is
 * within the time that a statement may take; what was told before is not told again.
 */
const LOOK_BACK_MS = 30_000;

interface Change {
  readonly id: string;
  readonly subjectId: string;
}

/**
 * Changes of access of all copies of the server: written by triggers with the change itself,
 * heard by LISTEN at once, and found by reading the table within a second where that fails.
 */
export class PostgresAccessChanges implements AccessChanges {
  private readonly listeners = new Set<(ids: readonly string[]) => void>();
  private readonly told = new Map<string, number>();
  private listener: Listener | null = null;
  private timer: NodeJS.Timeout | undefined;
  private reading = false;

  /** @param pool of the door */
  constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly onError: (error: DatabaseFailed) => void,
  ) {}

  onChange: AccessChanges['onChange'] = async (callback) => {
    this.listeners.add(callback);
    if (this.listeners.size === 1) await this.start();
    return async () => {
      this.listeners.delete(callback);
      if (this.listeners.size === 0) await this.close();
    };
  };

  async close(): Promise<void> {
    this.listeners.clear();
    clearInterval(this.timer);
    const { listener } = this;
    this.listener = null;
    await listener?.close();
  }

  private async start(): Promise<void> {
    await this.read();
    this.timer = setInterval(() => void this.read(), ACCESS_POLL_MS);
    this.listener = new Listener({
      url: this.url,
      channel: ACCESS_CHANNEL,
      onNotice: (payload) => {
        const subjectId = payload.split(' ')[1];
        if (subjectId !== undefined) this.tell([subjectId]);
      },
      onListening: () => void this.read(),
    });
    await this.listener.ready;
  }

  /** Tells what was not told yet; never throws. */
  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      const changes = await readAcross<Change>(this.pool, {
        name: 'access-changes',
        text: `SELECT id, subject_id AS "subjectId" FROM access_change
          WHERE changed_at > clock_timestamp() - make_interval(secs => $1)`,
        values: [LOOK_BACK_MS / 1_000],
      });
      const fresh = changes.filter(({ id }) => !this.told.has(id));
      const now = performance.now();
      for (const { id } of fresh) this.told.set(id, now);
      for (const [id, at] of this.told) {
        if (at + 2 * LOOK_BACK_MS < now) this.told.delete(id);
      }
      if (fresh.length > 0) this.tell(fresh.map((change) => change.subjectId));
    } catch (error) {
      this.onError(withoutContent(error));
    } finally {
      this.reading = false;
    }
  }

  private tell(ids: readonly string[]): void {
    for (const listener of this.listeners) listener(ids);
  }
}
