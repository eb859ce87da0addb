import { createHash } from 'node:crypto';
import { toInstant, toIso } from '#contracts/shapes';
import type { AuditEntry } from '#flow/ports';

/** Ids come out of addresses that anybody may have made up; a longer one is cut. */
const TEXT_LENGTH_MAX = 400;
/** PostgreSQL stores neither NUL nor halves of characters, and no line of an audit is two lines. */
const UNSTORABLE = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/gu;

/**
 * The text of an entry that is hashed: JSON without spaces, keys in the order of the alphabet, the
 * moment in ISO 8601 UTC with milliseconds.
 */
export function auditText(entry: AuditEntry): string {
  const { action, actor, at, detail, organisationId, outcome, subject } = entry;
  return JSON.stringify(
    { action, actor, at: toIso(at), detail, organisationId, outcome, subject },
    (_key, part: unknown) => {
      if (typeof part === 'string') return storable(part);
      return isObject(part) ? sorted(part) : part;
    },
  );
}

/** The entry of a text. */
export function entryOfText(text: string): AuditEntry {
  const said = JSON.parse(text) as Omit<AuditEntry, 'at'> & { readonly at: string };
  return { ...said, at: toInstant(said.at) };
}

/** What entries are searched by, beside the text. */
export interface SearchedColumns {
  readonly organisationId: string;
  readonly at: number;
  readonly actorRole: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly outcome: string;
}

/** Whether the columns say what the text says. */
export function columnsAgree(columns: SearchedColumns & { readonly text: string }): boolean {
  const entry = readable(columns.text);
  return (
    entry !== null &&
    entry.organisationId === columns.organisationId &&
    entry.at === columns.at &&
    entry.actor.role === columns.actorRole &&
    entry.actor.id === columns.actorId &&
    entry.action === columns.action &&
    (entry.subject?.kind ?? null) === columns.subjectKind &&
    (entry.subject?.id ?? null) === columns.subjectId &&
    entry.outcome === columns.outcome
  );
}

/** Null for a text that somebody has put in the place of an entry. */
function readable(text: string): AuditEntry | null {
  try {
    return entryOfText(text);
  } catch {
    return null;
  }
}

/** The next hash of a chain, in hex: SHA-256 over the bytes of the one before it and the text. */
export function linkHash(hash: string, text: string): string {
  return createHash('sha256').update(Buffer.from(hash, 'hex')).update(text, 'utf8').digest('hex');
}

function storable(text: string): string {
  return text.slice(0, TEXT_LENGTH_MAX).replace(UNSTORABLE, '\ufffd');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
