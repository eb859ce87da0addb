/** Where a page ended: values of the columns it is sorted by. */
export type CursorParts = readonly [string, ...string[]];

/** Opaque text of a place in a list. */
export function writeCursor(parts: CursorParts): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The place a cursor names; null for the beginning, and for text that is no cursor. */
export function readCursor(cursor: string | null, length: number): readonly string[] | null {
  if (cursor === null) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isCursor =
      Array.isArray(parts) &&
      parts.length === length &&
      parts.every((part) => typeof part === 'string');
    return isCursor ? parts : null;
  } catch {
    return null;
  }
}

/** Reads the cursor of a list sorted by time and id; null unless both are what they should be. */
export function readTimeCursor(cursor: string | null): { at: number; id: string } | null {
  const [at, id] = readCursor(cursor, 2) ?? [];
  const isId = id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isId && at !== undefined && /^\d{1,15}$/.test(at) ? { at: Number(at), id } : null;
}
