import { Webhooks } from '#flow/webhooks';
import { ReadEvents } from '#flow/webhooks-events';
import { SendWebhooks } from '#flow/webhooks-sending';
import type { World } from './parts';

/** How control rooms hear what happens. */
export function buildWebhooks(world: World, onError: (error: unknown) => void) {
  return {
    webhooks: new Webhooks(world),
    readEvents: new ReadEvents(world),
    sendWebhooks: new SendWebhooks({ ...world, onError }),
  };
}
