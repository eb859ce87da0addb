import { REFUSED_CODE, type FieldSource, type MappedField } from '#core/control-mapping';
import type { Problem } from '#core/problem';

/** What was found for one field. */
export interface MappedValue {
  readonly texts: readonly string[];
  /** Where it stood, or where it was looked for. */
  readonly path: string;
}

export type MappedValues = ReadonlyMap<MappedField, MappedValue>;

/** What a text for people must not have: see `text` of the contracts. */
const UNSAFE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f' +
    '\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]',
  'gu',
);

/** Free text without strange characters: an incident is not lost for one in its notes. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSAFE, '').trim();
}

/**
 * A number with a point or a comma before its fraction; null for anything else, and for a comma
 * with three digits behind it: that may be five thousand or five.
 */
export function decimalOf(text: string): number | null {
  return /,\d{3}$/.test(text.trim()) ? null : degreesOf(text);
}

/** As `decimalOf`; of degrees nobody writes thousands. */
export function degreesOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^[+-]?\d{1,15}(?:\.\d{1,40})?(?:e-?\d{1,3})?$/i.test(plain) ? Number(plain) : null;
}

/** The refusal of what stands at a path of somebody else's document. */
export function faultAt(says: string, path: string): Problem {
  const field = path.replace(/^\//, '');
  const detail = `${field === '' ? 'the document' : field}: ${says}.`;
  return field === ''
    ? { code: 'invalid-field', detail }
    : { code: 'invalid-field', detail, field };
}

/** What a code of theirs means: our word, or `keep`; null where it is refused. */
export function meaningOf(text: string, { codes, otherwise }: FieldSource): string | null {
  const meant = codes !== null && Object.hasOwn(codes, text) ? codes[text] : otherwise;
  return meant === REFUSED_CODE || meant === undefined ? null : meant;
}
