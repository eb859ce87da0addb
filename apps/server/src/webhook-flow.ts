import { SendReportCards } from '#flow/report-cards';
import { ServiceReport } from '#flow/service-report';
import { Webhooks } from '#flow/webhooks';
import { ReadEvents } from '#flow/webhooks-events';
import { SendWebhooks } from '#flow/webhooks-sending';
import type { World } from './parts';

/** How control rooms hear what happens, and supervisors what came of a week. */
export function buildWebhooks(world: World, onError: (error: unknown) => void) {
  const serviceReport = new ServiceReport(world);
  return {
    webhooks: new Webhooks(world),
    readEvents: new ReadEvents(world),
    sendWebhooks: new SendWebhooks({ ...world, onError }),
    sendReportCards: new SendReportCards({ ...world, serviceReport, onError }),
  };
}
