import { describe, expect, it } from '@jest/globals';
import { piecesWords } from './callout-words';
import { fromLocalField, toLocalField } from './moments';

describe('pieces in words', () => {
  it('says one and several, and nothing of what there is none of', () => {
    expect(piecesWords({ boat: 10, pump: 1, trailer: 0 })).toBe('10 boats, 1 pump');
    expect(piecesWords({})).toBe('');
  });
});

describe('a day and time in a field', () => {
  it('comes back as the instant it was', () => {
    const iso = '2026-03-01T16:30:00.000Z';
    expect(fromLocalField(toLocalField(iso))).toBe(iso);
    expect(toLocalField(null)).toBe('');
  });

  it.each(['', 'soon', '2026-13-45T99:99'])('is no instant where it is none: %s', (typed) => {
    expect(fromLocalField(typed)).toBeNull();
  });
});
