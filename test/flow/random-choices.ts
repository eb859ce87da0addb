import { MINUTES_OF_DAY, MINUTES_OF_WEEK, type Availability } from '#core/availability';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { ChannelMessage, HandOver } from '#flow/ports';
import { SCENE } from './memory-service';

type Chance = () => number;
const TAKEN_SHARE = 0.7;
const HALF_SIDE_DEG = 0.1;

const [WEST, EAST] = [SCENE.lon - HALF_SIDE_DEG, SCENE.lon + HALF_SIDE_DEG];
const [SOUTH, NORTH] = [SCENE.lat - HALF_SIDE_DEG, SCENE.lat + HALF_SIDE_DEG];
/** A square around the scene. */
export const AROUND: [number, number][] = [
  [WEST, SOUTH],
  [EAST, SOUTH],
  [EAST, NORTH],
  [WEST, NORTH],
  [WEST, SOUTH],
];

/** What a provider of any mood says. */
export function anyAnswer(message: ChannelMessage, chance: Chance): HandOver {
  if (chance() < TAKEN_SHARE) {
    return { outcome: 'taken', providerRef: `ref/${message.deliveryId}` };
  }
  const retryAfterMs = chance() < 0.5 ? null : whole(20 * SECOND_MS, chance);
  const others: readonly HandOver[] = [
    { outcome: 'try-again', error: 'busy', retryAfterMs },
    { outcome: 'no-answer', error: 'deadline' },
    { outcome: 'refused', error: 'malformed' },
  ];
  return others[whole(4, chance)] ?? { outcome: 'address-gone', error: 'gone' };
}

/** What somebody may wish. */
export function anyAvailability(now: Instant, chance: Chance): Availability {
  const minute = (): number => whole(MINUTES_OF_DAY, chance);
  const letThrough = chance() < 0.5 ? 'nothing' : 'life-threatening';
  const week = { fromMinute: whole(MINUTES_OF_WEEK, chance), toMinute: 0 };
  return {
    schedule: chance() < 0.7 ? null : [{ ...week, toMinute: whole(MINUTES_OF_WEEK, chance) }],
    quietHours: chance() < 0.5 ? null : { fromMinute: minute(), toMinute: minute(), letThrough },
    mutedUntil: chance() < 0.2 ? now + whole(5 * MINUTE_MS, chance) : null,
  };
}

function whole(below: number, chance: Chance): number {
  return Math.floor(chance() * below);
}
