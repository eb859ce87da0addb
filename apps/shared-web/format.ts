import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import { language, t } from './language';

const KILOMETRES = { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false };

/** `4:05`, or `1:04:05` from an hour on; negative spans read as zero. */
export function clockOf(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / SECOND_MS));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const hours = Math.floor(seconds / 3_600);
  const [minutes, rest] = parts;
  return hours > 0
    ? `${hours}:${minutes ?? ''}:${rest ?? ''}`
    : `${Math.floor(seconds / 60)}:${rest ?? ''}`;
}

/** `850 m`, `1.2 km`. */
export function distanceOf(metres: number): string {
  return metres < 1_000
    ? `${Math.round(metres)} m`
    : `${(metres / 1_000).toLocaleString(language(), KILOMETRES)} km`;
}

/** `in 6 min`, `due now`, `due 2 min ago`. */
export function dueOf(at: Instant, now: Instant): string {
  const minutes = Math.round((at - now) / MINUTE_MS);
  if (minutes === 0) return t('due now');
  return minutes > 0
    ? t('in {{minutes}} min', { minutes })
    : t('due {{minutes}} min ago', { minutes: -minutes });
}

/** Time of day with seconds, in the reader's time zone. */
export function timeOfDay(at: Instant): string {
  return new Date(at).toLocaleTimeString(language(), { hour12: false });
}

/** A share as `12.3 %`; below one per cent as `0.25 %`, since prices and gains are that small. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 0.01 && share !== 0 ? 2 : 1)} %`;
}

/** A change of a share with its sign: `+1.2`, `−0.4`, `0.0`, in percentage points. */
export function pointsOf(change: number): string {
  const points = (Math.abs(change) * 100).toFixed(1);
  if (Number(points) === 0) return points;
  return `${change > 0 ? '+' : '\u2212'}${points}`;
}
