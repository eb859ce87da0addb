import { ALWAYS_AVAILABLE } from '#core/availability';
import {
  readinessOf,
  readinessSentence,
  waysTo,
  type PhoneFacts,
  type ReachFacts,
} from '#core/readiness';
import { DAY_MS, MINUTE_MS } from '#core/units';

const NOW = Date.UTC(2026, 4, 1, 12);

const RINGS: PhoneFacts = {
  tokenExpiresAt: NOW + 60 * DAY_MS,
  pushChannel: 'push',
  hasPushAddress: true,
  pushGoneAt: null,
  permission: 'granted',
  seenAt: NOW - DAY_MS,
  receiptAt: NOW - 20 * DAY_MS,
};

const PERSON: ReachFacts = {
  onDuty: true,
  availability: ALWAYS_AVAILABLE,
  phone: null,
  email: null,
  declined: [],
  devices: [RINGS],
};

function judged(phone: Partial<PhoneFacts>, person: Partial<ReachFacts> = {}) {
  const readiness = readinessOf({ ...PERSON, devices: [{ ...RINGS, ...phone }], ...person }, NOW);
  return [readiness.light, ...readiness.faults.map(({ code }) => code)];
}

test('a phone that is signed in, addressed, allowed, heard of and proven is green', () => {
  expect(judged({})).toEqual(['green']);
  const readiness = readinessOf(PERSON, NOW);
  expect(readiness).toEqual({ light: 'green', faults: [], lastReceiptAt: NOW - 20 * DAY_MS });
  const at = { now: NOW, whose: 'own' } as const;
  expect(readinessSentence(readiness, PERSON, at)).toBe('Your phone would ring.');
});

test.each<[string, Partial<PhoneFacts>, (string | undefined)[]]>([
  ['a sign-in of just over a week', { tokenExpiresAt: NOW + 7 * DAY_MS + 1 }, ['green']],
  ['a sign-in of a week', { tokenExpiresAt: NOW + 7 * DAY_MS }, ['amber', 'sign-in-expires-soon']],
  ['a sign-in that ends now', { tokenExpiresAt: NOW }, ['red', 'sign-in-expired', 'unreachable']],
  ['no push address', { hasPushAddress: false }, ['red', 'no-push-address', 'unreachable']],
  [
    'an address called gone',
    { hasPushAddress: false, pushGoneAt: NOW - DAY_MS },
    ['red', 'push-address-gone', 'unreachable'],
  ],
  [
    'notifications switched off',
    { permission: 'denied' },
    ['red', 'permission-denied', 'unreachable'],
  ],
  ['an unknown permission', { permission: 'unknown' }, ['amber', 'permission-unknown']],
  ['silence of just under a week', { seenAt: NOW - 7 * DAY_MS + 1 }, ['green']],
  ['silence of a week', { seenAt: NOW - 7 * DAY_MS }, ['amber', 'not-heard-of-lately']],
  [
    'silence of just under a month',
    { seenAt: NOW - 30 * DAY_MS + 1 },
    ['amber', 'not-heard-of-lately'],
  ],
  [
    'silence of a month',
    { seenAt: NOW - 30 * DAY_MS },
    ['red', 'not-heard-of-for-long', 'unreachable'],
  ],
  [
    'silence after which Google drops the token',
    { seenAt: NOW - 270 * DAY_MS },
    ['red', 'push-address-dead', 'unreachable'],
  ],
  ['an app never heard of', { seenAt: null }, ['amber', 'not-heard-of-lately']],
  ['a phone never proven', { receiptAt: null }, ['amber', 'never-confirmed']],
  ['a proof of just under 90 days', { receiptAt: NOW - 90 * DAY_MS + 1 }, ['green']],
  ['a proof of 90 days', { receiptAt: NOW - 90 * DAY_MS }, ['amber', 'confirmed-long-ago']],
])('%s', (_name, phone, expected) => {
  expect(judged(phone)).toEqual(expected);
});

