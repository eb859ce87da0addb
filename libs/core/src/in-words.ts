import { SECOND_MS } from '#core/units';

/** Nobody's arrival is known to the second. */
const STEP_S = 10;
const MINUTE_S = 60;
const SMALLEST_PERCENT = 0.01;

/** Metres as a person would say them: whole below a kilometre, tenths of kilometres above. */
export function metresInWords(metres: number): string {
  const whole = Math.round(metres);
  return whole < 1_000 ? `${whole} m` : `${(whole / 1_000).toFixed(1)} km`;
}

/** A duration to ten seconds, at least that, such as `4 min 10 s`. */
export function durationInWords(ms: number): string {
  const seconds = Math.max(STEP_S, Math.round(ms / SECOND_MS / STEP_S) * STEP_S);
  const minutes = Math.floor(seconds / MINUTE_S);
  const rest = seconds % MINUTE_S;
  const parts = [minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** A share as percent with so many digits that matter, such as `0.9 %` of 0.009. */
export function shareInWords(share: number, digits = 2): string {
  const percent = share * 100;
  if (percent > 0 && percent < SMALLEST_PERCENT) return `less than ${SMALLEST_PERCENT} %`;
  return `${Number(percent.toPrecision(digits))} %`;
}

/** Several things in a row, such as `a, b and c`. */
export function listInWords(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}
