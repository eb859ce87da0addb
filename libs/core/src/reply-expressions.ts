import { EQUIPMENT, type Equipment } from '#core/equipment';
import type { ReplyPatterns } from '#core/reply-patterns';
import { GERMAN_REPLIES } from '#core/reply-patterns-de';
import { ENGLISH_REPLIES } from '#core/reply-patterns-en';
import { FRENCH_REPLIES } from '#core/reply-patterns-fr';

/** People write in whatever language comes first, so that all are read at once. */
const LANGUAGES: readonly ReplyPatterns[] = [ENGLISH_REPLIES, FRENCH_REPLIES, GERMAN_REPLIES];

const NUMBERS = new Map(LANGUAGES.flatMap(({ numbers }) => Object.entries(numbers)));

/** A number in digits, with a part or without, or in words. */
export const NUMBER = `\\d{1,3}(?:[.,]\\d{1,2})?|${longestFirst([...NUMBERS.keys()]).join('|')}`;

/** What a number of that form stands for. */
export function numberOf(text: string): number {
  return NUMBERS.get(text) ?? Number(text.replace(',', '.'));
}

/** The patterns of all languages under one name, as alternatives. */
export function alternatives(pick: (language: ReplyPatterns) => readonly string[]): string {
  return longestFirst([...new Set(LANGUAGES.flatMap(pick))]).join('|');
}

/** An expression that finds whole words only, everywhere. */
export function wholeWords(pattern: string): RegExp {
  const counted = pattern.replaceAll('{n}', `(?:${NUMBER})`);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${counted})(?![\\p{L}\\p{N}])`, 'gu');
}

type Flat = {
  [K in keyof ReplyPatterns]: ReplyPatterns[K] extends readonly string[] ? K : never;
}[keyof ReplyPatterns];

function finder(name: Flat): RegExp {
  return wholeWords(alternatives((language) => language[name]));
}

/** What is looked for in a message, over all languages. */
export const EXPRESSIONS = {
  yes: finder('yes'),
  coming: finder('coming'),
  no: finder('no'),
  negations: finder('negations'),
  unclear: finder('unclear'),
  hedges: finder('hedges'),
  stop: finder('stop'),
  start: finder('start'),
  fillers: finder('fillers'),
  distance: wholeWords(
    '\\d{1,4}(?:[.,]\\d{1,2})? (?:km|kms|kilometers?|kilometres?|m|meters?|metres?|' +
      'miles?|mi|yards?)',
  ),
  code: wholeWords('[1-9]\\d\\d|[1-9] \\d \\d'),
} as const;

/** Days of the week in all languages, Monday first. */
export const WEEKDAYS: readonly string[] = [0, 1, 2, 3, 4, 5, 6].map((day) =>
  LANGUAGES.flatMap(({ days }) => days[day] ?? []).join('|'),
);

/** How many come: an expression whose first group, where it has one, is added to the base. */
export const PEOPLE: readonly { readonly expression: RegExp; readonly base: number }[] =
  LANGUAGES.flatMap(({ people }) =>
    people.map(([pattern, base]) => ({
      expression: wholeWords(pattern.replace('{n}', `(${NUMBER})`)),
      base,
    })),
  );

export const EQUIPMENT_EXPRESSIONS: readonly {
  readonly equipment: Equipment;
  readonly expression: RegExp;
}[] = EQUIPMENT.flatMap((equipment) => {
  const pattern = alternatives((language) => language.equipment[equipment] ?? []);
  // A piece without words would be found between any two letters.
  return pattern === '' ? [] : [{ equipment, expression: wholeWords(pattern) }];
});

/** Named stretches and named times, each with its minutes. */
export const STRETCHES = LANGUAGES.flatMap(({ stretches }) => stretches);
export const NAMED_TIMES = LANGUAGES.flatMap(({ times }) => times);

/** Longer patterns are tried first, so that a part never hides the whole. */
function longestFirst(patterns: readonly string[]): readonly string[] {
  return patterns.toSorted((a, b) => b.length - a.length);
}