test('one phone that rings is enough, whatever the others do', () => {
  const dead = { ...RINGS, hasPushAddress: false, permission: 'denied' as const };
  const old = { ...RINGS, receiptAt: null };
  const readiness = readinessOf({ ...PERSON, devices: [dead, RINGS, old] }, NOW);
  expect(readiness).toMatchObject({ light: 'green', faults: [] });
});

test('whoever has no phone in order is amber by SMS or a call, and red without', () => {
  const phone = '+17575550123';
  const none = { devices: [] };
  expect(judged({}, none)).toEqual(['red', 'no-phone', 'unreachable']);
  expect(judged({}, { ...none, phone })).toEqual(['amber', 'no-phone', 'only-outside-app']);
  expect(judged({}, { ...none, phone, declined: ['sms'] })).toContain('only-outside-app');
  expect(judged({}, { ...none, phone, declined: ['sms', 'voice'] })).toContain('unreachable');
  expect(judged({}, { ...none, email: 'robin@example.org' })).toContain('unreachable');
});

test('every fault is said in a plain sentence, in days', () => {
  const said = (phone: Partial<PhoneFacts>) =>
    readinessOf({ ...PERSON, devices: [{ ...RINGS, ...phone }] }, NOW).faults[0]?.sentence;
  expect(said({ seenAt: NOW - 40 * DAY_MS })).toBe('The app has not been heard of for 40 days.');
  expect(said({ permission: 'denied' })).toBe('Notifications are switched off on this phone.');
  expect(said({ hasPushAddress: false, pushGoneAt: NOW - 3 * DAY_MS })).toBe(
    'Its push address was called gone 3 days ago; open the app once.',
  );
  expect(said({ tokenExpiresAt: NOW + MINUTE_MS })).toBe(
    'The sign-in of this phone expires in 1 day.',
  );
});

test('off duty and muted are said and are no faults', () => {
  const availability = { ...ALWAYS_AVAILABLE, mutedUntil: NOW + 1 };
  const person = { ...PERSON, onDuty: false, availability };
  const readiness = readinessOf(person, NOW);
  expect(readiness.light).toBe('green');
  expect(readinessSentence(readiness, person, { now: NOW, whose: 'theirs' })).toBe(
    'Their phone would ring. Off duty. Muted.',
  );
  const later = { now: NOW + 1, whose: 'theirs' } as const;
  expect(readinessSentence(readiness, person, later)).toBe('Their phone would ring. Off duty.');
});

test('the sentence says when only an SMS or a call gets through, and when nothing does', () => {
  const at = { now: NOW, whose: 'own' } as const;
  const without = { ...PERSON, devices: [] };
  const outside = { ...without, phone: '+17575550123' };
  expect(readinessSentence(readinessOf(without, NOW), without, at)).toBe(
    'Your phone would not ring.',
  );
  expect(readinessSentence(readinessOf(outside, NOW), outside, at)).toBe(
    'Your phone would not ring for the app, only for an SMS or a call.',
  );
  const unsure = { ...PERSON, devices: [{ ...RINGS, receiptAt: null }] };
  expect(readinessSentence(readinessOf(unsure, NOW), unsure, at)).toBe(
    'Your phone would probably ring.',
  );
});

test('ways lead only where there is an address, a sign-in that holds, and no refusal', () => {
  const web: PhoneFacts = { ...RINGS, pushChannel: 'web-push' };
  const ended: PhoneFacts = { ...RINGS, tokenExpiresAt: NOW };
  const all = { ...PERSON, phone: '+17575550123', email: 'robin@example.org' };
  expect(waysTo({ ...all, devices: [RINGS, web] }, NOW)).toEqual([
    ...['live', 'push', 'web-push', 'sms', 'voice', 'email'],
  ]);
  expect(waysTo({ ...all, devices: [ended], declined: ['voice'] }, NOW)).toEqual(['sms', 'email']);
  expect(waysTo({ ...PERSON, devices: [{ ...RINGS, hasPushAddress: false }] }, NOW)).toEqual([
    'live',
  ]);
});
