import { describe, expect, it } from '@jest/globals';
import { FirstRun, SETUP_STEPS } from './first-run';

function storage(kept: Readonly<Record<string, string>> = {}) {
  const rows = new Map(Object.entries(kept));
  return {
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, value: string) => {
      rows.set(name, value);
    },
    removeItem: (name: string) => {
      rows.delete(name);
    },
  };
}

const nobody = (): void => undefined;

describe('setting up a phone', () => {
  it('begins at sign-in and not for a phone that was in use before', () => {
    const run = new FirstRun(nobody, storage());
    expect(run.active).toBe(false);
    run.start();
    expect([run.active, run.at, run.number]).toEqual([true, 'who', 1]);
  });

  it('goes on where it was after the page was closed, and after it was put off', () => {
    const kept = storage();
    const before = new FirstRun(nobody, kept);
    before.start();
    before.next();
    before.skip();
    before.pause();
    const after = new FirstRun(nobody, kept);
    after.start();
    expect([after.active, after.paused, after.at]).toEqual([false, true, 'notifications']);
    expect(after.skipped).toEqual(['credentials']);
    after.resume();
    expect(after.active).toBe(true);
    after.back();
    after.next();
    expect(after.skipped).toEqual([]);
  });

  it('ends after the last step, and begins anew with the next person', () => {
    const kept = storage();
    const run = new FirstRun(nobody, kept);
    run.start();
    for (const step of SETUP_STEPS) {
      expect(run.at).toBe(step);
      run.next();
    }
    expect([run.active, run.paused]).toEqual([false, false]);
    run.start();
    expect(run.active).toBe(false);
    run.forget();
    run.start();
    expect(run.at).toBe('who');
  });

  it('begins at the beginning where what was kept cannot be read', () => {
    const run = new FirstRun(nobody, storage({ 'closeby.firstRun': '{"at":"nowhere"}' }));
    expect([run.active, run.at]).toEqual([true, 'who']);
    const torn = new FirstRun(nobody, storage({ 'closeby.firstRun': '{' }));
    torn.start();
    expect(torn.at).toBe('who');
  });
});
