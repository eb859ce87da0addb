import { MINUTES_OF_DAY, MINUTES_OF_WEEK, type WeeklySpan } from '#core/availability';
import { t } from '#web/language';

export const DAYS = [
  t('Monday'),
  t('Tuesday'),
  t('Wednesday'),
  t('Thursday'),
  t('Friday'),
  t('Saturday'),
  t('Sunday'),
] as const;

/** One line of the editor: on this day from, to; an end not after its start is the next day's. */
export interface ScheduleRow {
  /** 0 is Monday. */
  readonly day: number;
  /** `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

/** The lines that say the same as these minutes of the week, by day and hour. */
export function rowsOf(spans: readonly WeeklySpan[]): ScheduleRow[] {
  const pieces = united(spans).flatMap(byDay);
  const mornings = new Map(pieces.map((piece) => [piece, morningAfter(piece, pieces)]));
  const belongsToNight = new Set(mornings.values());
  return pieces
    .filter((piece) => !belongsToNight.has(piece))
    .map((piece) => {
      const end = mornings.get(piece)?.toMinute ?? piece.toMinute;
      const day = Math.floor(piece.fromMinute / MINUTES_OF_DAY);
      return { day, from: timeOf(piece.fromMinute), to: timeOf(end) };
    });
}

/** The minutes of the week of these lines; null where a time is missing. */
export function spansOf(rows: readonly ScheduleRow[]): WeeklySpan[] | null {
  const spans: WeeklySpan[] = [];
  for (const { day, from, to } of rows) {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    if (start === null || end === null) return null;
    const fromMinute = day * MINUTES_OF_DAY + start;
    const lengthMinutes = end > start ? end - start : end - start + MINUTES_OF_DAY;
    spans.push(...roundTheWeek(fromMinute, fromMinute + lengthMinutes));
  }
  return united(spans);
}

/** `HH:MM` of a minute of the day or the week. */
export function timeOf(minute: number): string {
  const ofDay = minute % MINUTES_OF_DAY;
  const [hours, minutes] = [Math.floor(ofDay / 60), ofDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Minute of the day of `HH:MM`; null where it is none. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/u.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** What goes on from this piece after midnight, where both together are one night. */
function morningAfter(piece: WeeklySpan, pieces: readonly WeeklySpan[]): WeeklySpan | undefined {
  const startOfDay = piece.fromMinute % MINUTES_OF_DAY;
  if (piece.toMinute % MINUTES_OF_DAY !== 0 || startOfDay === 0) return undefined;
  const midnight = piece.toMinute % MINUTES_OF_WEEK;
  return pieces.find(
    ({ fromMinute, toMinute }) => fromMinute === midnight && toMinute - midnight <= startOfDay,
  );
}

function byDay({ fromMinute, toMinute }: WeeklySpan): WeeklySpan[] {
  const pieces: WeeklySpan[] = [];
  for (let from = fromMinute; from < toMinute;) {
    const midnight = (Math.floor(from / MINUTES_OF_DAY) + 1) * MINUTES_OF_DAY;
    pieces.push({ fromMinute: from, toMinute: Math.min(midnight, toMinute) });
    from = midnight;
  }
  return pieces;
}

/** What reaches beyond Sunday midnight is Monday's. */
function roundTheWeek(fromMinute: number, toMinute: number): WeeklySpan[] {
  if (toMinute <= MINUTES_OF_WEEK) return [{ fromMinute, toMinute }];
  return [
    { fromMinute, toMinute: MINUTES_OF_WEEK },
    { fromMinute: 0, toMinute: toMinute - MINUTES_OF_WEEK },
  ];
}

/** In order, with what overlaps or touches made one. */
function united(spans: readonly WeeklySpan[]): WeeklySpan[] {
  const result: WeeklySpan[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMinute - b.fromMinute)) {
    const last = result.at(-1);
    if (last === undefined || span.fromMinute > last.toMinute) result.push(span);
    else if (span.toMinute > last.toMinute) {
      result[result.length - 1] = { fromMinute: last.fromMinute, toMinute: span.toMinute };
    }
  }
  return result;
}
