import type { Cluster } from './cluster';
import type { FaultRun } from './fault';
import { monotonicMs } from './ledger';
import { waitFor } from './wait';

/** A phone tells where it is about as often; by then the index must have most of them again. */
const REBUILT_MAX_MS = 10_000;
const MOST = 0.95;

/** People whose positions the live index has; none while Redis does not answer. */
export async function indexedPeople({ services, organisationId }: Cluster): Promise<number> {
  try {
    return Number(await services.redis.command('HLEN', `closeby:{${organisationId}}:fix`));
  } catch {
    return 0;
  }
}

/** Waits until 95 of a hundred are found in the index again, and prints how long that took. */
export async function tellRebuilt(
  run: FaultRun,
  cluster: Cluster,
  { before, since }: { readonly before: number; readonly since: number },
): Promise<void> {
  run.figure('people', before, { min: 1 });
  const look = async (): Promise<boolean> => (await indexedPeople(cluster)) >= MOST * before;
  await waitFor(look, 'filled live index');
  run.figure('rebuilt_ms', monotonicMs() - since, { max: REBUILT_MAX_MS });
}
