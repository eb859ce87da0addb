/** Where a field stands in a JSON text, as offsets of its name or, in a list, of its value. */
export interface FieldSpot {
  readonly from: number;
  readonly to: number;
  /** 1 for the first line. */
  readonly line: number;
}

type Token = { readonly text: string; readonly from: number; readonly to: number };

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

/**
 * Finds the field of a dotted path such as `changes.choice.pricePerAlert` or `kinds.0`. A part that
 * is not in the text, a field left out, gives the nearest thing around it that is; undefined where
 * the text holds nothing of the path. The text has to be JSON.
 */
export function findField(json: string, path: string): FieldSpot | undefined {
  const tokens: Token[] = [...json.matchAll(TOKENS)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
  let at = 0;
  let found: Token | undefined;
  for (const part of path.split('.')) {
    const next = childOf(tokens, at, part);
    if (next === undefined) break;
    found = tokens[next.named];
    at = next.value;
  }
  if (found === undefined) return undefined;
  const line = json.slice(0, found.from).split('\n').length;
  return { from: found.from, to: found.to, line };
}

/** The child of the object or list that begins at a token: its name, or its value in a list. */
function childOf(
  tokens: readonly Token[],
  start: number,
  part: string,
): { readonly named: number; readonly value: number } | undefined {
  const opened = tokens[start]?.text;
  if (opened !== '{' && opened !== '[') return undefined;
  let at = start + 1;
  for (let index = 0; at < tokens.length; index += 1) {
    const text = tokens[at]?.text;
    if (text === '}' || text === ']') return undefined;
    const value = opened === '{' ? at + 2 : at;
    const name = opened === '{' ? nameOf(text ?? '') : String(index);
    if (name === part) return { named: at, value };
    at = endOf(tokens, value) + 1;
    if (tokens[at]?.text === ',') at += 1;
  }
  return undefined;
}

/** The last token of the value that begins at a token. */
function endOf(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const text = tokens[at]?.text;
    if (text === '{' || text === '[') depth += 1;
    if (text === '}' || text === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
