/** Control characters other than tab and line feed, and marks that turn text around. */
const UNSAFE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f' +
    '\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]',
  'gu',
);

/** Foreign text without what hides or turns it, trimmed, and cut at `max` characters. */
export function cleanText(text: string, max = Number.POSITIVE_INFINITY): string {
  const clean = text.replace(/\r\n?/gu, '\n').replace(UNSAFE, '').trim();
  return clean.length <= max ? clean : cutText(clean, max);
}

/** At most `max` characters, with a mark where something is missing and no half of a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** Text without the markup that some senders write into it, for people to read. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<(?:br|\/p|\/div|\/li)\s*\/?>/giu, '\n')
    .replace(/<\/?[a-z][^<>]{0,500}>/giu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
