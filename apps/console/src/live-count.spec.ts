import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PageListener } from './asker';
import { LiveCount } from './live-count';

type Answer = (value: unknown) => void;

function open() {
  const asked: { body: unknown; answer: Answer }[] = [];
  const listener: PageListener = {
    ask: (_path, options) =>
      new Promise((resolve) => {
        const answer: Answer = (value) => resolve({ ok: true, value: value as never });
        asked.push({ body: options?.body, answer });
      }),
    askFile: () => Promise.reject(new Error('no file is asked for')),
    may: () => true,
    secret: () => null,
    onChange: () => undefined,
  };
  return { count: new LiveCount(listener), asked };
}

describe('the count of who would be reached', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is asked for once a pause, and is not there while it is asked for', async () => {
    const { count, asked } = open();
    for (const radius of [1, 2, 3]) count.follow({ radius });
    expect(count.now).toEqual({ is: 'asking' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked.map(({ body }) => body)).toEqual([{ radius: 3 }]);
    asked[0]?.answer({ inAreaCount: 9, reachableCount: 4 });
    await jest.advanceTimersByTimeAsync(0);
    expect(count.now).toEqual({ is: 'known', inAreaCount: 9, reachableCount: 4 });
    count.follow({ radius: 4 });
    expect(count.now).toEqual({ is: 'asking' });
  });

  it('is never that of an area that was changed meanwhile', async () => {
    const { count, asked } = open();
    count.follow({ radius: 1 });
    await jest.advanceTimersByTimeAsync(1_000);
    count.follow({ radius: 2 });
    asked[0]?.answer({ inAreaCount: 1, reachableCount: 1 });
    await jest.advanceTimersByTimeAsync(0);
    expect(count.now).toEqual({ is: 'asking' });
    count.follow(null);
    expect(count.now).toEqual({ is: 'nothing' });
  });
});
