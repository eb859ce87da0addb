import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spokenBy, type Sentence } from './messages/spoken';

const SHARED = 'shared-web';
const PAGES = ['console', 'helper', 'identity', 'muster', 'responder'];
const TRANSLATIONS = ['fr', 'de'];

type Messages = Readonly<Record<string, string>>;

function messagesOf(page: string, language: string): Messages {
  const path = join(__dirname, '../apps', page, 'messages', `${language}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Messages;
}

/** Counted sentences have two forms in both languages for every number that a page shows. */
function keysOf({ english, isCounted }: Sentence): readonly string[] {
  return isCounted ? [`${english}_one`, `${english}_other`] : [english];
}

const gapsOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

const shared = new Set(spokenBy(SHARED).sentences.flatMap(keysOf));

describe.each([SHARED, ...PAGES])('sentences of %s', (page) => {
  const { sentences, unclear } = spokenBy(page);
  const keys = sentences.flatMap(keysOf);
  const own = page === SHARED ? keys : keys.filter((key) => !shared.has(key));

  test('each is written in full where it is said, so that it can be found', () => {
    expect(unclear).toEqual([]);
  });

  test.each(TRANSLATIONS)('%s has each of them and no other', (language) => {
    const known = Object.keys(messagesOf(page, language));
    const missing = own.filter((key) => !known.includes(key));
    const unspoken = known.filter((key) => !own.includes(key));
    expect({ missing, unspoken }).toEqual({ missing: [], unspoken: [] });
  });

  test.each(TRANSLATIONS)('%s leaves out no value that a sentence fills in', (language) => {
    const wrong = Object.entries(messagesOf(page, language)).filter(([key, text]) => {
      const gaps = gapsOf(key).filter((name) => name !== 'count');
      const filled = gapsOf(text).filter((name) => name !== 'count');
      return text.trim() === '' || gaps.join() !== filled.join();
    });
    expect(wrong).toEqual([]);
  });
});
