import { ALERTED_REASONS, WITHDRAWN_REASONS } from '#core/alert';
import { NOT_ALERTED_REASONS } from '#core/eligibility';
import { STAND_DOWN_REASONS, type Estimate } from '#core/plan';
import {
  newOrderSentence,
  reasonSentence,
  standDownSentence,
  withdrawnSentence,
  type ReasonFacts,
} from '#core/reasons';

const ESTIMATE: Estimate = {
  wayM: 480,
  etaMs: 250_000,
  acceptChance: 0.38,
  gain: 0.009,
  price: 0.002,
  whereabouts: 'live',
};
const FETCH = { role: 'via-aed', aedName: 'Library' } as const;

const considered = [...ALERTED_REASONS, ...NOT_ALERTED_REASONS];
const sentences = considered.map((reason) => reasonSentence(reason, { distanceM: 340 }));
const withdrawn = WITHDRAWN_REASONS.map(withdrawnSentence);
const stoodDown = STAND_DOWN_REASONS.map(standDownSentence);

test('every reason is one plain sentence of its own', () => {
  const all = [...sentences, ...withdrawn, ...stoodDown];
  for (const sentence of all) expect(sentence).toMatch(/^[A-Z][a-z ]+: [^.]+\.$/);
  expect(new Set(all).size).toBe(all.length);
});

test('no two lists share a reason, or a stored reason could be read two ways', () => {
  expect(new Set(considered).size).toBe(considered.length);
});

test('the sentence says at once whether the person was alerted', () => {
  for (const reason of ALERTED_REASONS) {
    expect(reasonSentence(reason, { distanceM: null })).toMatch(/^(Alerted|Asked): /);
  }
  for (const reason of NOT_ALERTED_REASONS) {
    expect(reasonSentence(reason, { distanceM: null })).toMatch(/^Not (alerted|asked)/);
  }
});

test.each([
  [340.4, 'Alerted: among the nearest, 340 m away.'],
  [999.6, 'Alerted: among the nearest, 1.0 km away.'],
  [1_250, 'Alerted: among the nearest, 1.3 km away.'],
  [null, 'Alerted: among the nearest.'],
])('a distance of %p is told as a person would', (distanceM, sentence) => {
  expect(reasonSentence('nearest', { distanceM })).toBe(sentence);
});

test.each<[Parameters<typeof reasonSentence>[0], Partial<ReasonFacts>, string]>([
  [
    'adds-survival',
    { task: FETCH, estimate: ESTIMATE },
    'Alerted to fetch the AED at Library: expected with the patient in 4 min 10 s, ' +
      '38 % likely to say yes, adds 0.9 % to survival.',
  ],
  [
    'nearest',
    { task: { role: 'direct', aedName: null }, estimate: { ...ESTIMATE, gain: null } },
    'Alerted to go straight to the patient: among the nearest, 340 m away, ' +
      'expected with the patient in 4 min 10 s, 38 % likely to say yes.',
  ],
  [
    'gain-below-price',
    { estimate: { ...ESTIMATE, gain: 0.0005 }, isNight: true, alertsLast7Days: 3 },
    'Not alerted: would add 0.05 %, less than the price of 0.2 % ' +
      'at night after 3 alerts this week.',
  ],
  [
    'gain-below-price',
    { estimate: { ...ESTIMATE, gain: 0.001991 }, alertsLast7Days: 1 },
    'Not alerted: would add 0.199 %, less than the price of 0.2 % after 1 alert this week.',
  ],
  ['gain-below-price', { estimate: { ...ESTIMATE, gain: 0 } }, 'Not alerted: would add nothing.'],
  [
    'after-ambulance',
    { estimate: ESTIMATE },
    'Not alerted: would come after the ambulance, expected with the patient in 4 min 10 s.',
  ],
  [
    'kept-away',
    { safety: ['Violence was reported.'] },
    'Not alerted: kept away for safety (Violence was reported).',
  ],
  [
    'asked-too-often',
    { alertsLast7Days: 10 },
    'Not alerted: has had 10 alerts this week, as many as may be.',
  ],
])('%s with all that is known', (reason, facts, sentence) => {
  expect(reasonSentence(reason, { distanceM: 340, ...facts })).toBe(sentence);
});

test('a new order is told with what is expected of it', () => {
  expect(newOrderSentence(FETCH, 90_000)).toBe(
    'Sent to fetch the AED at Library: expected with the patient in 1 min 30 s.',
  );
});
