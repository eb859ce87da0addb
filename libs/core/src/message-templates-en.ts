import type { LanguageWords } from '#core/message-templates';
import { PHONE_WORDS } from '#core/message-templates-phones';

/** English. Neutral by design: nothing of whom it is about, and nothing of where. */
export const ENGLISH_WORDS: LanguageWords = {
  keys: 'Press 1 for yes, 2 for no.',
  again: 'Once more.',
  exercise: 'EXERCISE.',
  kinds: {
    ...PHONE_WORDS.en,
    alert: {
      app: { title: 'Help is needed', body: 'Can you come? Open Closeby to answer.' },
      sms: 'CLOSEBY {code}: help is needed. Can you come? Reply YES {code} or NO {code}. {link}',
      voice: 'This is Closeby. Help is needed. Can you come?',
      email: {
        title: 'Closeby: help is needed',
        body: 'Help is needed and you are asked to come. Open the app to answer. {link}',
      },
    },
    callout: {
      app: { title: 'People are wanted', body: 'Can you take part? Open Closeby to answer.' },
      sms:
        'CLOSEBY {code}: people are wanted for a call-out. Can you take part? ' +
        'Reply YES {code} or NO {code}. {link}',
      voice: 'This is Closeby. People are wanted for a call-out. Can you take part?',
      email: {
        title: 'Closeby: people are wanted',
        body: 'People are wanted for a call-out. Open the app to answer. {link}',
      },
    },
    drill: {
      app: { title: 'Test alert', body: 'This is a drill. Open Closeby to say that it rang.' },
      sms: 'CLOSEBY {code}: this is a drill. Reply YES {code} to say that it reached you. {link}',
      voice: 'This is Closeby with a drill. Nobody needs help. Did this call reach you?',
      email: {
        title: 'Closeby: test alert',
        body: 'This is a drill. Open the app to say that it reached you. {link}',
      },
    },
    'stood-down': {
      app: { title: 'Stand down', body: 'You are no longer needed. Thank you.' },
      sms: 'CLOSEBY {code}: stand down. You are no longer needed. Please do not go. Thank you.',
      voice: 'This is Closeby. Stand down. You are no longer needed. Please do not go. Thank you.',
      email: { title: 'Closeby: stand down', body: 'You are no longer needed. Thank you.' },
    },
    changed: {
      app: { title: 'Something has changed', body: 'Open Closeby before you go on.' },
      sms: 'CLOSEBY {code}: something has changed. Open the app before you go on. {link}',
      voice: 'This is Closeby. Something has changed. Open the app before you go on.',
      email: {
        title: 'Closeby: something has changed',
        body: 'Something has changed. Open the app before you go on. {link}',
      },
    },
    'which-one': {
      app: { title: 'Which one?', body: 'Several alerts are open: {codes}. Open Closeby.' },
      sms: 'CLOSEBY: which alert do you mean? Reply YES or NO with its code: {codes}.',
      voice: 'This is Closeby. Several alerts are open. Please answer in the app.',
      email: {
        title: 'Closeby: which one?',
        body: 'It is not clear which alert you mean. Their codes are {codes}.',
      },
    },
    'drill-missed': {
      app: { title: 'A drill was missed', body: 'Open Closeby and see whether it may ring.' },
      sms:
        'CLOSEBY: a drill did not reach you. Please open the app and check that it ' +
        'rings. {link}',
      voice: 'This is Closeby. A drill did not reach you. Please check that the app may ring.',
      email: {
        title: 'Closeby: a drill did not reach you',
        body:
          'A drill rang no phone of yours, or you did not answer it. ' +
          'Please open the app and see why. {link}',
      },
    },
  },
};
