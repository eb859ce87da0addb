import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { PERSON_OF, PUSH_TOKEN_OF } from './support/population';
import { Reach, tellAllButRings, tellReach, upTo } from './support/reach';

const PHONES = 200;
const RING_WITHIN_MS = 5_000;
const WAIT_MS = 12_000;
/** Of ten tokens three are dead; of a hundred one message is said to be malformed. */
const isDead = (index: number): boolean => index % 10 < 3;
const isMalformed = (index: number): boolean => index % 100 === 55;

const WITHOUT = `SELECT responder_id AS id FROM device
  WHERE organisation_id = $1 AND responder_id = ANY ($2::uuid[]) AND push_token IS NULL`;

/** Tokens of apps that are gone, and a provider that calls a message malformed. */
fault('F29', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: PHONES });
  try {
    const reach = await Reach.ofNumbers(cluster, upTo(PHONES));
    const { fcm } = cluster.providers;
    cluster.phones.leave();
    for (const index of upTo(PHONES)) {
      const token = PUSH_TOKEN_OF(index);
      const gone = index % 2 === 0 ? 'unregistered' : 'invalid-token';
      if (isDead(index)) fcm.treat(token, { how: gone });
      else if (isMalformed(index)) fcm.treat(token, { how: 'invalid-payload' });
    }
    const raised = await cluster.control.raise(PHONES / 5, { everyMs: 50 });
    const all = await reach.untilAllRang(PHONES, { withinMs: WAIT_MS });
    const pruned = await withoutToken(cluster);
    const dead = upTo(PHONES).filter(isDead);
    run.figure('n', raised.length);
    tellReach(run, all, RING_WITHIN_MS);
    run.figure('dead', dead.length);
    const kept = dead.filter((index) => !pruned.has(index)).length;
    run.figure('dead_kept', kept, { max: 0 });
    run.figure('good_deleted', [...pruned].filter((index) => !isDead(index)).length, { max: 0 });
    await cluster.settle();
    tellAllButRings(run, await cluster.check());
  } finally {
    await cluster.stop();
  }
});

async function withoutToken(cluster: Cluster): Promise<ReadonlySet<number>> {
  const { organisationId, services } = cluster;
  const ids = upTo(PHONES).map((index) => PERSON_OF(organisationId, index));
  const rows = await services.postgres.rows<{ id: string }>(WITHOUT, [organisationId, ids]);
  return new Set(rows.map(({ id }) => ids.indexOf(id)));
}
