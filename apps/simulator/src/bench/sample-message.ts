import type { FeedMessage } from '#contracts/responder-api';
import type { ChannelMessage } from '#flow/ports';
import { Random } from '../city/random';

/** As long as those of Firebase, which are about 160 characters. */
const TOKEN_CHARS = 152;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';

/** An alert such as a worker hands over; each index has its own phone. */
export function sampleMessage(seed: string, index: number): ChannelMessage {
  const id = index.toString(16).padStart(12, '0');
  return {
    deliveryId: `d0000000-0000-4000-8000-${id}`,
    alertId: `a0000000-0000-4000-8000-${id}`,
    address: `${id}:${tail(seed)}`,
    about: 'incident',
    subject: 'alert',
    rank: 'life-threatening',
    collapseKey: 'c0000000-0000-4000-8000-000000000001',
    ttlMs: 120_000,
    language: 'en',
    text: { title: 'Closeby', body: 'Someone near you may need help. Open the app.' },
  };
}

const CROWD_AT = '2026-01-10T08:00:00.000Z';
const CROWD_UNTIL = '2026-01-10T20:00:00.000Z';

/** What a phone is told of a call-out; each index is asked by its own alert. */
export function crowdMessage(index: number): FeedMessage {
  const id = index.toString(16).padStart(12, '0');
  const window = { from: CROWD_AT, until: CROWD_UNTIL };
  const briefing = {
    ...{ event: 'Flood on the lower river', task: 'Fill and lay sandbags' },
    ...{ contact: 'Harbour office', bring: 'Boots and gloves', risks: 'Deep and fast water' },
  };
  return {
    seq: index + 1,
    at: CROWD_AT,
    kind: 'alert-sent',
    alert: {
      alertId: `a0000000-0000-4000-8000-${id}`,
      ...{ about: 'callout', status: 'sent', mode: 'actual', endedReason: null },
      ...{ sentAt: CROWD_AT, expiresAt: CROWD_UNTIL, deliveredAt: null },
      ...{ kind: null, priority: null, cell: null, distanceBandM: null },
      callout: {
        ...{ title: 'Sandbags', briefing, window, shifts: [], needs: [], musterPoints: [] },
        ...{ wantedCount: 300, thanks: null },
      },
      ...{ drill: null, assignment: null, order: null, exact: null },
    },
  };
}

const tails = new Map<string, string>();

function tail(seed: string): string {
  const known = tails.get(seed);
  if (known !== undefined) return known;
  const random = new Random(seed);
  const letters = Array.from({ length: TOKEN_CHARS }, () => LETTERS[random.below(LETTERS.length)]);
  const made = letters.join('');
  tails.set(seed, made);
  return made;
}
