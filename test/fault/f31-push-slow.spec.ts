import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { monotonicMs, percentile } from './support/ledger';
import { PUSH_TOKEN_OF } from './support/population';
import { Reach, tellAllButRings, upTo } from './support/reach';
import { waitFor } from './support/wait';

const PHONES = 200;
const SLOW_MS = 10_000;
/** Rounds with and without slow tokens, in turn, so that the machine's mood is in both. */
const ROUNDS = 6;
const RAISE_EVERY_MS = 100;
const SLOWER_MAX = 1.2;
/** So little is the machine's, and no line of people behind one. */
const NOISE_MS = 20;
/** One of each scene is slow. */
const isSlow = (index: number): boolean => index % 5 === 4;

/** One person in five is behind a push that takes ten seconds; the others must not wait. */
fault('F31', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: PHONES });
  try {
    cluster.phones.leave();
    const delays: { readonly usual: number[]; readonly beside: number[] } = {
      usual: [],
      beside: [],
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const slow = round % 2 === 1;
      for (const index of upTo(PHONES).filter(isSlow)) {
        const how = slow ? ({ how: 'slow', ms: SLOW_MS } as const) : ({ how: 'ok' } as const);
        cluster.providers.fcm.treat(PUSH_TOKEN_OF(index), how);
      }
      const found = await roundOf(cluster);
      (slow ? delays.beside : delays.usual).push(...found);
    }
    const [usual, beside] = [delays.usual, delays.beside].map((ms) => percentile(ms, 0.99));
    run.figure('n', delays.usual.length + delays.beside.length, { min: PHONES });
    run.figure('usual_p99_ms', usual ?? NaN);
    run.figure('beside_slow_p99_ms', beside ?? NaN, {
      max: Math.max((usual ?? NaN) * SLOWER_MAX, (usual ?? NaN) + NOISE_MS),
    });
    run.figure('ratio', (beside ?? NaN) / (usual ?? NaN));
    await cluster.settle();
    tellAllButRings(run, await cluster.check());
  } finally {
    await cluster.stop();
  }
});

/** From the decision to the ring of everybody who is never slow. */
async function roundOf(cluster: Cluster): Promise<readonly number[]> {
  const from = monotonicMs();
  const heard = (): number =>
    cluster.ledger
      .phoneFacts('alert-heard')
      .filter(({ atMs, phone }) => atMs >= from && !isSlow(phone)).length;
  const count = PHONES / 5;
  await cluster.control.raise(count, { everyMs: RAISE_EVERY_MS });
  await waitFor(() => heard() >= count * 4, 'rings of those who are not slow', SLOW_MS).catch(
    () => undefined,
  );
  const all = await (await Reach.ofNumbers(cluster, [])).read(from);
  return all.flatMap(({ phone, byPhoneMs }) => (isSlow(phone) ? [] : (byPhoneMs ?? Infinity)));
}
