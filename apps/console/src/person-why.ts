import { toReader } from '#web/language';
import { ALERTED_WORDS, wordsOf } from '#web/words';
import { ENDED_WORDS, NOT_ALERTED_WORDS } from './console-words';

interface Explained {
  readonly reason: string | null;
  readonly sentence: string;
}

/** Why somebody was alerted or not: the server's English, or the words of its reason. */
export function personWhy({ reason, sentence }: Explained): string {
  const all = { ...ENDED_WORDS, ...NOT_ALERTED_WORDS, ...ALERTED_WORDS };
  return toReader(sentence, reason === null ? '' : wordsOf(all, reason, ''));
}
