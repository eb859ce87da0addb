import { describe, expect, it } from '@jest/globals';
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
