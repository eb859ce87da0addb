import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Reply } from '#web/http';
import type { PageListener } from './asker';
import { OpenedCallout } from './opened-callout';

/** When who is there is asked for again. */
const AGAIN_MS = 5_000;
const AWAY = { code: 'unavailable', detail: 'The database is away.' } as const;

describe('an opened call-out', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks again for the part on the page that did not come, until it has come', async () => {
    let isAway = true;
    const asked: string[] = [];
    const ask = <T>(path: string): Promise<Reply<T>> => {
      const [, what = ''] = /\/v1\/callouts\/one(\/\w+)?/.exec(path) ?? [];
      asked.push(what);
      if (isAway) return Promise.resolve({ ok: false, problem: AWAY } as Reply<T>);
      return Promise.resolve({ ok: true, value: { items: [], nextCursor: null } } as Reply<T>);
    };
    const opened = new OpenedCallout(listenerOf(ask));
    const roster = (): number => asked.filter((what) => what === '/bookings').length;
    opened.show('one', 'roster');
    await jest.advanceTimersByTimeAsync(0);
    expect([roster(), opened.roster.bookings, opened.roster.problem]).toEqual([
      ...[1, null, expect.any(String)],
    ]);
    await jest.advanceTimersByTimeAsync(AGAIN_MS);
    expect(roster()).toBe(2);
    isAway = false;
    await jest.advanceTimersByTimeAsync(AGAIN_MS);
    expect([roster(), opened.roster.bookings, opened.roster.problem]).toEqual([3, [], null]);
    await jest.advanceTimersByTimeAsync(2 * AGAIN_MS);
    expect(roster()).toBe(3);
    opened.forget();
  });
});

function listenerOf(ask: PageListener['ask']): PageListener {
  return {
    ask,
    askFile: () => Promise.reject(new Error('no file is asked for')),
    may: (permission) => permission !== 'read-groups',
    secret: () => null,
    onChange: () => undefined,
  };
}
