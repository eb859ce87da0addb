import { language } from './language';

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };

/** `Mon 23 Nov, 16:30` in the reader's zone. */
export function momentWords(iso: string): string {
  return new Date(iso).toLocaleString(language(), { ...DAY, ...TIME });
}

/** `16:30` in the reader's zone. */
export function hourWords(iso: string): string {
  return new Date(iso).toLocaleTimeString(language(), TIME);
}

/** `Mon 23 Nov, 16:30 – 20:00`; the day of the end where it is another one. */
export function spanOf(span: { readonly from: string; readonly until: string }): string {
  const sameDay = new Date(span.from).toDateString() === new Date(span.until).toDateString();
  const end = sameDay ? hourWords(span.until) : momentWords(span.until);
  return `${momentWords(span.from)} – ${end}`;
}

/** An instant as a field for day and time takes it, in the reader's zone; empty for none. */
export function toLocalField(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What such a field holds, as an instant; null where it is empty or none. */
export function fromLocalField(value: string): string | null {
  const at = new Date(value);
  return value === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
