import { randomUUID } from 'node:crypto';
import type { CalloutView } from '#contracts/callout-api';
import { calloutBody } from '../support/callout-message';
import type { Answer } from '../support/clients';
import { AREA } from '../support/server';
import { startCluster, type Cluster } from './support/cluster';
import { fault } from './support/fault';
import { arrestsDuring } from './support/load';
import { PERSON_OF, PEOPLE_MAX, placeOf } from './support/population';
import { pause, waitFor } from './support/wait';

const PEOPLE = Math.min(PEOPLE_MAX, Number(process.env['FAULT_F39_PEOPLE'] ?? PEOPLE_MAX));
const PHONES = 200;
/** Far more than in any country, and no more than two cores can do beside everything else. */
const PACE = { everyMs: 200, atLeast: 100 };
/** The call-out is looked at for so long. */
const DURING_MS = 15_000;
const SLOWER_MAX = 1.5;
/** So little is the machine's. */
const NOISE_MS = 30;
/** Of a refusal: which approval it waits for. */
const APPROVAL_HEADER = 'x-approval-id';
const ROWS_AT_ONCE = 2_000;
const RADIUS_M = 40_000;
/** The town lies beside that of the arrests: nobody of it is near enough to be asked for one. */
const TOWN_NORTH_DEG = 0.1;
/** What is asked of those who have no phone here rings nowhere. */
const KEPT = ['lost_incidents', 'over_accept', 'cross_tenant', 'unaccounted'];

const STAND = `INSERT INTO last_known_fix (responder_id, organisation_id, position, measured_at,
    accuracy_m, saved_at)
  SELECT id, $1::uuid, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, now(), 10, now()
  FROM unnest($2::uuid[], $3::float8[], $4::float8[]) AS p (id, lon, lat)
  ON CONFLICT DO NOTHING`;
const ASKED = `SELECT count(*)::int AS count FROM alert
  WHERE organisation_id = $1 AND callout_id IS NOT NULL`;

/** A flood asks a whole town at once; meanwhile hearts stop. */
fault(
  'F39',
  async (run) => {
    const cluster = await startCluster({
      ...{ apis: 2, workers: 1, phones: PHONES, rule: { how: 'decline' } },
    });
    try {
      await standEverywhere(cluster);
      const idle = await arrestsDuring(cluster, PACE, () => Promise.resolve());
      const during = await arrestsDuring(cluster, PACE, async () => {
        await openCallout(cluster);
        await pause(DURING_MS);
      });
      const { services, organisationId } = cluster;
      const [asked] = await services.postgres.rows<{ count: number }>(ASKED, [organisationId]);
      run.figure('people', PEOPLE);
      run.figure('n', during.count);
      run.figure('asked', asked?.count ?? 0, { min: 1 });
      run.figure('asked_per_s', (asked?.count ?? 0) / (DURING_MS / 1_000));
      run.figure('ack_idle_p99_ms', idle.ackP99Ms);
      run.figure('ack_during_p99_ms', during.ackP99Ms, {
        max: Math.max(idle.ackP99Ms * SLOWER_MAX, idle.ackP99Ms + NOISE_MS),
      });
      run.figure('ratio', during.ackP99Ms / idle.ackP99Ms);
      run.figure('not_acked', during.notAcked, { max: 0 });
      await cluster.control.closeAll();
      const { invariants } = await cluster.check({ audit: false });
      const kept = Object.entries(invariants).filter(([name]) => KEPT.includes(name));
      run.invariants({ invariants: Object.fromEntries(kept) });
    } finally {
      await cluster.stop();
    }
  },
  { timeoutMs: 240_000 },
);

/** Those who have no phone here have told where they are before. */
async function standEverywhere({ services, organisationId }: Cluster): Promise<void> {
  for (let from = 0; from < PEOPLE; from += ROWS_AT_ONCE) {
    const some = Array.from({ length: Math.min(ROWS_AT_ONCE, PEOPLE - from) }, (_, i) => from + i);
    const places = some.map(placeOf);
    await services.postgres.rows(STAND, [
      organisationId,
      some.map((index) => PERSON_OF(organisationId, index)),
      places.map(({ lon }) => lon),
      places.map(({ lat }) => lat + TOWN_NORTH_DEG),
    ]);
  }
}

/** One person asks and another approves. */
async function openCallout(cluster: Cluster): Promise<void> {
  const [dispatcher, supervisor] = [cluster.account('dispatcher'), cluster.account('supervisor')];
  const centre = [(AREA.west + AREA.east) / 2, (AREA.south + AREA.north) / 2];
  const controlRef = `FLOOD-${randomUUID()}`;
  const body = calloutBody({
    controlRef,
    area: { type: 'Circle', centre, radiusM: RADIUS_M },
    wantedCount: PEOPLE,
    reason: 'The dam is about to give way.',
  });
  const asked = await untilTaken(() => dispatcher.post<CalloutView>('/v1/callouts', body));
  if (asked.status === 201) return;
  const approvalId = asked.headers.get(APPROVAL_HEADER);
  if (approvalId === null) throw new Error(`no call-out: ${JSON.stringify(asked.body)}`);
  const path = `/v1/approvals/${approvalId}/decide`;
  const decided = await untilTaken(() => supervisor.post(path, { approve: true }));
  if (decided.status >= 300) throw new Error(`not approved: ${JSON.stringify(decided.body)}`);
}

/** Whoever is told to come again does. */
function untilTaken<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  return waitFor(async () => {
    const answer = await ask();
    return answer.status === 429 ? null : answer;
  }, 'time for the call-out');
}
