import { endIncidentSchema, raiseIncidentSchema } from '#contracts/incident-api';
import type { ControlStep } from '#contracts/control-step';
import { DocumentFault } from './document-parts';

/** Where the fields of our message stood in the document, by our names. */
type PathOf = Readonly<Record<string, string>>;

/**
 * A raise that passes the schema of our own message.
 *
 * @throws DocumentFault with the path in the document of the first field that does not
 */
export function raiseStep(
  controlRef: string,
  message: Readonly<Record<string, unknown>>,
  pathOf: PathOf,
): ControlStep {
  const read = raiseIncidentSchema.safeParse({ ...message, controlRef });
  if (!read.success) throw faultOf(read.error.issues, pathOf);
  return { op: 'raise', controlRef, message: { ...read.data, controlRef } };
}

/** As `raiseStep`, for an end. */
export function endStep(
  { op, controlRef }: { readonly op: 'close' | 'cancel'; readonly controlRef: string },
  message: Readonly<Record<string, unknown>>,
  pathOf: PathOf,
): ControlStep {
  const ref = raiseIncidentSchema.shape.controlRef.safeParse(controlRef);
  if (!ref.success) throw new DocumentFault(pathOf['controlRef'] ?? '', 'is no reference');
  const read = endIncidentSchema.safeParse(message);
  if (!read.success) throw faultOf(read.error.issues, pathOf);
  return { op, controlRef, message: read.data };
}

function faultOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  pathOf: PathOf,
): DocumentFault {
  const [first] = issues;
  const name = String(first?.path[0] ?? '');
  return new DocumentFault(pathOf[name] ?? name, first?.message ?? 'could not be read');
}

/** What no text of a message may have: see `text` of the contracts. */
const UNSAFE = new RegExp(
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f' +
    '\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]',
  'gu',
);

/**
 * Free text for people, cut to a length: a strange character in a note is left out, since an
 * incident is not lost for it.
 */
export function plainText(text: string, charsMax: number): string {
  const plain = text.replace(UNSAFE, '').trim();
  if (plain.length <= charsMax) return plain;
  const cut = plain.slice(0, charsMax - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}
