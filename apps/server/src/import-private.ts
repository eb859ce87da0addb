/** Not digits of an opening hour or a room: nine or more that begin as phone numbers do. */
const PHONE = /(?:\+|\b00?)\d(?:[\s/().-]*\d){7,14}\b/g;
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>(),;]+/g;
const LINK = /\b(?:https?:\/\/|www\.)\S+/gi;
/** Words before a name that make it somebody's; other names cannot be told from those of places. */
const TITLES = [
  ...['Herrn?', 'Frau', 'Hr\\.', 'Fr\\.', 'Familie', 'Fam\\.', 'Dr\\.(?:\\s?med\\.)?', 'Prof\\.'],
  ...['Mrs?\\.?', 'Ms\\.?', 'Mme', 'Monsieur', 'Madame', 'Signora?'],
];
const TITLE = `(?:${TITLES.join('|')})`;
const NAME_PART = "\\p{Lu}[\\p{L}'’-]*\\.?";
const PARTICLE = '(?:von|van|de|di|da|del|della|der|den|auf|zu|la|le)';
const NAMED = new RegExp(
  `(?<!\\p{L})(${TITLE}(?:\\s+${TITLE})*)\\s*${NAME_PART}(?:\\s+(?:${PARTICLE}\\s+)*${NAME_PART})*`,
  'gu',
);

/**
 * A text of a public register without phone numbers, e-mail addresses, links, and names of people
 * as far as a title tells them: `Bei Familie Muster läuten` becomes `Bei Familie … läuten`. Runs of
 * blanks become one, lines stay; null where nothing is left.
 */
export function withoutPrivate(text: string | undefined): string | null {
  const kept = (text ?? '')
    .replace(EMAIL, '…')
    .replace(LINK, '…')
    .replace(PHONE, '…')
    .replace(NAMED, '$1 …')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(kept) ? kept : null;
}
