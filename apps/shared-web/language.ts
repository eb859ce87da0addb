import i18next from 'i18next';
import { LANGUAGES, type Language } from '#core/delivery';

/** Sentences of one language by their English, as the files in `messages` have them. */
export type Messages = Readonly<Record<string, string>>;
export type LoadMessages = Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Messages }>>
>;

/** What all pages say. */
const SHARED: LoadMessages = {
  fr: () => import('./messages/fr.json'),
  de: () => import('./messages/de.json'),
};
const KEPT_AS = 'closeby-language';
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
};

void i18next.init({
  lng: 'en',
  initAsync: false,
  resources: {},
  // The English sentence is the key, with whatever points and colons it has.
  keySeparator: false,
  nsSeparator: false,
  // What is filled in is escaped where it is drawn.
  interpolation: { escapeValue: false },
});

/** A sentence in the reader's language; `{{name}}` stands for a value. English where unknown. */
export function t(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  return i18next.t(english, values);
}

/** `1 person`, `3 people`; in the messages `{{count}} people`, with `_one` and `_other`. */
export function count(number: number, one: string, many: string): string {
  return i18next.t(`{{count}} ${many}`, {
    count: number,
    defaultValue_one: `{{count}} ${one}`,
    defaultValue_other: `{{count}} ${many}`,
  });
}

/**
 * What the server says is English; for readers of other languages the page says in their words what
 * it knows of the same thing from codes, which may be less. An empty text knows nothing.
 */
export function toReader(english: string, own: string): string {
  return language() === 'en' || own === '' ? english : own;
}

/** The language in which the page is written now. */
export function language(): Language {
  return LANGUAGES.find((one) => one === i18next.language) ?? 'en';
}

/** Languages by their own names, to choose from. */
export function languageNames(): readonly { readonly language: Language; readonly name: string }[] {
  return LANGUAGES.map((one) => ({ language: one, name: LANGUAGE_NAMES[one] }));
}

/**
 * Fetches the reader's language before anything is drawn: the one chosen in this browser, else the
 * first of the browser's own that there is, else English; English also where fetching fails.
 */
export async function beginLanguage(load: LoadMessages): Promise<void> {
  const chosen = wanted();
  if (chosen !== 'en') {
    try {
      const [shared, own] = await Promise.all([SHARED[chosen](), load[chosen]()]);
      i18next.addResourceBundle(
        chosen,
        'translation',
        withMany({ ...shared.default, ...own.default }),
      );
      await i18next.changeLanguage(chosen);
    } catch {
      // English is better than an empty page.
    }
  }
  document.documentElement.lang = language();
}

/** Keeps the choice for this browser and draws the page anew. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEPT_AS, chosen);
  location.reload();
}

/**
 * French has a form of its own for a million and more (`many`), which reads as the one for several
 * in whatever a page counts; without it such a number would fall back to English.
 */
function withMany(messages: Messages): Messages {
  const many = Object.entries(messages)
    .filter(([key]) => key.endsWith('_other'))
    .map(([key, text]) => [key.replace(/_other$/u, '_many'), text] as const);
  return { ...messages, ...Object.fromEntries(many) };
}

function wanted(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  const asked = [...(kept === null ? [] : [kept]), ...navigator.languages];
  for (const tag of asked) {
    const found = LANGUAGES.find((one) => tag.toLowerCase().split('-')[0] === one);
    if (found !== undefined) return found;
  }
  return 'en';
}
