import type { Problem, ProblemCode } from '#core/problem';
import { NOT_REACHED } from './http';
import { language, t } from './language';

type Titles = Readonly<Record<ProblemCode, string>>;

/** What kind of refusal it was, in the reader's language: the server's own sentence is English. */
const PROBLEM_TITLES: Titles = {
  'malformed-body': t('Not understood'),
  'body-too-large': t('Too large'),
  'invalid-field': t('A field is wrong'),
  'unknown-kind': t('Kind not known'),
  'place-invalid': t('Not a place'),
  'place-outside-area': t('Outside the area served'),
  'area-invalid': t('Not an area'),
  unauthenticated: t('Not signed in'),
  'token-expired': t('Signed in too long ago'),
  forbidden: t('Not allowed'),
  'not-found': t('Not found'),
  'reference-conflict': t('Reference used already'),
  'changed-meanwhile': t('Changed by somebody else meanwhile'),
  'alert-expired': t('Too late to answer'),
  'alert-withdrawn': t('The alert was withdrawn'),
  'already-answered': t('Answered already'),
  'places-taken': t('No place left'),
  'bound-elsewhere': t('Bound elsewhere'),
  'not-eligible': t('Conditions not met'),
  'illegal-step': t('Not possible at this point'),
  'not-your-task': t('Not your task'),
  'stood-down': t('Stood down already'),
  'incident-over': t('The incident is over'),
  'callout-over': t('The call-out is over'),
  'off-duty': t('Not on duty'),
  'fix-in-future': t('Position with a time to come'),
  'fix-stale': t('Position too old'),
  'fix-out-of-order': t('A newer position is known'),
  'fix-inaccurate': t('Position too inaccurate'),
  'fix-implausible-speed': t('Position impossibly far from the last'),
  'fix-place-invalid': t('Position is no place'),
  'enrolment-code-invalid': t('Enrolment code not valid'),
  'drill-over': t('The drill is over'),
  'signature-invalid': t('Signature not valid'),
  'template-invalid': t('Text not usable'),
  'too-many-requests': t('Too many attempts'),
  'sign-in-refused': t('Sign-in refused'),
  'code-invalid': t('Code not valid'),
  'session-over': t('Session ended'),
  'origin-refused': t('Not from this page'),
  'reason-needed': t('A reason is needed'),
  'approval-pending': t('Waits for approval'),
  'second-person-needed': t('A second person is needed'),
  'registration-closed': t('Registration is closed'),
  'proof-invalid': t('Proof not usable'),
  'proof-of-phone-needed': t('Phone not proven yet'),
  'last-of-its-kind': t('The last one has to stay'),
  'aid-not-agreed': t('No agreement of aid'),
  'warning-invalid': t('Warning not readable'),
  'pass-invalid': t('Pass not valid'),
  'double-booked': t('Booked at that time already'),
  'claim-taken': t('Taken by somebody else'),
  unavailable: t('Not available now'),
};

/**
 * A refusal as a sentence: capital letter, full stop. The server explains in English; whoever
 * reads another language first reads in theirs what kind of refusal it is.
 */
export function sentenceOf(problem: Problem): string {
  if (problem.detail === NOT_REACHED.detail) {
    return t('Closeby cannot be reached. Nothing was changed; try again in a moment.');
  }
  const detail = problem.detail.trim();
  const sentence = detail.charAt(0).toUpperCase() + detail.slice(1);
  const whole = /[.!?]$/u.test(sentence) ? sentence : `${sentence}.`;
  return language() === 'en' ? whole : `${titleOf(problem.code)}: ${whole}`;
}

/** A newer server may know codes that this page does not. */
function titleOf(code: string): string {
  return Object.entries(PROBLEM_TITLES).find(([known]) => known === code)?.[1] ?? t('Refused');
}
