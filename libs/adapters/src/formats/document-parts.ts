import type { KeptField } from '#core/control-format';
import { ok, refuse, type Result } from '#core/problem';
import { decodeText } from '#adapters/shared/decode-text';

/** Of one document, whatever format it has. */
const NESTED_MAX = 32;
const VALUES_MAX = 20_000;
const NAME_CHARS_MAX = 200;
/** Names by which objects reach what they are made of. */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Kept of one message: more is nobody's incident. */
export const KEPT_FIELDS_MAX = 300;
export const KEPT_CHARS_MAX = 2_000;

type Fields = Readonly<Record<string, unknown>>;

/** Something in a document that makes it no message: where, and why. */
export class DocumentFault extends Error {
  constructor(
    readonly path: string,
    readonly says: string,
  ) {
    super(says);
  }
}

/** What a reading gives, or the refusal `invalid-field` where it met a fault. */
export async function withFaults<T>(reading: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await reading());
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    const { path, says } = error;
    return path === ''
      ? refuse('invalid-field', says)
      : refuse('invalid-field', `${path}: ${says}`, path);
  }
}

/**
 * One object of a document, with its path from the root. What is asked of it is read; all that
 * nobody has asked for can be told afterwards.
 */
export class Part {
  constructor(
    private readonly fields: Fields,
    readonly path: string,
    private readonly read: Set<string>,
  ) {}

  /** The root of a JSON document; throws `DocumentFault` where it is none, or hostile. */
  static rootOf(document: Uint8Array): Part {
    const text = decodeText(document, 'invalid-field');
    if (!text.ok) throw new DocumentFault('', text.problem.detail);
    let value: unknown;
    try {
      value = JSON.parse(text.value);
    } catch {
      throw new DocumentFault('', 'The document is not JSON.');
    }
    refuseHostile(value);
    if (!isFields(value)) throw new DocumentFault('', 'The document is not an object.');
    return new Part(value, '', new Set());
  }

  /** Path of one of its fields. */
  at(name: string | number): string {
    return this.path === '' ? String(name) : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string | null {
    return this.textAt(this.take(name), this.at(name));
  }

  needText(name: string): string {
    const text = this.text(name);
    if (text === null || text === '') throw new DocumentFault(this.at(name), 'is missing');
    return text;
  }

  number(name: string): number | null {
    const value = this.take(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return value;
    throw new DocumentFault(this.at(name), 'must be a number');
  }

  texts(name: string): readonly string[] {
    return this.listAt(name).map((value, index) => {
      const path = `${this.at(name)}.${index}`;
      this.read.add(path);
      return this.textAt(value, path) ?? '';
    });
  }

  part(name: string): Part | null {
    const value = this.value(name);
    return value === undefined || value === null ? null : this.partAt(value, this.at(name));
  }

  parts(name: string): readonly Part[] {
    return this.listAt(name).map((value, index) => this.partAt(value, `${this.at(name)}.${index}`));
  }

  /** Forgets that a field was read: it is told with the rest after all. */
  leave(name: string): void {
    this.read.delete(this.at(name));
  }

  /** Every text, number and truth below it that nobody has asked for, in order. */
  rest(): readonly KeptField[] {
    const kept: KeptField[] = [];
    addLeaves(this.fields, this.path, { read: this.read, kept });
    return kept;
  }

  private value(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  private take(name: string): unknown {
    this.read.add(this.at(name));
    return this.value(name);
  }

  private textAt(value: unknown, path: string): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value.trim();
    throw new DocumentFault(path, 'must be a text');
  }

  private listAt(name: string): readonly unknown[] {
    const value = this.value(name);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    throw new DocumentFault(this.at(name), 'must be a list');
  }

  private partAt(value: unknown, path: string): Part {
    if (!isFields(value)) throw new DocumentFault(path, 'must be an object');
    return new Part(value, path, this.read);
  }
}

/** The first of what is kept, each cut to a length; the last one says how many are left out. */
export function keptOf(fields: readonly KeptField[]): readonly KeptField[] {
  const shown = fields.length > KEPT_FIELDS_MAX ? fields.slice(0, KEPT_FIELDS_MAX - 1) : fields;
  const cut = shown.map(({ path, value }) => ({
    path: path.slice(0, KEPT_CHARS_MAX),
    value: value.length > KEPT_CHARS_MAX ? `${value.slice(0, KEPT_CHARS_MAX - 1)}…` : value,
  }));
  const left = fields.length - shown.length;
  return left === 0 ? cut : [...cut, { path: '…', value: `${left} more fields` }];
}

function addLeaves(
  value: unknown,
  path: string,
  to: { readonly read: ReadonlySet<string>; readonly kept: KeptField[] },
): void {
  if (value === null || value === '' || to.read.has(path)) return;
  if (typeof value !== 'object') {
    to.kept.push({ path, value: typeof value === 'string' ? value : JSON.stringify(value) });
    return;
  }
  for (const [name, field] of Object.entries(value as Fields)) {
    addLeaves(field, path === '' ? name : `${path}.${name}`, to);
  }
}

/** Looks at all of it without calling itself, whatever its depth. */
function refuseHostile(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 1 }];
  let count = 0;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value, depth } = one;
    count += 1;
    if (count > VALUES_MAX) throw new DocumentFault('', `It has more than ${VALUES_MAX} values.`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth > NESTED_MAX) throw new DocumentFault('', `It nests more than ${NESTED_MAX} deep.`);
    if (Array.isArray(value) && value.length > VALUES_MAX) {
      throw new DocumentFault('', `It has more than ${VALUES_MAX} values.`);
    }
    for (const [name, field] of Object.entries(value)) {
      if (UNSAFE_NAMES.has(name) || name.length > NAME_CHARS_MAX) {
        throw new DocumentFault('', 'It has a field with a name that no format has.');
      }
      open.push({ value: field, depth: depth + 1 });
    }
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
