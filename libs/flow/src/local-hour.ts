import type { Instant } from '#core/units';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Hours since midnight in that IANA time zone, with minutes as fractions; in [0, 24). */
export function localHour(timeZone: string, at: Instant): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const [hours, minutes] = format.format(at).split(':').map(Number);
  return (hours ?? 0) + (minutes ?? 0) / 60;
}
