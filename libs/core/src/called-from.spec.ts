import { calledFrom } from '#core/called-from';
import { personCheck, type PersonRule } from '#core/eligibility';
import { aCandidate, NOON } from '#core/examples';
import { reasonSentence } from '#core/reasons';
import { HOUR_MS } from '#core/units';

const CALLOUT = 'a-call-out';
const booked = [{ calloutId: CALLOUT, from: NOON, until: NOON + HOUR_MS }];
const rule = (fields: Partial<PersonRule> = {}): PersonRule => ({
  ...{ kinds: [], now: NOON, minuteOfWeek: 0, lifeThreatening: false, aboutId: 'an-incident' },
  ...fields,
});

test('somebody booked now is bound elsewhere, but where a life is in danger', () => {
  const person = aCandidate({ booked });
  expect(personCheck(person, 'actual', rule())).toBe('bound-elsewhere');
  expect(personCheck(person, 'actual', rule({ lifeThreatening: true }))).toBeNull();
  expect(calledFrom(person, rule())).toEqual({ calloutId: CALLOUT, as: 'booked' });
});

test('a booking binds from its beginning until before its end, and not to its own call-out', () => {
  const person = aCandidate({ booked });
  expect(personCheck(person, 'actual', rule({ now: NOON - 1 }))).toBeNull();
  expect(personCheck(person, 'actual', rule({ now: NOON + HOUR_MS }))).toBeNull();
  expect(personCheck(person, 'actual', rule({ aboutId: CALLOUT }))).toBeNull();
});

test('an open question of a call-out keeps nobody from a life in danger', () => {
  const person = aCandidate({ alertedForId: CALLOUT, isAskedByCallout: true });
  expect(personCheck(person, 'actual', rule())).toBe('alerted-elsewhere');
  expect(personCheck(person, 'actual', rule({ lifeThreatening: true }))).toBeNull();
  expect(calledFrom(person, rule())).toEqual({ calloutId: CALLOUT, as: 'asked' });
  expect(calledFrom(person, rule({ aboutId: CALLOUT }))).toBeNull();
});

test('an open alert of another incident does, whatever call-outs there are', () => {
  const person = aCandidate({ alertedForId: 'another-incident', booked });
  const check = personCheck(person, 'actual', rule({ lifeThreatening: true }));
  expect(check).toBe('alerted-elsewhere');
});

test('the plan says of whoever is alerted that a call-out had them', () => {
  const told = (as: 'booked' | 'asked' | null) =>
    reasonSentence('nearest', { distanceM: null, calledFrom: as });
  expect(told('booked')).toBe('Alerted: among the nearest, was called from a call-out.');
  expect(told('asked')).toMatch(/has a question of a call-out open/);
  expect(told(null)).toBe('Alerted: among the nearest.');
});
