import { ALERTED_REASONS, WITHDRAWN_REASONS } from '#core/alert';
import { NOT_ALERTED_REASONS } from '#core/eligibility';
import { reasonSentence, withdrawnSentence } from '#core/reasons';

const considered = [...ALERTED_REASONS, ...NOT_ALERTED_REASONS];
const sentences = considered.map((reason) => reasonSentence(reason, { distanceM: 340 }));
const withdrawn = WITHDRAWN_REASONS.map(withdrawnSentence);

test('every reason is one plain sentence of its own', () => {
  for (const sentence of [...sentences, ...withdrawn]) {
    expect(sentence).toMatch(/^[A-Z][a-z ]+: [^.]+\.$/);
  }
  expect(new Set([...sentences, ...withdrawn]).size).toBe(considered.length + withdrawn.length);
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
