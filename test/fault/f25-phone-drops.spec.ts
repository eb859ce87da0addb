import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { PERSON_OF } from './support/population';
import { upTo } from './support/reach';
import { pause, waitFor } from './support/wait';

const PHONES = 100;
/** How long each group is away, milliseconds. */
const AWAY_MS = [1_000, 5_000, 10_000];
const RAISE_EVERY_MS = 100;
const CAUGHT_UP_WITHIN_MS = 5_000;

const NEWEST = `SELECT id, last_seq::int AS "lastSeq" FROM responder
  WHERE organisation_id = $1 AND last_seq > 0`;

/** Phones without network for a while; what happened meanwhile they hear when they are back. */
fault('F25', async (run) => {
  const cluster = await startCluster({
    ...{ apis: 2, workers: 1, phones: PHONES, providers: false, random: () => run.random() },
    rule: { how: 'accept-first', afterMs: 200 },
  });
  try {
    const { phones, control } = cluster;
    const groups = AWAY_MS.map((_, nth) => {
      return upTo(PHONES).filter((index) => index % (AWAY_MS.length + 1) === nth);
    });
    const stop = new AbortController();
    const raising = control.raise(Infinity, { everyMs: RAISE_EVERY_MS, signal: stop.signal });
    const caughtUpMs: number[] = [];
    await Promise.all(
      groups.map(async (group, nth) => {
        phones.leave(group);
        await pause(AWAY_MS[nth] ?? 0);
        const from = monotonicMs();
        const newest = await newestOf(cluster);
        await phones.connect(group);
        await waitFor(
          () => group.every((index) => seqOf(cluster, index) >= (newest.get(index) ?? 0)),
          'phones that have caught up',
          CAUGHT_UP_WITHIN_MS,
        );
        caughtUpMs.push(monotonicMs() - from);
      }),
    );
    stop.abort();
    const raised = await raising;
    await control.closeAll();
    await cluster.settle();
    const missed = [...(await newestOf(cluster))].filter(([index, seq]) => {
      return seqOf(cluster, index) < seq;
    });
    run.figure('n', raised.length);
    run.figure('away_s', AWAY_MS.map((ms) => ms / 1_000).join(','));
    run.figure('missed', missed.length, { max: 0 });
    run.figure('caught_up_max_ms', percentile(caughtUpMs, 1), { max: CAUGHT_UP_WITHIN_MS });
    const away = new Set(groups.flat());
    const checked = await cluster.check({ reachable: (phone) => !away.has(phone) });
    run.invariants(checked);
  } finally {
    await cluster.stop();
  }
});

/** The number of the newest message of each phone's feed, by the record. */
async function newestOf(cluster: Cluster): Promise<ReadonlyMap<number, number>> {
  const { organisationId, services, phones } = cluster;
  const rows = await services.postgres.rows<{ id: string; lastSeq: number }>(NEWEST, [
    organisationId,
  ]);
  const seqs = new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]));
  return new Map(
    upTo(phones.count).map((index) => [index, seqs.get(PERSON_OF(organisationId, index)) ?? 0]),
  );
}

/** The highest number a phone has noticed. */
function seqOf({ ledger }: Cluster, index: number): number {
  const own = ledger.phoneFacts('feed').filter(({ phone }) => phone === index);
  return Math.max(0, ...own.map(({ seq }) => seq ?? 0));
}
