import type { z } from 'zod';
import type { MappedOp } from '#core/control-mapping';
import { ok, refuse, type Result } from '#core/problem';
import {
  endIncidentSchema,
  raiseIncidentSchema,
  updateIncidentSchema,
  type EndIncidentMessage,
  type RaiseIncidentMessage,
  type UpdateIncidentMessage,
} from '#contracts/incident-api';
import { refSchema } from '#contracts/shapes';

/** What control asks for about one reference, checked as a message of ours. */
export type ControlStep =
  | { readonly op: 'raise'; readonly controlRef: string; readonly message: RaiseIncidentMessage }
  | { readonly op: 'update'; readonly controlRef: string; readonly message: UpdateIncidentMessage }
  | {
      readonly op: 'close' | 'cancel';
      readonly controlRef: string;
      readonly message: EndIncidentMessage;
    };

/** Fields of a message as somebody else's document gives them. */
export interface GivenStep {
  readonly op: MappedOp;
  readonly controlRef: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Checks what a foreign document says by the schema of our own message.
 *
 * @returns `invalid-field` with our name of the field at fault; its detail says what is wrong
 *   without naming it
 */
export function readControlStep({ op, controlRef, fields }: GivenStep): Result<ControlStep> {
  if (!refSchema.safeParse(controlRef).success) {
    const says = 'must be letters, digits and ._:@/- and begin with a letter or digit';
    return refuse('invalid-field', says, 'controlRef');
  }
  if (op === 'raise') {
    const read = checked(raiseIncidentSchema, { ...fields, controlRef });
    return read.ok ? ok({ op, controlRef, message: { ...read.value, controlRef } }) : read;
  }
  if (op === 'update') {
    const read = checked(updateIncidentSchema, fields);
    return read.ok ? ok({ op, controlRef, message: read.value }) : read;
  }
  const read = checked(endIncidentSchema, fields);
  return read.ok ? ok({ op, controlRef, message: read.value }) : read;
}

function checked<S extends z.ZodType>(schema: S, message: unknown): Result<z.output<S>> {
  const read = schema.safeParse(message);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return refuse('invalid-field', issue?.message ?? 'cannot be read', String(issue?.path[0] ?? ''));
}
