import type { LanguageWords } from '#core/message-templates';
import { PHONE_WORDS } from '#core/message-templates-phones';

/**
 * French. In SMS only letters of the GSM alphabet, which has é è à ù and no ê ç: a single other
 * one would double the number of messages.
 */
export const FRENCH_WORDS: LanguageWords = {
  keys: 'Appuyez sur 1 pour oui, sur 2 pour non.',
  again: 'Je répète.',
  exercise: 'EXERCICE.',
  kinds: {
    ...PHONE_WORDS.fr,
    alert: {
      app: { title: 'On a besoin d’aide', body: 'Pouvez-vous venir ? Répondez dans Closeby.' },
      sms:
        "CLOSEBY {code}: on a besoin d'aide. Pouvez-vous venir? " +
        'Répondez OUI {code} ou NON {code}. {link}',
      voice: 'Ici Closeby. On a besoin d’aide. Pouvez-vous venir ?',
      email: {
        title: 'Closeby : on a besoin d’aide',
        body:
          'On a besoin d’aide et l’on vous demande de venir. Répondez dans ' +
          'l’application. {link}',
      },
    },
    callout: {
      app: {
        title: 'On cherche du monde',
        body: 'Pouvez-vous participer ? Répondez dans Closeby.',
      },
      sms:
        'CLOSEBY {code}: on cherche du monde pour un engagement. Pouvez-vous participer? ' +
        'Répondez OUI {code} ou NON {code}. {link}',
      voice: 'Ici Closeby. On cherche du monde pour un engagement. Pouvez-vous participer ?',
      email: {
        title: 'Closeby : on cherche du monde',
        body: 'On cherche du monde pour un engagement. Répondez dans l’application. {link}',
      },
    },
    drill: {
      app: { title: 'Alerte d’essai', body: 'C’est un essai. Dites dans Closeby qu’il a sonné.' },
      sms: "CLOSEBY {code}: ceci est un essai. Répondez OUI {code} s'il vous est parvenu. {link}",
      voice: 'Ici Closeby, pour un essai. Personne n’a besoin d’aide. Cet appel vous parvient-il ?',
      email: {
        title: 'Closeby : alerte d’essai',
        body: 'C’est un essai. Dites dans l’application qu’il vous est parvenu. {link}',
      },
    },
    'stood-down': {
      app: { title: 'Fin d’alerte', body: 'On n’a plus besoin de vous. Merci.' },
      sms: "CLOSEBY {code}: fin d'alerte. On n'a plus besoin de vous. N'y allez pas. Merci.",
      voice: 'Ici Closeby. Fin d’alerte. On n’a plus besoin de vous. N’y allez pas. Merci.',
      email: { title: 'Closeby : fin d’alerte', body: 'On n’a plus besoin de vous. Merci.' },
    },
    changed: {
      app: { title: 'Du nouveau', body: 'Ouvrez Closeby avant de continuer.' },
      sms: "CLOSEBY {code}: du nouveau. Ouvrez l'application avant de continuer. {link}",
      voice: 'Ici Closeby. Il y a du nouveau. Ouvrez l’application avant de continuer.',
      email: {
        title: 'Closeby : du nouveau',
        body: 'Il y a du nouveau. Ouvrez l’application avant de continuer. {link}',
      },
    },
    'which-one': {
      app: { title: 'Laquelle ?', body: 'Plusieurs alertes en cours : {codes}. Ouvrez Closeby.' },
      sms: 'CLOSEBY: quelle alerte? Répondez OUI ou NON avec son code: {codes}.',
      voice: 'Ici Closeby. Plusieurs alertes sont en cours. Répondez dans l’application.',
      email: {
        title: 'Closeby : laquelle ?',
        body: 'On ne sait pas quelle alerte vous voulez dire. Leurs codes : {codes}.',
      },
    },
    'drill-missed': {
      app: { title: 'Essai manqué', body: 'Ouvrez Closeby et voyez s’il peut sonner.' },
      sms: "CLOSEBY: un essai ne vous est pas parvenu. Ouvrez l'application et vérifiez. {link}",
      voice: 'Ici Closeby. Un essai ne vous est pas parvenu. Vérifiez que l’application sonne.',
      email: {
        title: 'Closeby : un essai ne vous est pas parvenu',
        body:
          'Un essai n’a fait sonner aucun de vos téléphones, ou vous n’y avez pas répondu. ' +
          'Ouvrez l’application pour voir pourquoi. {link}',
      },
    },
  },
};
