import type { Equipment } from '#core/equipment';

/**
 * How people of one language write back. Everything is in small letters without accents and
 * apostrophes (`can't` is `cant`, `j'arrive` is `j arrive`, `ß` is `ss`), as parts of regular
 * expressions; a space stands for any. `{n}` is a number in digits or words.
 */
export interface ReplyPatterns {
  /** Says yes in so many words. */
  readonly yes: readonly string[];
  /** Means yes where nothing else is said. */
  readonly coming: readonly string[];
  readonly no: readonly string[];
  /** Whatever has one of these is never a yes. */
  readonly negations: readonly string[];
  /** Looks like an answer and is none, or may be either. */
  readonly unclear: readonly string[];
  /** Makes a yes depend on something that is not understood here. */
  readonly hedges: readonly string[];
  readonly stop: readonly string[];
  readonly start: readonly string[];
  /** Changes nothing. */
  readonly fillers: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
  readonly hours: readonly string[];
  readonly minutes: readonly string[];
  /** Stretches that have a name, in minutes. */
  readonly stretches: readonly (readonly [pattern: string, minutes: number])[];
  /** Before a stretch of time. */
  readonly within: readonly string[];
  /** Before a time of the day. */
  readonly from: readonly string[];
  /** Before a time of the day that ends something. */
  readonly until: readonly string[];
  /** Days of the week, Monday first. */
  readonly days: readonly string[];
  /** Before a stretch of time that is no delay. */
  readonly during: readonly string[];
  /** Times of the day that have a name, in minutes. */
  readonly times: readonly (readonly [pattern: string, minuteOfDay: number])[];
  /** How many come: what the number is added to, or the number itself. */
  readonly people: readonly (readonly [pattern: string, base: number])[];
  readonly equipment: Readonly<Partial<Record<Equipment, readonly string[]>>>;
}
