import { ok, refuse, type ProblemCode, type Result } from '#core/problem';

const DECLARED = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,39})["']/;
const DECLARATION_CHARS_MAX = 300;
/** Encodings that documents come in. Others would have to be guessed, or are ways past filters. */
const KNOWN = new Set([
  ...['utf-8', 'utf8', 'us-ascii', 'ascii'],
  ...['iso-8859-1', 'iso-8859-15', 'latin1', 'windows-1252'],
  ...['utf-16', 'utf-16le', 'utf-16be'],
]);

/**
 * Text of a document by its byte-order mark, else by what its XML declaration says, else UTF-8.
 * What does not fit its encoding is refused and not patched.
 *
 * @param code of the refusal
 */
export function decodeText(bytes: Uint8Array, code: ProblemCode): Result<string> {
  const encoding = markedEncoding(bytes) ?? declaredEncoding(bytes);
  if (!KNOWN.has(encoding)) {
    return refuse(code, `The encoding ${encoding} is not one that is read.`);
  }
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return refuse(code, `It is not in the encoding ${encoding} throughout.`);
  }
}

/** XML 1.0, appendix F. */
function markedEncoding([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, DECLARATION_CHARS_MAX)).toString('latin1');
  const encoding = DECLARED.exec(head)?.[1]?.toLowerCase();
  // What is written so plainly that this can be read is not in sixteen bits.
  return encoding === undefined || encoding.startsWith('utf-16') ? 'utf-8' : encoding;
}
