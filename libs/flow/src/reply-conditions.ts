import { MINUTES_OF_DAY } from '#core/availability';
import { DELAY_STILL_NOW_MS } from '#core/reply-outcome';
import { MINUTE_MS, type Instant } from '#core/units';
import type { ReplyMeaning } from '#core/understand-reply';
import { conditionsSchema, PARTY_MAX, type ConditionsMessage } from '#contracts/booking-api';
import { toIso } from '#contracts/shapes';

const DAYS_OF_WEEK = 7;

/**
 * The conditions of a yes that was written back, such as `from 16:30 with a boat, two of us`; null
 * where so many would come that a human has to hear of it.
 *
 * @param at.now when it was received
 * @param at.minuteOfWeek what the clocks showed then, where the organisation is
 */
export function replyConditions(
  { delayMs, atMinute, untilDay, people, equipment }: ReplyMeaning,
  at: { readonly now: Instant; readonly minuteOfWeek: number },
): ConditionsMessage | null {
  if (people !== null && (people < 1 || people > PARTY_MAX)) return null;
  const minute = Math.floor(at.now / MINUTE_MS) * MINUTE_MS;
  const ofDay = at.minuteOfWeek % MINUTES_OF_DAY;
  const today = Math.floor(at.minuteOfWeek / MINUTES_OF_DAY);
  const ahead = (minutes: number): string => toIso(minute + minutes * MINUTE_MS);
  const isLater = delayMs !== null && delayMs > DELAY_STILL_NOW_MS;
  const minutesTo = atMinute === null ? 0 : (atMinute - ofDay + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  const fromAt = atMinute !== null ? ahead(minutesTo) : isLater ? toIso(at.now + delayMs) : null;
  const days = untilDay === null ? 0 : (untilDay - today + DAYS_OF_WEEK) % DAYS_OF_WEEK;
  // The named day is theirs to its end.
  const untilAt = untilDay === null ? null : ahead((days + 1) * MINUTES_OF_DAY - ofDay);
  return conditionsSchema.parse({
    ...{ fromAt, untilAt, peopleCount: people ?? 1 },
    pieces: Object.fromEntries(equipment.map((kind) => [kind, 1])),
  });
}
