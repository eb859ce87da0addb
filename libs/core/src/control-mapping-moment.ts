import { MOMENT_LETTERS, NAMED_MOMENTS } from '#core/control-mapping';
import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import { readMoment } from '#core/warning-time';

/** How far a time zone is ahead of UTC at a moment, in milliseconds. */
export type OffsetAt = (timeZone: string, at: Instant) => number;

/** How a moment is written, and what is known where it does not say its offset. */
export interface MomentForm {
  readonly format: string;
  readonly timeZone: string | null;
}

type Read = { readonly at: Instant } | { readonly fault: string };

/** Control's clock may run ahead of ours by this much. */
const AHEAD_MAX_MS = 5 * MINUTE_MS;
/** After this many seconds since 1970 it is the year 2100. */
const EPOCH_MAX_S = 4_102_444_800;
/** Offsets of a zone on the day before and after are all that a clock may show around a change. */
const AROUND_MS = [-DAY_MS, 0, DAY_MS] as const;

/** What is wrong with a format in half a sentence; null where it can be read by. */
export function faultOfFormat(format: string): string | null {
  if ((NAMED_MOMENTS as readonly string[]).includes(format)) return null;
  const parts = partsOf(format);
  const missing = ['YYYY', 'MM', 'DD', 'hh', 'mm'].find((letters) => !parts.includes(letters));
  if (missing !== undefined) return `has no ${missing}`;
  const twice = parts.find((part, at) => isLetters(part) && parts.indexOf(part) !== at);
  return twice === undefined ? null : `has ${twice} twice`;
}

/**
 * Reads a moment by its format. Of a time that the clocks of its zone show twice, the later is
 * meant unless it lies ahead of now; one that they skip is no time.
 */
export function readMappedMoment(
  text: string,
  form: MomentForm,
  world: { readonly now: Instant; readonly offsetAt: OffsetAt },
): Read {
  const { format, timeZone } = form;
  if (format === 'epoch-s' || format === 'epoch-ms') return fromEpoch(text, format);
  const read = format === 'iso' ? isoMoment(text) : byLetters(text, format);
  if ('fault' in read || !read.withoutOffset) return read;
  if (timeZone === null) return { fault: 'does not say its offset from UTC' };
  const { offsetAt, now } = world;
  const shown = AROUND_MS.map((around) => read.at - offsetAt(timeZone, read.at + around))
    .filter((at) => at + offsetAt(timeZone, at) === read.at)
    .sort((a, b) => a - b);
  const [first] = shown;
  if (first === undefined) return { fault: 'is skipped by the clocks of its time zone' };
  return { at: shown.findLast((at) => at <= now + AHEAD_MAX_MS) ?? first };
}

type Wall = { readonly at: Instant; readonly withoutOffset: boolean } | { readonly fault: string };

/** Seconds may be missing, and a space may stand for the T. */
function isoMoment(text: string): Wall {
  const full = text.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
  const read = readMoment(full.replace(/(T\d\d:\d\d)(?=$|Z|[+-])/, '$1:00'), true);
  const fraction = /\.\d{1,9}/.exec(full)?.[0] ?? '';
  return 'fault' in read
    ? read
    : { ...read, at: read.at + Math.floor(Number(`0${fraction}`) * 1e3) };
}

function byLetters(text: string, format: string): Wall {
  const values = new Map<string, number>();
  let rest = text.trim();
  for (const part of partsOf(format)) {
    const here = rest.slice(0, part.length);
    rest = rest.slice(part.length);
    if (!isLetters(part)) {
      if (here !== part) return { fault: `is not written as ${format}` };
    } else if (/^\d+$/.test(here) && here.length === part.length) values.set(part, Number(here));
    else return { fault: `is not written as ${format}` };
  }
  if (rest !== '') return { fault: `is not written as ${format}` };
  const digits = (letters: string, length: number): string =>
    String(values.get(letters) ?? 0).padStart(length, '0');
  const day = `${digits('YYYY', 4)}-${digits('MM', 2)}-${digits('DD', 2)}`;
  const time = `${digits('hh', 2)}:${digits('mm', 2)}:${digits('ss', 2)}.${digits('SSS', 3)}`;
  const read = readMoment(`${day}T${time}`, true);
  return 'fault' in read ? read : { ...read, at: read.at + (values.get('SSS') ?? 0) };
}

function fromEpoch(text: string, format: 'epoch-s' | 'epoch-ms'): Read {
  const perSecond = format === 'epoch-s' ? 1 : SECOND_MS;
  const count = /^\d{1,16}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : NaN;
  if (!(count <= EPOCH_MAX_S * perSecond)) return { fault: `is not a moment in ${format}` };
  return { at: Math.round((count / perSecond) * SECOND_MS) };
}

function isLetters(part: string): boolean {
  return (MOMENT_LETTERS as readonly string[]).includes(part);
}

/** The letters of a format and what stands between them, character by character. */
function partsOf(format: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < format.length) {
    const rest = format.slice(at);
    const part = MOMENT_LETTERS.find((letters) => rest.startsWith(letters)) ?? rest.slice(0, 1);
    parts.push(part);
    at += part.length;
  }
  return parts;
}
