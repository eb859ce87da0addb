import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { AedReport } from '#core/aed';
import type { AssignmentStatus } from '#core/assignment';
import type { AlertStatus, WithdrawnReason } from '#core/alert';
import type { NotAlertedReason } from '#core/eligibility';
import type { StandDownReason } from '#core/plan';
import type { FactKind } from '#core/timeline';
import { t } from '#web/language';
import { wordsOf } from '#web/words';

export const FACT_WORDS: Readonly<Record<FactKind, string>> = {
  'incident-received': t('Message received from control'),
  'incident-raised': t('Incident raised'),
  'raised-by-hand': t('Raised by hand'),
  'raised-for-aid': t('Raised for another service'),
  'aid-asked': t('Another service asked for help'),
  'incident-updated': t('Incident updated'),
  'incident-moved': t('Place changed'),
  'ambulance-eta-changed': t('Ambulance ETA changed'),
  'plan-made': t('Plan made'),
  considered: t('Everyone else nearby considered'),
  'alert-sent': t('Alerted'),
  'alert-handed-over': t('Alert handed over'),
  'alert-delivered': t('Phone has rung'),
  'alert-seen': t('Alert seen'),
  'alert-failed': t('Alert could not be delivered'),
  'alert-accepted': t('Accepted'),
  'alert-declined': t('Declined'),
  'alert-expired': t('No answer in time'),
  'alert-withdrawn': t('Alert withdrawn'),
  'late-yes': t('Said yes after enough others'),
  'en-route': t('En route'),
  'on-scene': t('On scene'),
  'with-patient': t('With patient'),
  cleared: t('Cleared'),
  'responder-withdrew': t('Withdrew'),
  'stood-down': t('Stood down'),
  'stand-down-delivered': t('Stand-down has reached the phone'),
  'stand-down-seen': t('Stand-down seen'),
  'change-delivered': t('Change has reached the phone'),
  'change-seen': t('Change seen'),
  'reply-received': t('Wrote back'),
  'reply-handled': t('Reply handled'),
  'order-changed': t('Order changed'),
  'aed-collected': t('Has the AED'),
  'aed-reported': t('AED cannot be used'),
  'more-asked': t('More people asked for'),
  'people-stood-down': t('Stood down by a dispatcher'),
  'control-message': t('Message sent'),
  'safety-overridden': t('Safety rule overridden'),
  'incident-closed': t('Incident closed'),
  'incident-cancelled': t('Incident cancelled'),
  'callout-opened': t('Call-out opened'),
  'callout-filled': t('Call-out filled'),
  'callout-reopened': t('Call-out open again'),
  'callout-closed': t('Call-out closed'),
  'callout-cancelled': t('Call-out cancelled'),
  'callout-asked': t('A batch of people asked'),
  'callout-changed': t('Needs changed'),
  'area-changed': t('Area changed'),
  'warning-changed': t('The warning it came of has changed'),
  'stop-coming': t('Told to stop coming'),
  'coming-again': t('Told that they may come again'),
  'callout-message': t('Message sent'),
  'booking-made': t('Said yes and has a place'),
  'booking-reserved': t('Said yes and is in reserve'),
  'booking-promoted': t('Came from the reserve to a place'),
  'booking-moved': t('Moved to another need or point'),
  'booking-held': t('Held back from danger'),
  'booking-released': t('May go on'),
  'booking-ended': t('Place given up'),
  'called-away': t('Called away to save a life'),
  'checked-in': t('Checked in'),
  'checked-out': t('Checked out'),
  overdue: t('Overdue: has not checked out in time'),
  'task-given': t('Task given'),
  'task-ended': t('Task ended'),
  'field-report': t('Report from the field'),
  'group-asked': t('Group asked'),
  'group-answered': t('Group answered'),
  'aid-shared': t('Shared with another organisation'),
  degraded: t('Working in a reduced mode'),
};

