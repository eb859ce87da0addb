import { NESTING_MAX, nestedTooDeep } from './nesting';

describe('nesting of a body', () => {
  it('is refused from the thirty-third level on, whatever it is made of', () => {
    const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    const objects = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
    expect(nestedTooDeep(lists(NESTING_MAX))).toBe(false);
    expect(nestedTooDeep(lists(NESTING_MAX + 1))).toBe(true);
    expect(nestedTooDeep(objects(NESTING_MAX))).toBe(false);
    expect(nestedTooDeep(objects(NESTING_MAX + 1))).toBe(true);
  });

  it('does not count brackets in texts', () => {
    expect(nestedTooDeep(JSON.stringify({ note: '["[{\\'.repeat(1_000) }))).toBe(false);
  });

  it('does not count what is closed again', () => {
    expect(nestedTooDeep(JSON.stringify(Array.from({ length: 1_000 }, () => [{ a: [] }])))).toBe(
      false,
    );
  });
});
