import type { LanguageWords } from '#core/message-templates';
import { PHONE_WORDS } from '#core/message-templates-phones';

/** German, with the letters of the GSM alphabet in SMS. */
export const GERMAN_WORDS: LanguageWords = {
  keys: 'Drücken Sie 1 für ja, 2 für nein.',
  again: 'Noch einmal.',
  exercise: 'ÜBUNG.',
  kinds: {
    ...PHONE_WORDS.de,
    alert: {
      app: { title: 'Hilfe wird gebraucht', body: 'Können Sie kommen? Antworten Sie in Closeby.' },
      sms:
        'CLOSEBY {code}: Hilfe wird gebraucht. Können Sie kommen? ' +
        'Antworten Sie JA {code} oder NEIN {code}. {link}',
      voice: 'Hier ist Closeby. Hilfe wird gebraucht. Können Sie kommen?',
      email: {
        title: 'Closeby: Hilfe wird gebraucht',
        body: 'Hilfe wird gebraucht, und Sie werden gefragt. Antworten Sie in der App. {link}',
      },
    },
    callout: {
      app: { title: 'Leute werden gesucht', body: 'Können Sie mitmachen? Antwort in Closeby.' },
      sms:
        'CLOSEBY {code}: für einen Einsatz werden Leute gesucht. Können Sie mitmachen? ' +
        'Antworten Sie JA {code} oder NEIN {code}. {link}',
      voice: 'Hier ist Closeby. Für einen Einsatz werden Leute gesucht. Können Sie mitmachen?',
      email: {
        title: 'Closeby: Leute werden gesucht',
        body: 'Für einen Einsatz werden Leute gesucht. Antworten Sie in der App. {link}',
      },
    },
    drill: {
      app: {
        title: 'Probealarm',
        body: 'Dies ist eine Probe. Sagen Sie in Closeby, dass es klingelt.',
      },
      sms:
        'CLOSEBY {code}: dies ist eine Probe. Antworten Sie JA {code}, ' +
        'wenn sie angekommen ist. {link}',
      voice: 'Hier ist Closeby mit einer Probe. Niemand braucht Hilfe. Hören Sie diesen Anruf?',
      email: {
        title: 'Closeby: Probealarm',
        body: 'Dies ist eine Probe. Sagen Sie in der App, dass sie angekommen ist. {link}',
      },
    },
    'stood-down': {
      app: { title: 'Einsatz beendet', body: 'Sie werden nicht mehr gebraucht. Danke.' },
      sms:
        'CLOSEBY {code}: Einsatz beendet. Sie werden nicht mehr gebraucht. ' +
        'Bitte gehen Sie nicht hin. Danke.',
      voice:
        'Hier ist Closeby. Einsatz beendet. Sie werden nicht mehr gebraucht. ' +
        'Bitte gehen Sie nicht hin. Danke.',
      email: {
        title: 'Closeby: Einsatz beendet',
        body: 'Sie werden nicht mehr gebraucht. Danke.',
      },
    },
    changed: {
      app: { title: 'Etwas ist anders', body: 'Öffnen Sie Closeby, bevor Sie weitergehen.' },
      sms: 'CLOSEBY {code}: etwas ist anders. Öffnen Sie die App, bevor Sie weitergehen. {link}',
      voice: 'Hier ist Closeby. Etwas ist anders. Öffnen Sie die App, bevor Sie weitergehen.',
      email: {
        title: 'Closeby: etwas ist anders',
        body: 'Etwas ist anders. Öffnen Sie die App, bevor Sie weitergehen. {link}',
      },
    },
    'which-one': {
      app: { title: 'Welcher?', body: 'Mehrere Alarme sind offen: {codes}. Öffnen Sie Closeby.' },
      sms: 'CLOSEBY: welchen Alarm meinen Sie? Antworten Sie JA oder NEIN mit dem Code: {codes}.',
      voice: 'Hier ist Closeby. Mehrere Alarme sind offen. Bitte antworten Sie in der App.',
      email: {
        title: 'Closeby: welcher?',
        body: 'Es ist nicht klar, welchen Alarm Sie meinen. Die Codes sind {codes}.',
      },
    },
    'drill-missed': {
      app: {
        title: 'Probe verpasst',
        body: 'Öffnen Sie Closeby und sehen Sie, ob es klingeln darf.',
      },
      sms: 'CLOSEBY: eine Probe kam nicht an. Bitte öffnen Sie die App und sehen Sie nach. {link}',
      voice: 'Hier ist Closeby. Eine Probe kam nicht an. Bitte prüfen Sie, ob die App klingelt.',
      email: {
        title: 'Closeby: eine Probe kam nicht an',
        body:
          'Bei einer Probe hat keines Ihrer Telefone geklingelt, oder Sie haben nicht ' +
          'geantwortet. ' +
          'Bitte öffnen Sie die App und sehen Sie, warum. {link}',
      },
    },
  },
};
