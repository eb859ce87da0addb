/** Thumbs and ticks, crosses and shrugs; every other picture says nothing. */
const PICTURES: readonly (readonly [pictures: RegExp, word: string])[] = [
  [/[👍✅✔☑👌🆗💪🏃🙋]/gu, ' ok '],
  [/[👎❌🚫🙅✖⛔]/gu, ' nope '],
  [/[🤷🤔❓❔😕]/gu, ' ? '],
  [/\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1f1e6}-\u{1f1ff}]/gu, ' '],
];

const APOSTROPHES = /[\u0060\u00b4\u2018\u2019\u02bc\u2032\uff07]/gu;
const MARKS = /\p{Mark}|\p{Format}|\p{Variation_Selector}/gu;

/**
 * The words of a message as the patterns expect them: small letters without accents, elisions
 * written apart, contractions together, numbers apart from letters, `,` for every pause and `?` for
 * a question, single spaces. What is in no Latin letters stays as it is and fits no pattern.
 */
export function replyLetters(text: string): string {
  let letters = text.replace(APOSTROPHES, "'");
  for (const [pictures, word] of PICTURES) letters = letters.replace(pictures, word);
  return letters
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replace(/(\d) ?'(?!\w)/gu, '$1 min ')
    .replace(/(?<=\d ?)([ap])\.?m\b\.?/gu, ' $1m ')
    .replace(/(?<![a-z])(j|n|d|l|c|s|m|t|qu|jusqu|aujourd|quelqu)'/gu, '$1 ')
    .replaceAll("'", '')
    .replace(/\+(?= ?(?:\d|[a-z]))/gu, ' plus ')
    .replace(/(?<![a-z])o\.k(?![a-z])/gu, 'ok')
    .replaceAll('&', ' and ')
    .replace(/(?<=\d)[.,:](?=\d)/gu, '\u0001$&\u0001')
    .replace(/(?<!\u0001)[.,;:!…\n](?!\u0001)/gu, ' , ')
    .replaceAll('\u0001', '')
    .replace(/[^\p{Letter}\p{Number},.:? ]/gu, ' ')
    .replaceAll('?', ' ? ')
    .replace(/(?<=\d)(?=\p{Letter})|(?<=\p{Letter})(?=\d)/gu, ' ')
    .replace(/([a-z])\1{2,}/gu, '$1$1')
    .replace(/ +/gu, ' ')
    .trim();
}
