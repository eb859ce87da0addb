import { toIso } from '#contracts/shapes';
import type { FeedMessage } from '#contracts/responder-api';
import type { Clock, DueDelivery, FinishedDelivery, Live } from '#flow/ports';
import type { ReadFeed } from '#flow/read-feed';

export const NO_SOCKET = 'no open socket';
export const NOTHING_TO_SHOW = 'nothing of it is in the feed';

/** The live channel: the doorbell once more, for a phone that has given no receipt. */
export class Doorbell {
  constructor(
    private readonly ports: {
      readonly live: Live;
      readonly clock: Clock;
      readonly feed: Pick<ReadFeed, 'alert'>;
    },
  ) {}

  /** Rings where a socket is open; the phone rings once by alert id, however often it is told. */
  async ring(delivery: DueDelivery): Promise<FinishedDelivery> {
    const { id: deliveryId, responderId, organisationId, alertId, feedSeq: seq } = delivery;
    const failed = (error: string): FinishedDelivery => {
      return { deliveryId, outcome: { status: 'failed', error }, attempts: [] };
    };
    const connected = await this.ports.live.connected([responderId]);
    if (!connected.has(responderId)) return failed(NO_SOCKET);
    const alert = await this.ports.feed.alert({ organisationId, responderId }, alertId);
    if (alert === null || seq === null) return failed(NOTHING_TO_SHOW);
    const now = this.ports.clock.now();
    const message = { seq, at: toIso(now), kind: kindOf(delivery), alert };
    this.ports.live.tellResponders([{ responderId, message }]);
    const attempt = {
      ...{ deviceId: null, handedOverAt: now, answeredAt: now },
      ...{ outcome: 'taken' as const, providerRef: null, error: null },
    };
    const outcome = { status: 'handed-over' as const, providerRef: null };
    return { deliveryId, outcome, attempts: [attempt] };
  }
}

function kindOf({ subject, facts }: DueDelivery): FeedMessage['kind'] {
  switch (subject) {
    case 'alert':
      return 'alert-sent';
    case 'stood-down':
      return facts.wasBound ? 'stood-down' : 'alert-withdrawn';
    case 'changed':
      return 'incident-changed';
  }
}
