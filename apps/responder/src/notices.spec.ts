import { describe, expect, it } from '@jest/globals';
import type { Notice } from './notice';
import { Notices } from './notices';

function notice(alertId: string, kind: Notice['kind']): Notice {
  return { alertId, kind, title: '', sentence: '', confirms: kind === 'stood-down' };
}

describe('what is still to be read', () => {
  it('keeps a stand-down until it was read, whatever comes after it', () => {
    const notices = new Notices();
    notices.add(notice('a', 'stood-down'));
    notices.add(notice('b', 'news'));
    expect(notices.shown()?.alertId).toBe('a');
    expect(notices.understood()?.alertId).toBe('a');
    expect(notices.shown()?.alertId).toBe('b');
    notices.understood();
    expect(notices.shown()).toBeNull();
  });

  it('shows two stand-downs one after the other, and the same one once', () => {
    const notices = new Notices();
    for (const id of ['a', 'b', 'b']) notices.add(notice(id, 'stood-down'));
    expect(notices.unread().map(({ alertId }) => alertId)).toEqual(['a', 'b']);
    notices.understood();
    expect(notices.shown()?.alertId).toBe('b');
  });

  it('drops older news of what was stood down', () => {
    const notices = new Notices();
    notices.add(notice('a', 'news'));
    notices.add(notice('a', 'stood-down'));
    notices.understood();
    expect(notices.shown()).toBeNull();
  });
});
