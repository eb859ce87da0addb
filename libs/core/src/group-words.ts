import type { Language } from '#core/delivery';

/* In SMS only letters of the GSM alphabet. */

const PUT_IN: Readonly<Record<Language, string>> = {
  en: 'Your group has put you in for a call-out. Open Closeby to see where and when.',
  fr: 'Votre groupe vous a inscrit pour une mission. Ouvrez Closeby.',
  de: 'Ihre Gruppe hat Sie für einen Einsatz gemeldet. Öffnen Sie Closeby.',
};

/** What a member is told whom the coordinator of their group has put in for a call-out. */
export function putInWords(language: Language): string {
  return PUT_IN[language];
}
