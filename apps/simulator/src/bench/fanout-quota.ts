import { setTimeout as pause } from 'node:timers/promises';
import type { ProviderProcess } from './provider-process';
import { tell } from './verdict';

/** Of all first tries so many are over quota. */
const QUOTA_SHARE = 0.3;
/** A provider says seconds; a bench waits less, and tries oftener. */
const AGAIN_AFTER_MS = 20;
const TRIES_MAX = 40;

/** Hands messages to a provider that turns down so many, again until each is taken. */
export async function benchQuota(
  provider: ProviderProcess,
  ways: readonly {
    readonly name: string;
    readonly inFlight: number;
    readonly send: (index: number) => Promise<boolean>;
  }[],
  messages: number,
): Promise<void> {
  for (const { name, inFlight, send } of ways) {
    const before = await provider.order({ serverMs: 0, quotaShare: QUOTA_SHARE });
    let [next, again, lost] = [0, 0, 0];
    const untilTaken = async (index: number): Promise<void> => {
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        if (await send(index)) return;
        again += 1;
        await pause(AGAIN_AFTER_MS);
      }
      lost += 1;
    };
    const lane = async (): Promise<void> => {
      while (next < messages) {
        next += 1;
        await untilTaken(next);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    const after = await provider.order({ serverMs: 0 });
    const delivered = after.delivered - before.delivered;
    tell({
      ...{ name: `fanout.${name}-quota_lost`, unit: 'messages', rounds: [lost] },
      bar: { most: 0 },
      beside: { messages, turned_down: again, delivered_twice: delivered - (messages - lost) },
    });
  }
}
