import type { Cluster } from './cluster';
import type { Checked, CheckOptions } from './check';
import type { FaultRun } from './fault';
import type { Raised } from './control';
import { monotonicMs, percentile } from './ledger';
import { pause } from './wait';

/** What breaks, for how long, and how it is mended, while control goes on. */
export interface Outage {
  /** How often control raises an incident, milliseconds. */
  readonly everyMs: number;
  /** How long all goes well before. */
  readonly beforeMs: number;
  readonly forMs: number;
  /** How long control goes on after. */
  readonly afterMs: number;
  /** Where it gives a promise, that is waited for. */
  readonly breaks: () => unknown;
  readonly mends: () => unknown;
}

/** What control saw of it. Moments are of the ledger. */
export interface Survived {
  readonly raised: readonly Raised[];
  readonly brokenAtMs: number;
  readonly mendedAtMs: number;
  /** From the breaking to the first acknowledgement of what was sent after it. */
  readonly unavailableMs: number;
  /** From the mending to the first acknowledgement of what was sent after it. */
  readonly recoveryMs: number;
  /** How long those waited that were sent before, while it was broken, and after. */
  readonly acksBeforeMs: readonly number[];
  readonly acksDuringMs: readonly number[];
  readonly acksAfterMs: readonly number[];
}

/** Control raises incidents at its own pace through an outage, and sends again what is refused. */
export async function surviveOutage(cluster: Cluster, outage: Outage): Promise<Survived> {
  const { everyMs, beforeMs, forMs, afterMs } = outage;
  const stop = new AbortController();
  const raising = cluster.control.raise(Infinity, { everyMs, signal: stop.signal });
  await pause(beforeMs);
  const brokenAtMs = monotonicMs();
  await outage.breaks();
  await pause(forMs);
  await outage.mends();
  const mendedAtMs = monotonicMs();
  await pause(afterMs);
  stop.abort();
  const raised = await raising;
  return { raised, brokenAtMs, mendedAtMs, ...seenOf(cluster, { raised, brokenAtMs, mendedAtMs }) };
}

/** Settles, compares the ledger with the record, and prints what every outage is asked. */
export async function tellSurvival(
  run: FaultRun,
  cluster: Cluster,
  { options = {}, ...survived }: Survived & { readonly options?: CheckOptions },
): Promise<Checked> {
  await cluster.control.closeAll();
  await cluster.settle();
  const checked = await cluster.check(options);
  run.figure('n', survived.raised.length);
  tellP99(run, ['ack_before'], survived.acksBeforeMs);
  run.figure('not_acked', survived.raised.filter(({ id }) => id === null).length, { max: 0 });
  run.invariants(checked);
  return checked;
}

/** From the decision to the ring, of the alerts decided between two moments of the ledger. */
export async function ringsBetween(
  cluster: Cluster,
  fromMs: number,
  untilMs: number,
): Promise<{ readonly delaysMs: readonly number[]; readonly unheard: number }> {
  const offsetMs = Date.now() - monotonicMs();
  const alerts = await cluster.services.postgres.rows<{ id: string; sent_ms: number }>(
    `SELECT id, extract(epoch FROM sent_at)::float8 * 1000 AS sent_ms FROM alert
      WHERE organisation_id = $1 AND sent_at BETWEEN to_timestamp($2) AND to_timestamp($3)`,
    [cluster.organisationId, (fromMs + offsetMs) / 1_000, (untilMs + offsetMs) / 1_000],
  );
  const heard = new Map<string, number>();
  for (const { alertId, atMs } of cluster.ledger.phoneFacts('alert-heard')) {
    if (alertId !== undefined) heard.set(alertId, Math.min(atMs, heard.get(alertId) ?? atMs));
  }
  const delaysMs = alerts.flatMap(({ id, sent_ms }) => {
    const atMs = heard.get(id);
    return atMs === undefined ? [] : [atMs + offsetMs - sent_ms];
  });
  return { delaysMs, unheard: alerts.length - delaysMs.length };
}

/** Prints a share of some durations as `name_p99_ms`. */
export function tellP99(
  run: FaultRun,
  [name, max]: readonly [name: string, max?: number],
  valuesMs: readonly number[],
): void {
  run.figure(`${name}_p99_ms`, percentile(valuesMs, 0.99), max === undefined ? {} : { max });
}

function seenOf(
  { ledger }: Cluster,
  { raised, brokenAtMs, mendedAtMs }: Pick<Survived, 'raised' | 'brokenAtMs' | 'mendedAtMs'>,
): Omit<Survived, 'raised' | 'brokenAtMs' | 'mendedAtMs'> {
  const sentAt = new Map(ledger.controlFacts('raise-sent').map(({ ref, atMs }) => [ref, atMs]));
  const all = raised.flatMap(({ ref, id, tookMs }) => {
    const at = sentAt.get(ref);
    return id === null || at === undefined ? [] : [{ at, tookMs }];
  });
  const firstAckAfter = (moment: number): number => {
    const acks = all.filter(({ at }) => at >= moment).map(({ at, tookMs }) => at + tookMs);
    return Math.min(...acks) - moment;
  };
  const during = all.filter(({ at }) => at >= brokenAtMs && at < mendedAtMs);
  return {
    unavailableMs: firstAckAfter(brokenAtMs),
    recoveryMs: firstAckAfter(mendedAtMs),
    acksBeforeMs: all.filter(({ at }) => at < brokenAtMs).map(({ tookMs }) => tookMs),
    acksDuringMs: during.map(({ tookMs }) => tookMs),
    acksAfterMs: all.filter(({ at }) => at >= mendedAtMs).map(({ tookMs }) => tookMs),
  };
}
