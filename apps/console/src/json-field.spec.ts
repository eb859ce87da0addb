import { describe, expect, it } from '@jest/globals';
import { findField } from './json-field';

const DRAFT = JSON.stringify(
  {
    name: 'changes',
    kinds: ['cardiac-arrest', 'choking'],
    changes: { radiusM: 1, choice: { kind: 'x', 'a"b': [{ c: 1 }, { c: 2 }] }, team: {} },
    safetyRules: [],
  },
  null,
  2,
);

function at(path: string): string | undefined {
  const spot = findField(DRAFT, path);
  return spot === undefined ? undefined : `${DRAFT.slice(spot.from, spot.to)} line ${spot.line}`;
}

describe('the field of a refusal in the text somebody wrote', () => {
  it('is found by its path, not by the first place its name stands', () => {
    expect(at('changes')).toBe('"changes" line 7');
    expect(at('changes.choice.kind')).toBe('"kind" line 10');
  });

  it('is found in lists by its number, also inside of objects in them', () => {
    expect(at('kinds.1')).toBe('"choking" line 5');
    expect(at('changes.choice.a"b.1.c')).toBe('"c" line 16');
  });

  it('a field that was left out is shown by what it belongs to', () => {
    expect(at('changes.team.keepBest')).toBe('"team" line 20');
    expect(at('safetyRules.0.code')).toBe('"safetyRules" line 22');
    expect(at('title')).toBeUndefined();
  });

  it('text in any shape, or none, is no reason to fail', () => {
    expect(findField('', 'name')).toBeUndefined();
    expect(findField('{"a": [1, 2', 'a.7')?.line).toBe(1);
    expect(findField('{"name":"x"}', 'name')).toEqual({ from: 1, to: 7, line: 1 });
  });
});
