import type { Language } from '#core/delivery';

/** The words of the weekly card; what stands in braces is filled in. */
export interface ReportCardWords {
  readonly title: string;
  readonly week: string;
  readonly before: string;
  readonly incidents: string;
  readonly alerted: string;
  readonly accepted: string;
  readonly onScene: string;
  readonly withAed: string;
  readonly beforeAmbulance: string;
  readonly of: string;
  readonly callToAlert: string;
  readonly alertToAccept: string;
  readonly callToOnScene: string;
  /** Seconds: half, and nine in ten, took no longer. */
  readonly times: string;
  readonly alerts: string;
  readonly notReached: string;
  readonly none: string;
  readonly foot: string;
}

/** By the language of whoever reads it. */
export const REPORT_CARD_WORDS: Readonly<Record<Language, ReportCardWords>> = {
  en: {
    title: '{name}: the week from {from} to {to}',
    week: 'This week',
    before: 'week before',
    incidents: 'Incidents',
    alerted: 'Incidents with somebody alerted',
    accepted: 'Incidents with somebody who accepted',
    onScene: 'Incidents with somebody on scene',
    withAed: 'Incidents with an AED brought',
    beforeAmbulance: 'On scene before the ambulance was expected',
    of: '{part} of {all}',
    callToAlert: 'From call to alert',
    alertToAccept: 'From alert to yes',
    callToOnScene: 'From call to scene',
    times: 'half within {p50} s, nine in ten within {p90} s, {count} known',
    alerts: 'Alerts',
    notReached: 'Alerts without any receipt',
    none: 'none known',
    foot: 'Actual incidents only. The whole report is on the page Reports of the console.',
  },
  fr: {
    title: '{name} : la semaine du {from} au {to}',
    week: 'Cette semaine',
    before: 'semaine précédente',
    incidents: 'Interventions',
    alerted: 'Interventions avec au moins une personne alertée',
    accepted: 'Interventions avec au moins une personne qui accepte',
    onScene: 'Interventions avec au moins une personne sur les lieux',
    withAed: 'Interventions avec un DAE apporté',
    beforeAmbulance: 'Sur les lieux avant l’arrivée prévue de l’ambulance',
    of: '{part} sur {all}',
    callToAlert: 'De l’appel à l’alerte',
    alertToAccept: 'De l’alerte au oui',
    callToOnScene: 'De l’appel à l’arrivée sur les lieux',
    times: 'la moitié en {p50} s, neuf sur dix en {p90} s, {count} connues',
    alerts: 'Alertes',
    notReached: 'Alertes sans aucun accusé de réception',
    none: 'aucune connue',
    foot: 'Interventions réelles uniquement. Le rapport complet est à la page Rapports.',
  },
  de: {
    title: '{name}: die Woche vom {from} bis {to}',
    week: 'Diese Woche',
    before: 'Woche davor',
    incidents: 'Notfälle',
    alerted: 'Notfälle, zu denen jemand alarmiert wurde',
    accepted: 'Notfälle, zu denen jemand zusagte',
    onScene: 'Notfälle mit jemandem vor Ort',
    withAed: 'Notfälle, zu denen ein AED gebracht wurde',
    beforeAmbulance: 'Vor Ort, bevor die Rettung erwartet wurde',
    of: '{part} von {all}',
    callToAlert: 'Vom Anruf zum Alarm',
    alertToAccept: 'Vom Alarm zur Zusage',
    callToOnScene: 'Vom Anruf bis vor Ort',
    times: 'die Hälfte in {p50} s, neun von zehn in {p90} s, {count} bekannt',
    alerts: 'Alarme',
    notReached: 'Alarme ohne jede Quittung',
    none: 'keine bekannt',
    foot: 'Nur echte Notfälle. Der ganze Bericht steht auf der Seite Berichte der Konsole.',
  },
};
