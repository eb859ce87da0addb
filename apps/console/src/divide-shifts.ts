import { HOUR_MS } from '#core/units';
import { SHIFTS_MAX } from '#contracts/callout-parts';
import { fromLocalField, toLocalField } from '#web/moments';
import { freshKey, type NeedDraft, type ShiftDraft } from './callout-draft';

/**
 * The time of the work in equal shifts, one after the other; the last one may be shorter. None
 * where the time is not given, goes backwards, or would give more shifts than there may be.
 *
 * @param hours length of a shift
 */
export function divideShifts(
  window: { readonly from: string; readonly until: string },
  hours: number,
): ShiftDraft[] {
  const [from, until] = [fromLocalField(window.from), fromLocalField(window.until)];
  if (from === null || until === null || !(hours > 0)) return [];
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const number = Math.ceil((end - start) / (hours * HOUR_MS));
  if (number < 1 || number > SHIFTS_MAX) return [];
  const at = (instant: number): string => toLocalField(new Date(instant).toISOString());
  return Array.from({ length: number }, (_none, index) => ({
    key: `shift-${index + 1}`,
    from: at(start + index * hours * HOUR_MS),
    until: at(Math.min(end, start + (index + 1) * hours * HOUR_MS)),
  }));
}

/** A shift in words: its number and when it is; its number alone while that is not known. */
export function shiftSpan(shift: ShiftDraft): { from: string; until: string } | null {
  const [from, until] = [fromLocalField(shift.from), fromLocalField(shift.until)];
  return from === null || until === null ? null : { from, until };
}

/** The same need once for each shift, in its place. */
export function forEachShift(
  {
    needs,
    shifts,
  }: {
    readonly needs: readonly NeedDraft[];
    readonly shifts: readonly (readonly [key: string, words: string])[];
  },
  index: number,
): NeedDraft[] {
  const whole = needs[index];
  if (whole === undefined) return [...needs];
  const before = [...needs];
  const copies = shifts.map(([shiftKey], at): NeedDraft => {
    // The first keeps its key: whoever has said yes to it stays with it.
    const key = at === 0 ? whole.key : freshKey('need', before);
    const copy = { ...whole, key, shiftKey };
    if (at > 0) before.push(copy);
    return copy;
  });
  return [...needs.slice(0, index), ...copies, ...needs.slice(index + 1)];
}
