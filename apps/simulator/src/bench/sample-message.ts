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
