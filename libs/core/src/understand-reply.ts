import {
  EQUIPMENT_EXPRESSIONS,
  EXPRESSIONS,
  numberOf,
  PEOPLE,
  wholeWords,
} from '#core/reply-expressions';
import { replyLetters } from '#core/reply-letters';
import type { Equipment } from '#core/equipment';
import { replyTimes } from '#core/reply-times';

/** What a message means, as far as that is certain. */
export interface ReplyMeaning {
  /** Null for what is no answer, or could be more than one. */
  readonly answer: 'yes' | 'no' | 'stop' | 'start' | null;
  /** The alert it names, as in `replyCode`. */
  readonly code: string | null;
  /** From now; null where they said nothing of it. */
  readonly delayMs: number | null;
  /** Minute of the day by their own clock. */
  readonly atMinute: number | null;
  /** The last day on which they can, from 0 for Monday; null where they said nothing of it. */
  readonly untilDay: number | null;
  readonly equipment: readonly Equipment[];
  /** How many would come, counting the writer. */
  readonly people: number | null;
  /** Nothing in it was left over: no human has to read it. */
  readonly isWholeMeaning: boolean;
}

export const NOTHING_UNDERSTOOD: ReplyMeaning = {
  answer: null,
  code: null,
  delayMs: null,
  atMinute: null,
  untilDay: null,
  equipment: [],
  people: null,
  isWholeMeaning: false,
};

/** Longer texts are letters to a human. */
export const UNDERSTOOD_CHARACTERS_MAX = 480;
/** A clear yes stays one beside so many words that are not understood. */
const WORDS_BESIDE_YES_MAX = 6;
/** An answer of one letter or digit counts where it is all that was written. */
const ALONE: Readonly<Record<string, 'yes' | 'no'>> = {
  ...{ y: 'yes', k: 'yes', j: 'yes', o: 'yes', 1: 'yes' },
  ...{ n: 'no', 2: 'no' },
};
const SPARE = wholeWords('[•,]');

/**
 * What somebody wrote back, in any of the languages, in any order. Never takes a text with a
 * negation for a yes; what contradicts itself, asks back or depends on something unknown is no
 * answer. A condition alone ("in 2 hours", "with a boat") is a yes under that condition.
 */
export function understandReply(text: string): ReplyMeaning {
  if (text.length > UNDERSTOOD_CHARACTERS_MAX) return NOTHING_UNDERSTOOD;
  const letters = replyLetters(text);
  const { rest: timeless, delayMs, atMinute, untilDay } = replyTimes(letters);
  const far = marked(timeless, EXPRESSIONS.distance, '•');
  const counted = readPeople(far);
  const coded = readCode(counted.rest);
  const brought = readEquipment(coded.rest);
  const signs = readSigns(brought.rest, letters);
  const condition = {
    delayMs,
    atMinute,
    untilDay,
    people: counted.people,
    equipment: brought.equipment,
  };
  const hasCondition =
    delayMs !== null ||
    atMinute !== null ||
    untilDay !== null ||
    counted.people !== null ||
    brought.equipment.length > 0;
  const answer = coded.isAmbiguous ? null : answerOf(signs, hasCondition);
  const isWholeMeaning = answer !== null && (signs.leftovers === 0 || signs.alone !== null);
  return { answer, code: coded.code, ...condition, isWholeMeaning };
}

interface Signs {
  readonly yes: number;
  readonly coming: number;
  readonly no: number;
  readonly stop: number;
  readonly start: number;
  /** Some negation anywhere outside the words for "stop". */
  readonly isNegated: boolean;
  readonly isHedged: boolean;
  readonly asksBack: boolean;
  /** Words that nothing was made of, and those of them before any answer. */
  readonly leftovers: number;
  readonly leftoversBefore: number;
  /** Numbers that are no code, no time and no count. */
  readonly hasStrayNumber: boolean;
  readonly alone: 'yes' | 'no' | null;
}

