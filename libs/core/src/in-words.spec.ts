import { durationInWords, listInWords, metresInWords, shareInWords } from '#core/in-words';

test.each([
  [0, '0 m'],
  [999.4, '999 m'],
  [999.6, '1.0 km'],
  [1_250, '1.3 km'],
])('%p metres', (metres, words) => {
  expect(metresInWords(metres)).toBe(words);
});

test.each([
  [0, '10 s'],
  [54_000, '50 s'],
  [55_000, '1 min'],
  [250_000, '4 min 10 s'],
  [3_600_000, '60 min'],
])('%p milliseconds', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test.each([
  [0, '0 %'],
  [0.00005, 'less than 0.01 %'],
  [0.0005, '0.05 %'],
  [0.009, '0.9 %'],
  [0.353, '35 %'],
  [1, '100 %'],
])('a share of %p', (share, words) => {
  expect(shareInWords(share)).toBe(words);
});

test('a share with more digits, where two would hide a difference', () => {
  expect(shareInWords(0.001987, 3)).toBe('0.199 %');
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('the list %p', (things, words) => {
  expect(listInWords(things)).toBe(words);
});
