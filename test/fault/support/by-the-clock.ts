import type { WallSpan } from './wall-clock';

const DAYS = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'] as const;

/** When somebody wants to be asked, and when they sleep. */
export interface Times {
  /** Null: whenever they are on duty. */
  readonly shift: readonly WallSpan[] | null;
  readonly quiet: readonly [fromMinute: number, toMinute: number] | null;
}

/** People, by their place in it, and three AEDs, around one scene of the population. */
export interface Scene {
  readonly index: number;
  readonly people: readonly Times[];
  readonly aeds: readonly WallSpan[];
}

const ALWAYS: Times = { shift: null, quiet: null };
const on = (day: number, from: string, to: string): WallSpan => ({
  day,
  fromMinute: minuteOf(from),
  toMinute: minuteOf(to),
});
const shift = (...spans: readonly WallSpan[]): Times => ({ shift: spans, quiet: null });
const asleep = (from: string, to: string): Times => ({
  shift: null,
  quiet: [minuteOf(from), minuteOf(to)],
});
const [SUNDAY, SATURDAY] = [0, 6];

/** Doors and shifts that end and begin at midnight after that day, and where clocks are moved. */
export function scenesAround(before: number): readonly Scene[] {
  const after = (before + 1) % 7;
  return [
    {
      index: 20,
      people: [
        ALWAYS,
        shift(on(before, '08:00', '24:00')),
        shift(on(after, '00:00', '08:00')),
        shift(on(before, '22:00', '24:00'), on(after, '00:00', '00:10')),
        asleep('23:45', '00:15'),
      ],
      aeds: [
        on(before, '08:00', '24:00'),
        on(after, '00:00', '08:00'),
        on(before, '22:00', '24:10'),
      ],
    },
    {
      index: 76,
      people: [
        ALWAYS,
        shift(on(SUNDAY, '01:30', '02:30')),
        shift(on(SUNDAY, '02:30', '03:15')),
        shift(on(SATURDAY, '20:00', '24:00'), on(SUNDAY, '00:00', '01:30')),
        shift(on(SUNDAY, '01:00', '02:00')),
      ],
      aeds: [
        on(SUNDAY, '01:30', '02:30'),
        on(SATURDAY, '20:00', '26:30'),
        on(SUNDAY, '02:30', '06:00'),
      ],
    },
    {
      index: 132,
      people: [
        ALWAYS,
        shift(on(SUNDAY, '02:00', '03:00')),
        shift(on(SUNDAY, '03:00', '12:00')),
        asleep('01:30', '02:30'),
        shift(on(SUNDAY, '00:00', '02:00')),
      ],
      aeds: [
        on(SUNDAY, '01:10', '01:50'),
        on(SATURDAY, '20:00', '25:30'),
        on(SUNDAY, '02:00', '03:00'),
      ],
    },
  ];
}

/** Whether they want to be asked when a clock on the wall shows this; Sunday is day 0. */
export function isWanted(
  { shift, quiet }: Times,
  shown: { readonly day: number; readonly minute: number },
): boolean {
  const { day, minute } = shown;
  if (quiet !== null) {
    const [from, to] = quiet;
    const sleeps = from < to ? minute >= from && minute < to : minute >= from || minute < to;
    if (sleeps) return false;
  }
  if (shift === null) return true;
  return shift.some((span) => {
    return span.day === day && minute >= span.fromMinute && minute < span.toMinute;
  });
}

/** As OpenStreetMap writes opening hours. */
export function textOf({ day, fromMinute, toMinute }: WallSpan): string {
  const time = (minute: number): string => {
    const parts = [Math.floor(minute / 60), minute % 60];
    return parts.map((part) => String(part).padStart(2, '0')).join(':');
  };
  return `${DAYS[day] ?? ''} ${time(fromMinute)}-${time(toMinute)}`;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? NaN) * 60 + (minutes ?? NaN);
}
