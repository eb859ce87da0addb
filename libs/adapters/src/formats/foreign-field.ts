import type { KeptField } from '#core/control-format';
import { instantSchema } from '#contracts/shapes';
import { DocumentFault, KEPT_CHARS_MAX } from './document-parts';
import { readJson } from './foreign-document';
import { plainText } from './own-message';

const SHOWN_MAX = 60;
const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/i;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?$/;

/** What was asked of one document, and fields that are documents in themselves. */
interface Ledger {
  readonly taken: Set<string>;
  readonly within: Map<string, unknown>;
}

/**
 * A field of a foreign document, there or not. What is read is taken; the rest is kept, by its
 * path. What cannot be read ends the reading with a `DocumentFault`.
 */
export class Field {
  private constructor(
    readonly path: string,
    private readonly value: unknown,
    private readonly ledger: Ledger,
  ) {}

  static of(tree: unknown): Field {
    return new Field('', tree, { taken: new Set(), within: new Map() });
  }

  get isThere(): boolean {
    return this.value !== undefined && this.value !== null && this.value !== '';
  }

  /** The field of this name; one that is not there where this one has none. */
  at(name: string): Field {
    if (this.isThere && !isRecord(this.value)) this.fault('must have fields of its own');
    const value = isRecord(this.value) && Object.hasOwn(this.value, name) ? this.value[name] : null;
    return this.child(name, value);
  }

  /** The first of these names that is there; else the first of them. */
  any(first: string, ...others: readonly string[]): Field {
    const found = [first, ...others].map((name) => this.at(name)).find((field) => field.isThere);
    return found ?? this.at(first);
  }

  has(name: string): boolean {
    return isRecord(this.value) && Object.hasOwn(this.value, name) && this.at(name).isThere;
  }

  /** Each of a list; what stands alone is a list of one. */
  each(): readonly Field[] {
    if (!this.isThere) return [];
    if (!Array.isArray(this.value)) return [this];
    return this.value.map((value, index) => this.child(String(index), value));
  }

  /** As text, and left to be kept; undefined where there is none. */
  peek(): string | undefined {
    if (!this.isThere) return undefined;
    const value = isRecord(this.value) ? (this.value['#text'] ?? this.value) : this.value;
    if (typeof value === 'string') return value.trim();
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.fault('must be text');
  }

  text(): string | undefined {
    const text = this.peek();
    this.take();
    return text;
  }

  need(): string {
    return this.text() ?? this.fault('is missing');
  }

  number(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    return NUMBER.test(text) ? Number(text) : this.fault('must be a number');
  }

  /** ISO 8601; where the format says that times without a zone are UTC, so are they. */
  instant(zone: 'needed' | 'utc' = 'needed'): string | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const iso = zone === 'utc' && WITHOUT_ZONE.test(text) ? `${text}Z` : text;
    const moment = Date.parse(iso);
    if (!instantSchema.safeParse(iso).success || Number.isNaN(moment)) {
      return this.fault('must be a date and time of ISO 8601 with its zone');
    }
    return new Date(moment).toISOString();
  }

  /** What a table says of its word; undefined where there is none. */
  oneOf<T>(table: Readonly<Record<string, T>>): T | undefined {
    const word = this.text();
    if (word === undefined) return undefined;
    const found = lookUp(table, word);
    const known = Object.keys(table).join(', ');
    return found ?? this.fault(`says "${plainText(word, SHOWN_MAX)}", and must be one of ${known}`);
  }

  /** What a table says of a word that could be left out: one that is unknown is left to be kept. */
  ifKnown<T>(table: Readonly<Record<string, T>>): T | undefined {
    const found = lookUp(table, this.peek() ?? '');
    if (found !== undefined) this.take();
    return found;
  }

  /** A text that is a document of JSON in itself, as the field that it is then. */
  asJson(): Field {
    if (typeof this.value !== 'string') return this;
    const tree = readJson(this.value, this.path);
    this.ledger.within.set(this.path, tree);
    return new Field(this.path, tree, this.ledger);
  }

  /** It is understood, with all that is in it. */
  take(): void {
    if (this.isThere) this.ledger.taken.add(this.path);
  }

  fault(says: string): never {
    throw new DocumentFault(plainText(this.path, SHOWN_MAX * 5), says);
  }

  /** Every text in it that nobody took, by its path from the root of the document. */
  kept(): readonly KeptField[] {
    const value = this.ledger.within.get(this.path) ?? this.value;
    if (this.ledger.taken.has(this.path) || value === null || value === '') return [];
    if (typeof value === 'object') {
      return Object.entries(value).flatMap(([name, one]) => this.child(name, one).kept());
    }
    return piecesOf(typeof value === 'string' ? value : JSON.stringify(value)).map(
      (piece, index) => ({
        path: plainText(index === 0 ? this.path : `${this.path} (${index + 1})`, KEPT_CHARS_MAX),
        value: plainText(piece, KEPT_CHARS_MAX),
      }),
    );
  }

  private child(name: string, value: unknown): Field {
    return new Field(this.path === '' ? name : `${this.path}.${name}`, value, this.ledger);
  }
}

/** A text that is longer than what is kept in one is kept in several. */
function piecesOf(text: string): readonly string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${KEPT_CHARS_MAX}}`, 'g')) ?? [text];
}

/** Of the table itself, never of what every object has. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
