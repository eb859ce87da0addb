import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { AedReport } from '#core/aed';
import type { AssignmentStatus } from '#core/assignment';
import type { AlertStatus, WithdrawnReason } from '#core/alert';
import type { NotAlertedReason } from '#core/eligibility';
import type { StandDownReason } from '#core/plan';
import type { FactKind } from '#core/timeline';
import { wordsOf } from '#web/words';

export const FACT_WORDS: Readonly<Record<FactKind, string>> = {
  'incident-received': 'Message received from control',
  'incident-raised': 'Incident raised',
  'raised-by-hand': 'Raised by hand',
  'raised-for-aid': 'Raised for another service',
  'aid-asked': 'Another service asked for help',
  'incident-updated': 'Incident updated',
  'incident-moved': 'Place changed',
  'ambulance-eta-changed': 'Ambulance ETA changed',
  'plan-made': 'Plan made',
  considered: 'Everyone else nearby considered',
  'alert-sent': 'Alerted',
  'alert-handed-over': 'Alert handed over',
  'alert-delivered': 'Phone has rung',
  'alert-seen': 'Alert seen',
  'alert-failed': 'Alert could not be delivered',
  'alert-accepted': 'Accepted',
  'alert-declined': 'Declined',
  'alert-expired': 'No answer in time',
  'alert-withdrawn': 'Alert withdrawn',
  'late-yes': 'Said yes after enough others',
  'en-route': 'En route',
  'on-scene': 'On scene',
  'with-patient': 'With patient',
  cleared: 'Cleared',
  'responder-withdrew': 'Withdrew',
  'stood-down': 'Stood down',
  'stand-down-delivered': 'Stand-down has reached the phone',
  'stand-down-seen': 'Stand-down seen',
  'change-delivered': 'Change has reached the phone',
  'change-seen': 'Change seen',
  'reply-received': 'Wrote back',
  'reply-handled': 'Reply handled',
  'order-changed': 'Order changed',
  'aed-collected': 'Has the AED',
  'aed-reported': 'AED cannot be used',
  'safety-overridden': 'Safety rule overridden',
  'incident-closed': 'Incident closed',
  'incident-cancelled': 'Incident cancelled',
  'callout-opened': 'Call-out opened',
  'callout-filled': 'Call-out filled',
  'callout-reopened': 'Call-out open again',
  'callout-closed': 'Call-out closed',
  'callout-cancelled': 'Call-out cancelled',
  'callout-asked': 'A batch of people asked',
  'callout-changed': 'Needs changed',
  'area-changed': 'Area changed',
  'warning-changed': 'The warning it came of has changed',
  'stop-coming': 'Told to stop coming',
  'coming-again': 'Told that they may come again',
  'callout-message': 'Message sent',
  'booking-made': 'Said yes and has a place',
  'booking-reserved': 'Said yes and is in reserve',
  'booking-promoted': 'Came from the reserve to a place',
  'booking-moved': 'Moved to another need or point',
  'booking-held': 'Held back from danger',
  'booking-released': 'May go on',
  'booking-ended': 'Place given up',
  'called-away': 'Called away to save a life',
  'checked-in': 'Checked in',
  'checked-out': 'Checked out',
  overdue: 'Overdue: has not checked out in time',
  'task-given': 'Task given',
  'task-ended': 'Task ended',
  'field-report': 'Report from the field',
  'group-asked': 'Group asked',
  'group-answered': 'Group answered',
  'aid-shared': 'Shared with another organisation',
  degraded: 'Working in a reduced mode',
};

export const NOT_ALERTED_WORDS: Readonly<Record<NotAlertedReason, string>> = {
  disabled: 'Switched off by the registry',
  'off-duty': 'Off duty',
  muted: 'Has muted alerts for now',
  'off-schedule': 'Outside the hours they chose',
  'own-quiet-hours': 'Within their own quiet hours',
  unreachable: 'No channel reaches them',
  'real-person-in-exercise': 'A real person, and this is an exercise or test',
  'test-phone': 'A test phone, and this is a real incident',
  'excluded-by-control': 'Excluded by control',
  'no-credential': 'No verified credential for this',
  'credential-expired': 'Credential expired',
  'no-fix': 'No position known',
  'fix-stale': 'Last position too old',
  'fix-inaccurate': 'Position too inaccurate',
  'outside-radius': 'Too far away',
  'kept-away': 'Kept away by a safety rule',
  tier: 'Not for this kind of place',
  'quiet-hours': 'Quiet hours',
  'asked-too-often': 'Asked too often lately',
  'no-way-there': 'No way there in time',
  'after-ambulance': 'Would arrive after the ambulance',
  'gain-below-price': 'Would add too little',
  'bound-elsewhere': 'On the way to another incident',
  'alerted-elsewhere': 'Being asked for another incident',
  'already-alerted': 'Already alerted',
  'already-accepted': 'Already accepted',
  'declined-before': 'Declined before',
  'silent-before': 'Did not answer before',
  'withdrew-before': 'Withdrew before',
  'too-late': 'Too late to ask more people',
  enough: 'Enough nearer people are alerted',
};

/** What was found where an AED should be. */
export const REPORT_WORDS: Readonly<Record<AedReport, string>> = {
  collected: 'in hand',
  missing: 'not there',
  locked: 'locked away',
  flat: 'flat or broken',
};

const ANSWER_WORDS: Readonly<Record<AlertStatus, string>> = {
  sent: 'No answer yet',
  accepted: 'Accepted',
  declined: 'Declined',
  expired: 'No answer in time',
  withdrawn: 'Withdrawn',
};

const STATE_WORDS: Readonly<Record<AssignmentStatus, string>> = {
  accepted: 'Accepted',
  'en-route': 'En route',
  'on-scene': 'On scene',
  'with-patient': 'With patient',
  cleared: 'Cleared',
  'stood-down': 'Stood down',
  withdrawn: 'Withdrew',
};

const ENDED_WORDS: Readonly<Record<WithdrawnReason | StandDownReason, string>> = {
  'enough-accepted': 'enough have accepted',
  'incident-closed': 'incident closed',
  'incident-cancelled': 'incident cancelled',
  'incident-moved': 'incident moved too far away',
  'off-duty': 'went off duty',
  'no-longer-eligible': 'no longer eligible',
  'no-longer-useful': 'would come too late to help',
  'better-ones-accepted': 'others are there sooner',
  unsafe: 'a safety rule now forbids it',
  'callout-filled': 'call-out filled',
  'callout-closed': 'call-out closed',
  'drill-cancelled': 'drill cancelled',
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
