/** Elements that end a line where they begin or end. */
const LINES: ReadonlySet<string> = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3']);
const NAME_CHARS_MAX = 10;

/** XML and HTML alike. */
const ENTITIES: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
  ['&amp;', '&'],
];

/**
 * The words of a note in HTML, line by line, without any of its elements: what is shown to people
 * is text. Goes through it once, whatever it is made of; a bracket that is never closed is text.
 */
export function wordsOfHtml(html: string): string {
  let words = '';
  let from = 0;
  const lastEnd = html.lastIndexOf('>');
  while (from < html.length) {
    const open = html.indexOf('<', from);
    if (open < 0 || open > lastEnd) break;
    words += html.slice(from, open);
    const isMarkup = isElement(html, open);
    words += isMarkup ? breakOf(html, open) : '<';
    from = isMarkup ? html.indexOf('>', open) + 1 : open + 1;
  }
  words += html.slice(from);
  for (const [entity, sign] of ENTITIES) words = words.replaceAll(entity, sign);
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** "Pulse < 40" is no element. */
function isElement(html: string, open: number): boolean {
  return /[a-z!/]/i.test(html[open + 1] ?? '');
}

function breakOf(html: string, open: number): string {
  const [, name = ''] = /^<\/?([a-z0-9]*)/i.exec(html.slice(open, open + NAME_CHARS_MAX)) ?? [];
  return LINES.has(name.toLowerCase()) ? '\n' : '';
}
