const HOUR_MS = 3_600_000;
/** When a day has begun for whoever muted their phone until it does. */
const MORNING_HOUR = 7;

export const MUTES = ['1h', '4h', 'tomorrow'] as const;
export type Mute = (typeof MUTES)[number];

/**
 * When a mute that begins now ends, in milliseconds since the epoch. "Tomorrow" is the next
 * morning at seven by this phone's clock that is more than four hours away.
 */
export function muteEnds(mute: Mute, now: number): number {
  if (mute === '1h') return now + HOUR_MS;
  if (mute === '4h') return now + 4 * HOUR_MS;
  const morning = new Date(now);
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  while (morning.getTime() - now <= 4 * HOUR_MS) morning.setDate(morning.getDate() + 1);
  return morning.getTime();
}
