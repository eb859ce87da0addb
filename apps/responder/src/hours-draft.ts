import type { AvailabilityMessage } from '#contracts/reach-api';
import { rowsOf, spansOf, type ScheduleRow } from './schedule-rows';

const FROM = '08:00';
const TO = '20:00';

/** The weekly schedule while it is being edited; null rows mean whenever on duty. */
export class HoursDraft {
  rows: readonly ScheduleRow[] | null = null;
  /** Something differs from what is stored. */
  changed = false;
  /** A time is missing in what was to be saved. */
  incomplete = false;

  constructor(private readonly onChange: () => void) {}

  /** Takes what is stored, unless somebody is editing. */
  take(schedule: AvailabilityMessage['schedule']): void {
    if (this.changed) return;
    this.rows = schedule === null ? null : rowsOf(schedule);
  }

  anyTime(): void {
    this.edit(null);
  }

  /** Starts from the same hours on every day. */
  someTimes(): void {
    if (this.rows !== null) return;
    this.edit(Array.from({ length: 7 }, (_, day) => ({ day, from: FROM, to: TO })));
  }

  add(day: number): void {
    this.edit([...(this.rows ?? []), { day, from: FROM, to: TO }]);
  }

  change(index: number, change: { readonly from?: string; readonly to?: string }): void {
    this.edit(this.rows?.map((row, at) => (at === index ? { ...row, ...change } : row)) ?? null);
  }

  remove(index: number): void {
    this.edit(this.rows?.filter((_, at) => at !== index) ?? null);
  }

  /** The schedule as it is sent; undefined, and said so, where a time is missing. */
  read(): AvailabilityMessage['schedule'] | undefined {
    const schedule = this.rows === null ? null : spansOf(this.rows);
    this.incomplete = this.rows !== null && schedule === null;
    return this.incomplete ? undefined : schedule;
  }

  /** What was edited is stored, or thrown away. */
  settle(): void {
    this.changed = false;
    this.incomplete = false;
  }

  private edit(rows: readonly ScheduleRow[] | null): void {
    this.rows = rows;
    this.changed = true;
    this.incomplete = false;
    this.onChange();
  }
}