export const NOT_ALERTED_WORDS: Readonly<Record<NotAlertedReason, string>> = {
  disabled: t('Switched off by the registry'),
  'off-duty': t('Off duty'),
  muted: t('Has muted alerts for now'),
  'off-schedule': t('Outside the hours they chose'),
  'own-quiet-hours': t('Within their own quiet hours'),
  unreachable: t('No channel reaches them'),
  'real-person-in-exercise': t('A real person, and this is an exercise or test'),
  'test-phone': t('A test phone, and this is a real incident'),
  'excluded-by-control': t('Excluded by control'),
  'no-credential': t('No verified credential for this'),
  'credential-expired': t('Credential expired'),
  'no-fix': t('No position known'),
  'fix-stale': t('Last position too old'),
  'fix-inaccurate': t('Position too inaccurate'),
  'outside-radius': t('Too far away'),
  'kept-away': t('Kept away by a safety rule'),
  tier: t('Not for this kind of place'),
  'quiet-hours': t('Quiet hours'),
  'asked-too-often': t('Asked too often lately'),
  'no-way-there': t('No way there in time'),
  'after-ambulance': t('Would arrive after the ambulance'),
  'gain-below-price': t('Would add too little'),
  'bound-elsewhere': t('On the way to another incident'),
  'alerted-elsewhere': t('Being asked for another incident'),
  'already-alerted': t('Already alerted'),
  'already-accepted': t('Already accepted'),
  'declined-before': t('Declined before'),
  'silent-before': t('Did not answer before'),
  'withdrew-before': t('Withdrew before'),
  'let-go-before': t('Stood down by a dispatcher'),
  'stopped-by-dispatcher': t('Everybody was stood down'),
  'too-late': t('Too late to ask more people'),
  enough: t('Enough nearer people are alerted'),
};

/** What was found where an AED should be. */
export const REPORT_WORDS: Readonly<Record<AedReport, string>> = {
  collected: t('in hand'),
  missing: t('not there'),
  locked: t('locked away'),
  flat: t('flat or broken'),
};

const ANSWER_WORDS: Readonly<Record<AlertStatus, string>> = {
  sent: t('No answer yet'),
  accepted: t('Accepted'),
  declined: t('Declined'),
  expired: t('No answer in time'),
  withdrawn: t('Withdrawn'),
};

const STATE_WORDS: Readonly<Record<AssignmentStatus, string>> = {
  accepted: t('Accepted'),
  'en-route': t('En route'),
  'on-scene': t('On scene'),
  'with-patient': t('With patient'),
  cleared: t('Cleared'),
  'stood-down': t('Stood down'),
  withdrawn: t('Withdrew'),
};

/** Why an alert was taken back, or somebody stood down. */
export const ENDED_WORDS: Readonly<Record<WithdrawnReason | StandDownReason, string>> = {
  'enough-accepted': t('enough have accepted'),
  'incident-closed': t('incident closed'),
  'incident-cancelled': t('incident cancelled'),
  'incident-moved': t('incident moved too far away'),
  'off-duty': t('went off duty'),
  'no-longer-eligible': t('no longer eligible'),
  'no-longer-useful': t('would come too late to help'),
  'better-ones-accepted': t('others are there sooner'),
  unsafe: t('a safety rule now forbids it'),
  'callout-filled': t('call-out filled'),
  'callout-closed': t('call-out closed'),
  'drill-cancelled': t('drill cancelled'),
  'by-dispatcher': t('stood down by a dispatcher'),
  'all-stood-down': t('everybody was stood down'),
};

export type Look = 'waiting' | 'coming' | 'there' | 'done' | 'gone';

/** Each look has a sign of its own, so that colour is never the only difference. */
export const LOOK_SIGNS: Readonly<Record<Look, string>> = {
  waiting: '…',
  coming: '→',
  there: '●',
  done: '✓',
  gone: '✕',
};

/** Where a person stands, in words and with the look of it. */
export function standing(person: IncidentResponderView): { words: string; look: Look } {
  const status = person.assignmentStatus;
  if (status !== null) {
    return { words: because(STATE_WORDS[status], person.releasedReason), look: lookOf(status) };
  }
  return {
    words: because(ANSWER_WORDS[person.alertStatus], person.endedReason),
    look: person.alertStatus === 'sent' ? 'waiting' : 'gone',
  };
}

function because(words: string, reason: string | null): string {
  const why = wordsOf(ENDED_WORDS, reason, '');
  return why === '' ? words : `${words}: ${why}`;
}

function lookOf(status: AssignmentStatus): Look {
  switch (status) {
    case 'accepted':
    case 'en-route':
      return 'coming';
    case 'on-scene':
    case 'with-patient':
      return 'there';
    case 'cleared':
      return 'done';
    case 'stood-down':
    case 'withdrawn':
      return 'gone';
  }
}

/** Address, or the place in figures where control gave none. */
export function whereOf(incident: IncidentView): string {
  if (incident.address !== null) return incident.address;
  const [lon, lat] = incident.place.coordinates;
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
