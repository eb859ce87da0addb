import type { IncidentView } from '#contracts/incident-api';
import { arrestAt } from '../support/clients';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { newRef, sceneAt } from './support/population';

const STEPS = ['create', 'v2', 'v3', 'cancel'] as const;
type Step = (typeof STEPS)[number];
const AT_ONCE = 4;

/** All 24 orders of four messages about one incident; the cancel has the last word in each. */
fault('F33', async (run) => {
  const drawn = orders(STEPS).map((order) => ({ order, at: run.random() }));
  const all = drawn.sort((a, b) => a.at - b.at).map(({ order }) => order);
  const cluster = await startCluster({ apis: 2, workers: 1, phones: all.length * 5 });
  try {
    const refs: string[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const sent = some.map((order, nth) => sendAll(cluster, order, from + nth));
      refs.push(...(await Promise.all(sent)));
    }
    await cluster.settle();
    const wrong = (await Promise.all(refs.map((ref) => isWrong(cluster, ref)))).filter(Boolean);
    run.figure('n', refs.length);
    run.figure('wrong_final_state', wrong.length, { max: 0 });
    const late = all.flatMap((order, nth) =>
      order.indexOf('cancel') < order.indexOf('create') ? [refs[nth]] : [],
    );
    const [row] = await cluster.services.postgres.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM alert a JOIN incident i ON i.id = a.incident_id
        WHERE i.control_ref = ANY ($1)`,
      [late],
    );
    run.figure('alerts_after_cancel', row?.count ?? NaN, { max: 0 });
    run.invariants(await cluster.check());
  } finally {
    await cluster.stop();
  }
});

async function sendAll(cluster: Cluster, order: readonly Step[], scene: number): Promise<string> {
  const ref = newRef();
  for (const step of order) await send(cluster, step, { ref, scene });
  return ref;
}

async function send(
  { ledger, control }: Cluster,
  step: Step,
  { ref, scene }: { readonly ref: string; readonly scene: number },
): Promise<void> {
  const by = control.account('control');
  const path = `/v1/incidents/by-ref/${ref}`;
  if (step === 'create') {
    const message = arrestAt(sceneAt(scene), { controlRef: ref });
    const { status } = await by.post('/v1/incidents', message);
    expect(status).toBeLessThan(300);
  } else if (step === 'cancel') {
    ledger.note({ who: 'control', what: 'close-sent', ref });
    const { status } = await by.post(`${path}/cancel`, { version: 4, reason: 'false alarm' });
    expect(status).toBeLessThan(300);
    ledger.note({ who: 'control', what: 'close-acked', ref, status });
  } else {
    const message = { version: step === 'v2' ? 2 : 3, address: `address of ${step}` };
    expect((await by.post(`${path}/update`, message)).status).toBeLessThan(300);
  }
}

async function isWrong(cluster: Cluster, ref: string): Promise<boolean> {
  const path = `/v1/incidents?controlRef=${encodeURIComponent(ref)}`;
  const answer = await cluster.account('control').get<{ items: readonly IncidentView[] }>(path);
  const [incident, ...more] = answer.body.items;
  return (
    more.length > 0 || incident?.status !== 'cancelled' || incident.address !== 'address of v3'
  );
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
