import { describe, expect, it } from '@jest/globals';
import { ConsoleKeys } from './console-keys';

function store() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

describe('single keys of the console', () => {
  it('mean one thing each', () => {
    const keys = new ConsoleKeys(store());
    const all = ['j', 'k', 'm', 'a', 'r', 's', 'c', 'w', 'd', 'x', '?'];
    const read = all.map((key) => JSON.stringify(keys.read(key)));
    expect(new Set(read).size).toBe(all.length);
    expect(read).not.toContain('null');
    expect(keys.read('q')).toBeNull();
  });

  it('can be switched off for good, but for the page that switches them on again', () => {
    const kept = store();
    new ConsoleKeys(kept).switch(false);
    const keys = new ConsoleKeys(kept);
    expect([keys.areOn, keys.read('c')]).toEqual([false, null]);
    expect(keys.read('?')).toEqual({ kind: 'sheet' });
  });
});
