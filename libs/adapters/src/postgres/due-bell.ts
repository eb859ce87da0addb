import type { Pool } from 'pg';
import { Listener } from './listener';

/** The channel on which processes tell each other that something became due. */
export const DUE_CHANNEL = 'closeby_due';

/**
 * Tells workers, also in other processes, that something is due now. It only wakes: a worker
 * polls as well. The bell is rung after the commit and never within it, because NOTIFY inside a
 * transaction makes all commits of the database wait for each other; rings that come while one is
 * on its way become one.
 */
export class DueBell {
  private readonly listeners = new Set<() => void>();
  private ringing = false;
  private again = false;
  private listener: Listener | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly url: string,
  ) {}

  /** Rings; never throws and never waits. */
  ring(): void {
    if (this.ringing) this.again = true;
    else void this.send();
  }

  /** Calls back at every ring from anywhere; returns how to stop. Resolves once it listens. */
  async onRing(callback: () => void): Promise<() => Promise<void>> {
    this.listeners.add(callback);
    const wake = (): void => {
      for (const one of this.listeners) one();
    };
    // What was rung while nobody listened is due now.
    const told = { onNotice: wake, onListening: wake };
    this.listener ??= new Listener({ url: this.url, channel: DUE_CHANNEL, ...told });
    await this.listener.ready;
    return async () => {
      this.listeners.delete(callback);
      if (this.listeners.size === 0) await this.close();
    };
  }

  async close(): Promise<void> {
    const { listener } = this;
    this.listener = null;
    await listener?.close();
  }

  private async send(): Promise<void> {
    this.ringing = true;
    try {
      do {
        this.again = false;
        await this.pool.query(`NOTIFY ${DUE_CHANNEL}`);
      } while (this.shouldRepeat());
    } catch {
      // Workers poll: a ring that is lost costs a quarter of a second.
    } finally {
      this.ringing = false;
    }
  }

  private shouldRepeat(): boolean {
    return this.again;
  }
}
