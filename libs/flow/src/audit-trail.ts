import { SECOND_MS } from '#core/units';
import { Batcher } from '#flow/batcher';
import type { AuditEntry, AuditLog, Clock } from '#flow/ports';

/** Entries that wait to be written, of all organisations; one more is counted and let go. */
export const AUDIT_WAITING_MAX = 20_000;
/** How long entries wait for the record to answer again, in tries one second apart. */
export const AUDIT_WRITES_MAX = 120;
/** What failed is tried again, and what nobody waits for is written, this often. */
const WRITE_EVERY_MS = SECOND_MS;

type Given = Omit<AuditEntry, 'at'>;

interface Waiting {
  readonly entry: AuditEntry;
  written: boolean;
  /** Told once: written, or not for now. */
  settle(error: unknown): void;
}

/**
 * Where everything that looks or acts leaves its entry. Entries of an organisation are written in
 * order and many at once; while the record does not answer they wait, and whatever could not be
 * kept is itself an entry, with how many there were.
 */
export class AuditTrail {
  private readonly batchers = new Map<string, Batcher<Waiting>>();
  private readonly dropped = new Map<string, number>();
  private waitingCount = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ports: {
      readonly auditLog: Pick<AuditLog, 'append'>;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
      /** Told of entries that are lost. */
      readonly onAuditDropped: (count: number) => void;
    },
  ) {}

  /** Begins to write what may wait, and to try again what could not be written. */
  start(): void {
    this.timer = setInterval(() => {
      for (const batcher of this.batchers.values()) batcher.begin();
    }, WRITE_EVERY_MS);
    this.timer.unref();
  }

  /** Stops, with what waits written once more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const batcher of this.batchers.values()) {
      await batcher.idle();
      batcher.begin();
      await batcher.idle();
    }
  }

  /**
   * Resolves once the entry is committed; rejects where that is not possible now. It is tried
   * again all the same: what was asked for is told, even if nothing was answered.
   */
  keep(given: Given): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown): void => {
        if (error === null) resolve();
        else reject(error instanceof Error ? error : new Error('the audit is not kept'));
      };
      if (!this.take(given, settle)) settle(new Error('too much waits to be kept'));
    });
  }

  /**
   * Nobody waits for it: it is written within a second, apart from the alert that it may be about,
   * or counted as lost.
   */
  note(given: Given): void {
    this.take(given, null);
  }

  /** @param settle is told what became of it; null where that may wait */
  private take(given: Given, settle: Waiting['settle'] | null): boolean {
    const { organisationId } = given;
    if (this.waitingCount >= AUDIT_WAITING_MAX) {
      this.drop(organisationId, 1);
      return false;
    }
    this.waitingCount += 1;
    const entry = { ...given, at: this.ports.clock.now() };
    const batcher = this.batcherOf(organisationId);
    if (settle === null) batcher.lay({ entry, written: false, settle: () => undefined });
    else batcher.add({ entry, written: false, settle });
    return true;
  }

  private batcherOf(organisationId: string): Batcher<Waiting> {
    const known = this.batchers.get(organisationId);
    if (known !== undefined) return known;
    const batcher = new Batcher<Waiting>({
      write: (batch) => this.write(organisationId, batch),
      onError: this.ports.onError,
      onDone: (batch) => this.done(organisationId, batch),
      writesMax: AUDIT_WRITES_MAX,
    });
    this.batchers.set(organisationId, batcher);
    return batcher;
  }

  private async write(organisationId: string, batch: readonly Waiting[]): Promise<void> {
    const lost = this.dropped.get(organisationId) ?? 0;
    const entries = batch.map(({ entry }) => entry);
    if (lost > 0) entries.push(this.lossOf(organisationId, lost));
    try {
      await this.ports.auditLog.append(entries);
    } catch (error) {
      for (const one of batch) one.settle(error);
      throw error;
    }
    if (lost > 0) this.dropped.set(organisationId, (this.dropped.get(organisationId) ?? 0) - lost);
    for (const one of batch) one.written = true;
  }

  private done(organisationId: string, batch: readonly Waiting[]): void {
    this.waitingCount -= batch.length;
    for (const one of batch) if (one.written) one.settle(null);
    const lost = batch.filter((one) => !one.written).length;
    if (lost > 0) this.drop(organisationId, lost);
  }

  private drop(organisationId: string, count: number): void {
    this.dropped.set(organisationId, (this.dropped.get(organisationId) ?? 0) + count);
    this.ports.onAuditDropped(count);
  }

  private lossOf(organisationId: string, count: number): AuditEntry {
    return {
      organisationId,
      at: this.ports.clock.now(),
      actor: { role: 'closeby', id: null },
      action: 'audit.lost',
      subject: null,
      outcome: 'done',
      detail: { count },
    };
  }
}
