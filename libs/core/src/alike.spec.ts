import { isAlike } from './alike';

const NESTED = { a: 1, b: { c: [1, 2], d: null } };

describe('what says the same', () => {
  it.each([
    ['keys in another order', NESTED, { b: { d: null, c: [1, 2] }, a: 1 }],
    ['nothing in lists', [], []],
    ['words', 'a', 'a'],
  ])('is the same: %s', (_what, one, other) => {
    expect(isAlike(one, other)).toBe(true);
  });

  it.each([
    ['another value within', { a: { b: 1 } }, { a: { b: 2 } }],
    ['a key more', { a: 1 }, { a: 1, b: undefined }],
    ['a key of another name', { a: undefined }, { b: undefined }],
    ['another order of a list', [1, 2], [2, 1]],
    ['a list and an object', [], {}],
    ['nothing and an object', null, {}],
  ])('is not the same: %s', (_what, one, other) => {
    expect(isAlike(one, other)).toBe(false);
    expect(isAlike(other, one)).toBe(false);
  });
});
