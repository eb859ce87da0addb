import type { IncidentView } from '#contracts/incident-api';
import { account, arrestAt } from '../support/clients';
import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import { KEY_OF, newRef, sceneAt } from './support/population';

const COPIES = 5;
const SCENES = 20;

/** Control sends each message five times at once, through all copies of the server. */
fault('F32', async (run) => {
  const cluster = await startCluster({ apis: 3, workers: 1, phones: SCENES * 5 });
  try {
    for (let scene = 0; scene < SCENES; scene += 1) await raiseRepeatedly(cluster, scene, run);
    await cluster.settle();
    run.figure('n', SCENES * COPIES);
    const [row] = await cluster.services.postgres.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM incident WHERE organisation_id = $1',
      [cluster.organisationId],
    );
    run.figure('dup_incidents', (row?.count ?? NaN) - SCENES, { min: 0, max: 0 });
    const checked = await cluster.check();
    run.figure('raw_duplicates', checked.rawDuplicates);
    run.invariants(checked);
  } finally {
    await cluster.stop();
  }
});

async function raiseRepeatedly(cluster: Cluster, scene: number, run: FaultRun): Promise<void> {
  const ref = newRef();
  const message = arrestAt(sceneAt(scene), { controlRef: ref });
  const { ledger } = cluster;
  ledger.note({ who: 'control', what: 'raise-sent', ref });
  const sent = Array.from({ length: COPIES }, () => {
    const { url } = run.dice.pick(cluster.apis);
    return account(url, KEY_OF('control')).post<IncidentView>('/v1/incidents', message);
  });
  const answers = await Promise.all(sent);
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array.from({ length: COPIES - 1 }, () => 200), 201]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const incidentId = answers[0]?.body.id ?? '';
  ledger.note({ who: 'control', what: 'raise-acked', ref, status: 201, incidentId });
}