function readSigns(text: string, whole: string): Signs {
  const stopless = marked(marked(text, EXPRESSIONS.stop, 'S'), EXPRESSIONS.start, 'T');
  const unclear = marked(stopless, EXPRESSIONS.unclear, 'U');
  const denied = marked(unclear, EXPRESSIONS.no, 'N');
  const answered = marked(marked(denied, EXPRESSIONS.yes, 'Y'), EXPRESSIONS.coming, 'W');
  const hedged = marked(answered, EXPRESSIONS.hedges, 'H');
  const plain = marked(hedged, EXPRESSIONS.fillers, '•');
  const words = plain.split(' ').filter((word) => word !== '' && word !== '•' && word !== ',');
  const count = (mark: string): number => words.filter((word) => word === mark).length;
  const isLeftover = (word: string): boolean => !/^[YWNSTUH?]$/u.test(word);
  const first = words.findIndex((word) => /^[YWNST]$/u.test(word));
  const asked = count('Y') > 0 ? /(?:^|[YN] )\?/u : /(?:^|[YNW] )\?/u;
  const only = stopless.replace(SPARE, '').trim();
  return {
    yes: count('Y'),
    coming: count('W'),
    no: count('N'),
    stop: count('S'),
    start: count('T'),
    isNegated: matches(marked(whole, EXPRESSIONS.stop, 'S'), EXPRESSIONS.negations),
    isHedged: count('H') > 0 || count('U') > 0,
    asksBack: asked.test(words.join(' ')),
    leftovers: words.filter((word) => isLeftover(word) || word === '?').length,
    leftoversBefore: words.slice(0, Math.max(0, first)).filter(isLeftover).length,
    hasStrayNumber: words.some((word) => /\d/u.test(word)),
    alone: ALONE[only] ?? null,
  };
}

function answerOf(signs: Signs, hasCondition: boolean): ReplyMeaning['answer'] {
  if (signs.alone !== null) return hasCondition ? null : signs.alone;
  const { yes, coming, no, stop, start } = signs;
  const kinds = [yes + coming, no, stop, start].filter((count) => count > 0).length;
  if (kinds > 1 || signs.isHedged || signs.asksBack) return null;
  if (stop + start > 0) {
    const isPlain = signs.leftovers === 0 && !signs.isNegated && !hasCondition;
    return isPlain ? (stop > 0 ? 'stop' : 'start') : null;
  }
  if (no > 0) return hasCondition || signs.leftoversBefore > 0 ? null : 'no';
  return isYes(signs, hasCondition) ? 'yes' : null;
}

function isYes(signs: Signs, hasCondition: boolean): boolean {
  const { yes, coming, leftovers } = signs;
  if (signs.isNegated || signs.hasStrayNumber) return false;
  if (yes > 0) return leftovers <= WORDS_BESIDE_YES_MAX && signs.leftoversBefore === 0;
  return leftovers === 0 && (coming > 0 || hasCondition);
}

function readCode(text: string): {
  readonly rest: string;
  readonly code: string | null;
  readonly isAmbiguous: boolean;
} {
  const codes = new Set(
    [...text.matchAll(EXPRESSIONS.code)].map(([code]) => code.replaceAll(' ', '')),
  );
  const [code = null] = codes;
  const isAmbiguous = codes.size > 1;
  return {
    rest: marked(text, EXPRESSIONS.code, '•'),
    code: isAmbiguous ? null : code,
    isAmbiguous,
  };
}

function readPeople(text: string): { readonly rest: string; readonly people: number | null } {
  for (const { expression, base } of PEOPLE) {
    const [match] = text.matchAll(expression);
    if (match === undefined) continue;
    const people = base + (match[1] === undefined ? 0 : numberOf(match[1]));
    return { rest: marked(text, expression, '•'), people };
  }
  return { rest: text, people: null };
}

function readEquipment(text: string): {
  readonly rest: string;
  readonly equipment: readonly Equipment[];
} {
  const found = EQUIPMENT_EXPRESSIONS.filter(({ expression }) => matches(text, expression));
  const rest = found.reduce((left, { expression }) => marked(left, expression, '•'), text);
  return { rest, equipment: found.map(({ equipment }) => equipment) };
}

function marked(text: string, expression: RegExp, mark: string): string {
  return text.replace(expression, ` ${mark} `).replace(/ +/gu, ' ').trim();
}

function matches(text: string, expression: RegExp): boolean {
  return text.search(expression) >= 0;
}
