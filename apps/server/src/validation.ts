import type { z } from 'zod';
import { ok, refuse, type ProblemCode, type Result } from '#core/problem';

/**
 * Reads a message by its schema. The refusal names the first field at fault by its dotted path
 * and says how many more there are.
 */
export function read<S extends z.ZodType>(schema: S, message: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(message);
  if (parsed.success) return ok(parsed.data);
  const [first, ...more] = parsed.error.issues;
  if (first === undefined) return refuse('invalid-field', 'The message could not be read.');
  const path = fieldOf(first);
  const field = path.join('.');
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const sentence = `${field === '' ? 'the message' : field}: ${first.message}${others}`;
  const code = codeOf(first, path);
  return field === '' ? refuse(code, sentence) : refuse(code, sentence, field);
}

/** The wrong field; of a field that does not exist, its own name. */
function fieldOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

function codeOf(issue: z.core.$ZodIssue, path: readonly string[]): ProblemCode {
  if (issue.code === 'unrecognized_keys') return 'invalid-field';
  switch (path[0] ?? '') {
    case 'kind':
      return issue.code === 'invalid_value' && path.length === 1 ? 'unknown-kind' : 'invalid-field';
    case 'place':
      return 'place-invalid';
    case 'area':
      return 'area-invalid';
    default:
      return 'invalid-field';
  }
}
