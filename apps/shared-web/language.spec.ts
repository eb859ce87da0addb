import { beforeAll, describe, expect, it } from '@jest/globals';
import { NOT_REACHED } from './http';
import { beginLanguage, count, language, t } from './language';
import fr from './messages/fr.json';
import de from './messages/de.json';

const kept = new Map<string, string>();
const browser = {
  localStorage: { getItem: (key: string) => kept.get(key) ?? null },
  navigator: { languages: ['it', 'de-CH', 'fr'] },
  document: { documentElement: { lang: 'en' } },
};
const NONE = {
  fr: () => Promise.resolve({ default: {} }),
  de: () => Promise.resolve({ default: {} }),
};

beforeAll(() => {
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
});

describe('the language of a page', () => {
  it('is the first the browser asks for that there is; unknown words are English', async () => {
    await beginLanguage(NONE);
    expect(browser.document.documentElement.lang).toBe('de');
    expect(t('Cardiac arrest')).toBe(de['Cardiac arrest']);
    expect(t('Nobody ever said this to {{name}}.', { name: 'A & B' })).toBe(
      'Nobody ever said this to A & B.',
    );
  });

  it('is the one chosen here; in French a million is counted in French as well', async () => {
    kept.set('closeby-language', 'fr');
    await beginLanguage(NONE);
    expect(language()).toBe('fr');
    expect([0, 1, 2, 1_000_000].map((days) => count(days, 'day', 'days'))).toEqual([
      '0 jour',
      '1 jour',
      '2 jours',
      '1000000 jours',
    ]);
  });

  it('says of a refusal what kind it is before the English of the server', async () => {
    const { sentenceOf } = await import('./problem-words');
    expect(sentenceOf({ code: 'forbidden', detail: 'your role may not do this' })).toBe(
      `${fr['Not allowed']}: Your role may not do this.`,
    );
    expect(sentenceOf(NOT_REACHED)).toBe(
      fr['Closeby cannot be reached. Nothing was changed; try again in a moment.'],
    );
  });
});
