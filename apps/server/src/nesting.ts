/** No message of ours nests deeper than a multipolygon in a body: six. */
export const NESTING_MAX = 32;

/** Whether JSON text nests deeper than `max`; reads it once and stops at the first that does. */
export function nestedTooDeep(text: string, max = NESTING_MAX): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (inText) {
      if (character === '\\') i += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') {
      inText = true;
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > max) return true;
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
  }
  return false;
}
