import type { Language } from '#core/delivery';
import type { KindWords, PhoneTemplateKind } from '#core/message-templates';

/*
 * What is said about people's phones, addresses and credentials. It names nobody: whoever finds
 * such a message on a lock screen learns that somebody uses Closeby, and nothing more.
 */

/** In each language. In SMS only letters of the GSM alphabet. */
export const PHONE_WORDS: Readonly<
  Record<Language, Readonly<Record<PhoneTemplateKind, KindWords>>>
> = {
  en: {
    code: {
      app: { title: 'Your code', body: 'Your code is {code}. Tell it to nobody.' },
      sms: 'CLOSEBY: your code is {code}. Type it in the app and tell it to nobody.',
      voice: 'This is Closeby. Your code is {code}. Tell it to nobody.',
      email: {
        title: 'Closeby: your code',
        body: 'Your code is {code}. Type it in the app within ten minutes and tell it to nobody.',
      },
    },
    'registered-already': {
      app: { title: 'Registered already', body: 'Ask your organisation for an invitation.' },
      sms: 'CLOSEBY: you are registered already. For a new phone ask for an invitation.',
      voice: 'This is Closeby. You are registered already. Ask for an invitation.',
      email: {
        title: 'Closeby: registered already',
        body:
          'Somebody, perhaps you, tried to register with this address, which is registered ' +
          'already. To sign in with a new phone ask your organisation for an invitation.',
      },
    },
    invited: {
      app: { title: 'Your invitation', body: 'Sign in with the code {code}. {link}' },
      sms: 'CLOSEBY: sign in on your phone with this code, once: {code} {link}',
      voice: 'This is Closeby. An invitation was sent to you.',
      email: {
        title: 'Closeby: your invitation',
        body: 'Sign in on your phone with this code, which is good once: {code} {link}',
      },
    },
    'phones-changed': {
      app: { title: 'A phone was added', body: 'Was it not you? Tell your organisation.' },
      sms: 'CLOSEBY: another phone gets your alerts now. Was it not you? Tell your organisation.',
      voice: 'This is Closeby. Another phone gets your alerts now. Was it you?',
      email: {
        title: 'Closeby: your phones have changed',
        body:
          'A phone was added, or one no longer gets your alerts. Open the app to see which. ' +
          'Was it not you? Tell your organisation at once.',
      },
    },
    'credential-ending': {
      app: { title: 'Something of yours ends soon', body: 'Open Closeby to see what to renew.' },
      sms: 'CLOSEBY: something of yours ends soon. Open the app to see what to renew.',
      voice: 'This is Closeby. Something of yours ends soon. Open the app to see what.',
      email: {
        title: 'Closeby: a credential ends soon',
        body:
          'One of your credentials ends soon. From that day on you are not alerted by it. ' +
          'Renew it, and add the new one with its proof in the app. {link}',
      },
    },
    'push-proof': {
      app: { title: 'This phone is being checked', body: 'Open Closeby to finish.' },
      sms: 'CLOSEBY: this phone is being checked. Open the app to finish.',
      voice: 'This is Closeby. Open the app to finish.',
      email: { title: 'Closeby: a phone is being checked', body: 'Open the app to finish.' },
    },
  },
  fr: {
    code: {
      app: { title: 'Votre code', body: 'Votre code est {code}. Ne le dites à personne.' },
      sms: "CLOSEBY: votre code est {code}. Tapez-le dans l'application, ne le dites à personne.",
      voice: 'Ici Closeby. Votre code est {code}. Ne le dites à personne.',
      email: {
        title: 'Closeby : votre code',
        body:
          'Votre code est {code}. Tapez-le dans l’application avant dix minutes et ne le dites ' +
          'à personne.',
      },
    },
    'registered-already': {
      app: { title: 'Déjà inscrit', body: 'Demandez une invitation à votre organisation.' },
      sms: 'CLOSEBY: déjà inscrit. Pour un nouvel appareil demandez une invitation.',
      voice: 'Ici Closeby. Vous vous êtes déjà inscrit. Demandez une invitation.',
      email: {
        title: 'Closeby : déjà inscrit',
        body:
          'Quelqu’un, peut-être vous, a voulu s’inscrire avec cette adresse, qui l’est déjà. ' +
          'Pour un nouveau téléphone, demandez une invitation à votre organisation.',
      },
    },
    invited: {
      app: { title: 'Votre invitation', body: 'Connectez-vous avec le code {code}. {link}' },
      sms: 'CLOSEBY: connectez-vous une fois avec ce code: {code} {link}',
      voice: 'Ici Closeby. Une invitation vous a été envoyée.',
      email: {
        title: 'Closeby : votre invitation',
        body: 'Connectez votre téléphone avec ce code, valable une fois : {code} {link}',
      },
    },
    'phones-changed': {
      app: { title: 'Un téléphone ajouté', body: 'Pas vous ? Dites-le à votre organisation.' },
      sms: 'CLOSEBY: un autre téléphone sonne pour vos alertes. Pas vous? Signalez-le.',
      voice: 'Ici Closeby. Un autre téléphone reçoit vos alertes. Était-ce vous ?',
      email: {
        title: 'Closeby : vos téléphones ont changé',
        body:
          'Un téléphone a été ajouté, ou l’un d’eux ne reçoit plus vos alertes. Ouvrez ' +
          'l’application pour voir lequel. Pas vous ? Dites-le aussitôt à votre organisation.',
      },
    },
    'credential-ending': {
      app: { title: 'Une échéance approche', body: 'Ouvrez Closeby pour voir quoi renouveler.' },
      sms: "CLOSEBY: une échéance approche. Ouvrez l'application pour voir quoi renouveler.",
      voice: 'Ici Closeby. Une échéance approche. Ouvrez l’application pour voir laquelle.',
      email: {
        title: 'Closeby : une attestation arrive à échéance',
        body:
          'Une de vos attestations arrive bientôt à échéance. Dès ce jour, elle ne vous vaut ' +
          'plus d’alerte. Renouvelez-la et ajoutez la nouvelle avec sa preuve dans ' +
          'l’application. {link}',
      },
    },
    'push-proof': {
      app: { title: 'Vérification du téléphone', body: 'Ouvrez Closeby pour terminer.' },
      sms: "CLOSEBY: vérification de ce téléphone. Ouvrez l'application pour terminer.",
      voice: 'Ici Closeby. Ouvrez l’application pour terminer.',
      email: {
        title: 'Closeby : vérification d’un téléphone',
        body: 'Ouvrez l’application pour terminer.',
      },
    },
  },
  de: {
    code: {
      app: { title: 'Ihr Code', body: 'Ihr Code ist {code}. Sagen Sie ihn niemandem.' },
      sms: 'CLOSEBY: Ihr Code ist {code}. Geben Sie ihn in der App ein und niemandem weiter.',
      voice: 'Hier ist Closeby. Ihr Code ist {code}. Sagen Sie ihn niemandem.',
      email: {
        title: 'Closeby: Ihr Code',
        body:
          'Ihr Code ist {code}. Geben Sie ihn innert zehn Minuten in der App ein, ' +
          'und sagen Sie ihn niemandem.',
      },
    },
    'registered-already': {
      app: { title: 'Schon angemeldet', body: 'Bitten Sie Ihre Organisation um eine Einladung.' },
      sms: 'CLOSEBY: schon angemeldet. Bitten Sie für ein neues Telefon um eine Einladung.',
      voice: 'Hier ist Closeby. Sie sind schon angemeldet. Bitten Sie um eine Einladung.',
      email: {
        title: 'Closeby: schon angemeldet',
        body:
          'Jemand, vielleicht Sie, wollte sich mit dieser Adresse anmelden; sie ist es schon. ' +
          'Für ein neues Telefon bitten Sie Ihre Organisation um eine Einladung.',
      },
    },
    invited: {
      app: { title: 'Ihre Einladung', body: 'Melden Sie sich mit dem Code {code} an. {link}' },
      sms: 'CLOSEBY: melden Sie Ihr Telefon mit diesem Code an, einmal: {code} {link}',
      voice: 'Hier ist Closeby. Sie haben eine Einladung erhalten.',
      email: {
        title: 'Closeby: Ihre Einladung',
        body: 'Melden Sie Ihr Telefon mit diesem Code an, der einmal gilt: {code} {link}',
      },
    },
    'phones-changed': {
      app: { title: 'Ein Telefon kam dazu', body: 'Waren Sie das nicht? Melden Sie es.' },
      sms: 'CLOSEBY: ein anderes Telefon erhält Ihre Alarme. Waren Sie das nicht? Melden Sie es.',
      voice: 'Hier ist Closeby. Ein anderes Telefon erhält Ihre Alarme. Waren Sie das?',
      email: {
        title: 'Closeby: Ihre Telefone sind andere',
        body:
          'Ein Telefon kam dazu, oder eines erhält Ihre Alarme nicht mehr. Öffnen Sie die App, ' +
          'um zu sehen, welches. Waren Sie das nicht? Melden Sie es sofort.',
      },
    },
    'credential-ending': {
      app: { title: 'Etwas läuft bald ab', body: 'Öffnen Sie Closeby und sehen Sie, was.' },
      sms: 'CLOSEBY: etwas läuft bald ab. Öffnen Sie die App und sehen Sie, was.',
      voice: 'Hier ist Closeby. Etwas läuft bald ab. Öffnen Sie die App und sehen Sie, was.',
      email: {
        title: 'Closeby: ein Nachweis läuft bald ab',
        body:
          'Einer Ihrer Nachweise läuft bald ab. Von da an werden Sie seinetwegen nicht mehr ' +
          'alarmiert. Erneuern Sie ihn und tragen Sie den neuen mit seinem Beleg in der App ' +
          'ein. {link}',
      },
    },
    'push-proof': {
      app: { title: 'Dieses Telefon wird geprüft', body: 'Öffnen Sie Closeby zum Abschluss.' },
      sms: 'CLOSEBY: dieses Telefon wird geprüft. Öffnen Sie die App zum Abschluss.',
      voice: 'Hier ist Closeby. Öffnen Sie die App zum Abschluss.',
      email: {
        title: 'Closeby: ein Telefon wird geprüft',
        body: 'Öffnen Sie die App zum Abschluss.',
      },
    },
  },
};
