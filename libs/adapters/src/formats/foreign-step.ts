import type { KeptField } from '#core/control-format';
import type { IncidentKind, IncidentMode, IncidentPriority } from '#core/incident';
import { updateIncidentSchema } from '#contracts/incident-api';
import { LONG_TEXT_LENGTH_MAX, refSchema } from '#contracts/shapes';
import type { ControlStep } from '#contracts/control-step';
import type { ForeignMessage } from '#flow/ports';
import { DocumentFault, keptOf } from './document-parts';
import type { Field } from './foreign-field';
import { plainText } from './own-message';

/**
 * An update that passes the schema of our own message.
 *
 * @throws DocumentFault with the path in the document of the first field that does not
 */
export function updateStep(
  controlRef: string,
  message: Readonly<Record<string, unknown>>,
  pathOf: Readonly<Record<string, string>>,
): ControlStep {
  const read = updateIncidentSchema.safeParse(message);
  if (read.success) return { op: 'update', controlRef, message: read.data };
  const [first] = read.error.issues;
  const name = String(first?.path[0] ?? '');
  throw new DocumentFault(pathOf[name] ?? name, first?.message ?? 'could not be read');
}

/** Control's reference from a field; a UUID is the same in capitals. */
export function referenceOf(field: Field): string {
  const text = field.need();
  if (!refSchema.safeParse(text).success) {
    field.fault('must be letters, digits and ._:@/- and begin with a letter or digit');
  }
  return UUID.test(text) ? text.toLowerCase() : text;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Free text of several fields, cleaned, and cut where it is too long: no alert is lost for its
 * notes. What was cut is kept as well.
 */
export function freeText(
  fields: readonly Field[],
  joint: string,
  charsMax: number,
): string | undefined {
  const said = fields.filter((field) => field.isThere);
  const whole = said.map((field) => field.peek() ?? '').join(joint);
  if (whole.length <= charsMax) for (const field of said) field.take();
  return plainText(whole, charsMax) || undefined;
}

/** Notes for responders, of whatever length they may have. */
export function notesOf(fields: readonly Field[]): string | undefined {
  return freeText(fields, '\n', LONG_TEXT_LENGTH_MAX);
}

/** Kinds in which minutes decide whether somebody lives, whatever else is said. */
const MINUTES_DECIDE: Readonly<Record<IncidentKind, boolean>> = {
  'cardiac-arrest': true,
  unconscious: true,
  choking: true,
  'severe-bleeding': true,
  anaphylaxis: true,
  'opioid-overdose': true,
  'chest-pain': false,
  'other-medical': false,
};

/** The priority, where a format knows only whether it is urgent, or says nothing. */
export function priorityOf(kind: IncidentKind, isUrgent: boolean | undefined): IncidentPriority {
  if (MINUTES_DECIDE[kind]) return 'life-threatening';
  return isUrgent === false ? 'routine' : 'urgent';
}

const STRICTNESS: Readonly<Record<IncidentMode, number>> = { actual: 0, exercise: 1, test: 2 };

/** What any part of a document calls an exercise is one; tests are the strictest. */
export function strictest(...modes: readonly IncidentMode[]): IncidentMode {
  return modes.reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a), 'actual');
}

/** One message as it was read, with where in the document it stands. */
export interface ReadStep {
  readonly path: string;
  readonly documentId: string | null;
  readonly step: ControlStep;
}

/** Messages with what was kept of each; what stands around them goes with the first. */
export function withKept(root: Field, steps: readonly ReadStep[]): readonly ForeignMessage[] {
  const kept = steps.length === 0 ? [] : root.kept();
  return steps.map(({ documentId, step }, index) => ({
    documentId,
    step,
    kept: keptOf(kept.filter((field) => ownerOf(field, steps) === index)),
  }));
}

function ownerOf(field: KeptField, steps: readonly ReadStep[]): number {
  return Math.max(
    0,
    steps.findIndex(({ path }) => path !== '' && field.path.startsWith(`${path}.`)),
  );
}
