import type { Checked } from './check';
import type { Cluster } from './cluster';
import { monotonicMs, percentile } from './ledger';
import type { FaultRun } from './fault';
import { PERSON_OF } from './population';
import { waitFor } from './wait';

const TOGETHER = 8;
const NUMBER_OF = (index: number): string => `+1757555${String(index).padStart(4, '0')}`;

/** As the register has each of them; whatever is put says all of it. */
const PERSON = {
  displayName: 'Made up',
  credentials: [
    { kind: 'cpr', issuer: 'Made up', validFrom: '2026-01-01T00:00:00Z', verified: true },
  ],
};

/** One alert of the record, and how its person first heard of it. */
export interface Reached {
  readonly alertId: string;
  readonly phone: number;
  /** From the decision to the first ring of each way, milliseconds; null where there was none. */
  readonly byPhoneMs: number | null;
  readonly bySmsMs: number | null;
}

interface AlertRow {
  readonly id: string;
  readonly responderId: string;
  readonly sentAtMs: number;
}

const ALERTS = `SELECT id, responder_id AS "responderId",
    (extract(epoch FROM sent_at) * 1000)::float8 AS "sentAtMs"
  FROM alert WHERE organisation_id = $1 AND incident_id IS NOT NULL`;

/** When SMS reached people, and whom the record says it asked. */
export class Reach {
  private readonly smsAtMs = new Map<number, number[]>();

  private constructor(private readonly cluster: Cluster) {}

  /** Gives these people telephones, whose SMS are noted from now on. */
  static async ofNumbers(cluster: Cluster, indexes: readonly number[]): Promise<Reach> {
    const reach = new Reach(cluster);
    const registrar = cluster.account('registrar');
    const waiting = [...indexes];
    const go = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const path = `/v1/responders/person-${index}`;
        const { status } = await registrar.put(path, { ...PERSON, phone: NUMBER_OF(index) });
        if (status !== 200) throw new Error(`person ${index} has no number: ${status}`);
        reach.listen(index);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, go));
    return reach;
  }

  /** Everybody asked, since a moment of the ledger where one is given, and how they heard of it. */
  async read(sinceMs = 0): Promise<readonly Reached[]> {
    const { cluster } = this;
    const offsetMs = Date.now() - monotonicMs();
    const rows = await cluster.services.postgres.rows<AlertRow>(ALERTS, [cluster.organisationId]);
    const phoneOf = new Map(
      Array.from({ length: cluster.phones.count }, (_, index) => {
        return [PERSON_OF(cluster.organisationId, index), index] as const;
      }),
    );
    const rings = new Map<string, number>();
    for (const { alertId = '', atMs } of cluster.ledger.phoneFacts('alert-heard')) {
      rings.set(alertId, Math.min(atMs, rings.get(alertId) ?? Infinity));
    }
    const asked = rows.filter(({ sentAtMs }) => sentAtMs >= sinceMs + offsetMs);
    return asked.map(({ id, responderId, sentAtMs }) => {
      const phone = phoneOf.get(responderId) ?? -1;
      const sms = (this.smsAtMs.get(phone) ?? []).find((atMs) => atMs + offsetMs >= sentAtMs);
      const since = (atMs: number | undefined): number | null =>
        atMs === undefined ? null : atMs + offsetMs - sentAtMs;
      return { alertId: id, phone, byPhoneMs: since(rings.get(id)), bySmsMs: since(sms) };
    });
  }

  /** Resolves once so many people were asked and each has heard, or the time is over. */
  async untilAllRang(
    atLeast: number,
    { withinMs, sinceMs = 0 }: { readonly withinMs: number; readonly sinceMs?: number },
  ): Promise<readonly Reached[]> {
    const rang = async (): Promise<boolean> => {
      const all = await this.read(sinceMs);
      return all.length >= atLeast && all.every((one) => firstMs(one) !== null);
    };
    await waitFor(rang, 'ring of everybody', withinMs).catch(() => undefined);
    return this.read(sinceMs);
  }

  private listen(index: number): void {
    this.cluster.providers.onSms(NUMBER_OF(index), () => {
      this.smsAtMs.set(index, [...(this.smsAtMs.get(index) ?? []), monotonicMs()]);
    });
  }
}

/** When somebody first heard, by whichever way; null where they did not. */
export function firstMs({ byPhoneMs, bySmsMs }: Reached): number | null {
  if (byPhoneMs === null || bySmsMs === null) return byPhoneMs ?? bySmsMs;
  return Math.min(byPhoneMs, bySmsMs);
}

/** Prints how many of those asked were reached, and how late the latest. */
export function tellReach(run: FaultRun, all: readonly Reached[], maxMs: number): void {
  const delays = all.map(firstMs).filter((ms) => ms !== null);
  run.figure('alerts', all.length, { min: 1 });
  run.figure('reached_percent', (100 * delays.length) / Math.max(1, all.length), { min: 100 });
  run.figure('ring_p99_ms', percentile(delays, 0.99), { max: maxMs });
}

/** Prints every promise but that of rings at phones, where something else rings for them. */
export function tellAllButRings(run: FaultRun, { invariants }: Checked): void {
  const others = Object.entries(invariants).filter(([name]) => name !== 'lost_alerts');
  run.invariants({ invariants: Object.fromEntries(others) });
}

/** The first so many numbers. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
