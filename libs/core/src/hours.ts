import type { Instant } from '#core/units';

/** `[from, to)` in which a place can be entered, or a person is at one. */
export interface OpenInterval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Hours compiled from their text outside the core. Outside `[compiledFrom, compiledUntil)`, and
 * where the text could not be read, they are unknown and never count as open.
 */
export type CompiledHours =
  | { readonly state: 'always' }
  | { readonly state: 'unknown' }
  | {
      readonly state: 'intervals';
      /** In order of time, not overlapping. */
      readonly intervals: readonly OpenInterval[];
      readonly compiledFrom: Instant;
      readonly compiledUntil: Instant;
    };

export type OpenState = 'open' | 'closed' | 'unknown';

/** Whether it is open at that moment; `unknown` where nobody can say. */
export function openAt(hours: CompiledHours, at: Instant): OpenState {
  if (hours.state === 'always') return 'open';
  if (hours.state === 'unknown') return 'unknown';
  if (at < hours.compiledFrom || at >= hours.compiledUntil) return 'unknown';
  return hours.intervals.some((interval) => interval.from <= at && at < interval.to)
    ? 'open'
    : 'closed';
}
