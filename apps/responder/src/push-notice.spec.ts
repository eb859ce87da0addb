import { describe, expect, it } from '@jest/globals';
import { noticeOfPush, readPhonePush, readPush, type PushWord } from './push-notice';

const ALERT: PushWord = {
  alertId: 'a1',
  subject: 'alert',
  title: 'Closeby',
  body: 'Someone near you may need help.',
};

describe('what a push shows', () => {
  it('a new alert rings and stays until it is touched', () => {
    expect(noticeOfPush(ALERT, false).options).toMatchObject({
      tag: 'a1',
      renotify: true,
      silent: false,
      requireInteraction: true,
    });
  });

  it('an alert that has rung on this phone is shown, and does not ring again', () => {
    const { options } = noticeOfPush(ALERT, true);
    expect(options).toMatchObject({ tag: 'a1', renotify: false, silent: true });
    expect(options.vibrate).toBeUndefined();
  });

  it.each([true, false])('a stand-down takes the alarm’s place without a sound', (hasRung) => {
    const { options } = noticeOfPush({ ...ALERT, subject: 'stood-down' }, hasRung);
    expect(options).toMatchObject({ tag: 'a1', renotify: false, silent: true });
  });

  it('reads the alert, what it is about and the words', () => {
    const data = { kind: 'stood-down', alertId: 'a1' };
    expect(readPush({ title: 'T', body: 'B', data })).toEqual({
      alertId: 'a1',
      subject: 'stood-down',
      title: 'T',
      body: 'B',
    });
    expect(readPush({ data: { kind: 'drill', alertId: 'a1' } })?.subject).toBe('alert');
    expect(readPush({ data: { subject: 'changed', alertId: 'a1' } })?.subject).toBe('changed');
  });

  it.each([null, 'text', {}, { data: null }, { data: { alertId: 7 } }])(
    'what names no alert is not shown: %j',
    (payload) => expect(readPush(payload)).toBeNull(),
  );
});

describe('a push about the phone itself', () => {
  const challenge = 'c'.repeat(22);

  it('a challenge is read, so that it can go back, and shown without a sound', () => {
    const read = readPhonePush({ title: 'T', body: 'B', data: { kind: 'push-proof', challenge } });
    expect(read).toMatchObject({ kind: 'push-proof', challenge });
    expect(read?.notice.options).toMatchObject({ silent: true, tag: 'push-proof' });
  });

  it('another phone of the same person is said aloud', () => {
    const read = readPhonePush({ title: 'T', body: 'B', data: { kind: 'phones-changed' } });
    expect(read?.notice).toMatchObject({ title: 'T', options: { body: 'B', silent: false } });
  });

  it('a second text from the organisation does not take the place of the first', () => {
    const read = (noteId: string) =>
      readPhonePush({ title: 'T', body: 'B', data: { kind: 'note', noteId } });
    expect(read('n1')?.notice).toMatchObject({ title: 'T', options: { silent: false } });
    expect(read('n1')?.notice.options.tag).not.toBe(read('n2')?.notice.options.tag);
  });

  it.each([
    null,
    'text',
    {},
    { data: { kind: 'push-proof' } },
    { data: { kind: 'push-proof', challenge: 7 } },
    { data: { kind: 'alert', alertId: 'a1' } },
  ])('nothing else is taken for one: %j', (payload) => {
    expect(readPhonePush(payload)).toBeNull();
  });
});
