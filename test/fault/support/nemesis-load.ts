import type { Cluster } from './cluster';
import type { Raised } from './control';
import { PEOPLE_PER_SCENE } from './population';
import { pause } from './wait';

/** So many are without an answer at once; more are raised only when one of them has it. */
const UNACKED_MAX = 24;

/**
 * Control raises one incident each `everyMs`, at one scene after the other, as long as not too many
 * are without an answer: a machine that is slow for a while is not buried under what should have
 * been sent meanwhile, and a run ends there too.
 *
 * @returns each that was raised, acknowledged or given up, once `signal` says that it is enough
 */
export async function raiseSteadily(
  { control, phones }: Cluster,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): Promise<readonly Raised[]> {
  const scenes = Math.ceil(phones.count / PEOPLE_PER_SCENE);
  const raising: Promise<Raised>[] = [];
  let unacked = 0;
  while (!signal.aborted) {
    if (unacked < UNACKED_MAX) {
      unacked += 1;
      const one = control.raiseAt(raising.length % scenes);
      raising.push(one.finally(() => (unacked -= 1)));
    }
    await pause(everyMs);
  }
  return Promise.all(raising);
}
