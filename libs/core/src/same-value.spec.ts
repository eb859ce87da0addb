import { isSameValue } from './same-value';

test('a request that comes back from the record with its keys in another order is the same', () => {
  const sent = { needKey: 'sand', equipment: { boat: 1, radio: 2 }, kinds: ['a', 'b'] };
  const kept = { kinds: ['a', 'b'], needKey: 'sand', equipment: { radio: 2, boat: 1 } };
  expect(isSameValue(sent, kept)).toBe(true);
  expect(isSameValue([sent], [{ ...kept, kinds: ['b', 'a'] }])).toBe(false);
  expect(isSameValue(sent, { ...kept, equipment: { boat: 2, radio: 1 } })).toBe(false);
});
