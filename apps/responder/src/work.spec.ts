import { describe, expect, it, jest } from '@jest/globals';
import type { NoteView } from '#contracts/note-api';
import { Work } from './work';
import type { OwnAsk } from './own-part';

const STOP: NoteView = {
  ...{ noteId: 'note-1', kind: 'stop-coming', title: 'Do not come', text: 'It is enough.' },
  ...{ calloutId: null, isExercise: false, at: '2026-03-01T08:00:00Z', seenAt: null, by: [] },
};

/** Answers as a server does that has not heard yet what was read. */
function workBeside(asked: string[]): Work {
  const ask = ((path: string) => {
    asked.push(path);
    const items = path.startsWith('/v1/me/notes?') ? [STOP] : [];
    return Promise.resolve({ ok: true, status: 200, value: { items } });
  }) as unknown as OwnAsk;
  return new Work({ ask, onChange: () => undefined }, () => undefined);
}

describe('what somebody has said yes to', () => {
  it('is not undone by an answer that was asked for before', async () => {
    const waiting: ((bookings: readonly unknown[]) => void)[] = [];
    const ask = ((path: string) => {
      const answer = (items: readonly unknown[]) => ({ ok: true, status: 200, value: { items } });
      if (path !== '/v1/me/bookings') return Promise.resolve(answer([]));
      return new Promise((resolve) => waiting.push((items) => resolve(answer(items))));
    }) as unknown as OwnAsk;
    const work = new Work({ ask, onChange: () => undefined }, () => undefined);
    const [before, after] = [work.load(), work.load()];
    waiting[1]?.([{ bookingId: 'yes', status: 'expected' }]);
    await after;
    waiting[0]?.([]);
    await before;
    expect(work.bookings).toHaveLength(1);
    work.forget();
  });

  it('is fetched after a change, also where the fetch before ends meanwhile', async () => {
    jest.useFakeTimers();
    const asked: string[] = [];
    const work = workBeside(asked);
    const fetching = work.load();
    work.loadSoon();
    await fetching;
    await jest.advanceTimersByTimeAsync(300);
    expect(asked.filter((path) => path === '/v1/me/bookings')).toHaveLength(2);
    work.forget();
    jest.useRealTimers();
  });

  it('is asked for again soon where the server was not reached', async () => {
    jest.useFakeTimers();
    const asked: string[] = [];
    const ask = ((path: string) => {
      asked.push(path);
      return Promise.resolve({ ok: false, problem: { code: 'unavailable' } });
    }) as unknown as OwnAsk;
    const work = new Work({ ask, onChange: () => undefined }, () => undefined);
    await work.load();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(asked.filter((path) => path === '/v1/me/bookings')).toHaveLength(2);
    work.forget();
    jest.useRealTimers();
  });
});

describe('a note that tells somebody to stop', () => {
  it('stays read whatever came before the server knew, and is told again', async () => {
    const asked: string[] = [];
    const work = workBeside(asked);
    await work.load();
    expect(work.stop()?.noteId).toBe('note-1');
    await work.see(STOP);
    await work.load();
    work.take(STOP);
    expect(work.stop()).toBeNull();
    expect(asked.filter((path) => path.endsWith('/seen'))).toHaveLength(2);
    work.forget();
  });
});
