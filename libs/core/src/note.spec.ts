import { LANGUAGES } from '#core/delivery';
import { NOTE_KINDS, whyNoNote, type NotePerson } from '#core/note';
import { noteWords } from '#core/note-words';
import { smsSize } from '#core/sms-segments';

const AT = { now: 1_000, minuteOfWeek: 0 };
const PERSON: NotePerson = {
  ...{ disabledAt: null, testPhone: false, onDuty: true, isBooked: false, hasAccount: true },
  availability: { schedule: null, quietHours: null, mutedUntil: null },
};
const why = (person: Partial<NotePerson>, note: Partial<Parameters<typeof whyNoNote>[1]> = {}) =>
  whyNoNote({ ...PERSON, ...person }, { kind: 'callout-message', isExercise: false, ...note }, AT);

describe('who gets a note', () => {
  it('an exercise reaches test phones only, and nothing real reaches a test phone', () => {
    expect(why({}, { isExercise: true })).toBe('real-person-in-exercise');
    expect(why({ testPhone: true }, { isExercise: true })).toBeNull();
    expect(why({ testPhone: true })).toBe('test-phone');
    expect(why({ hasAccount: false }, { isExercise: true })).toBe('real-person-in-exercise');
  });

  it('whoever has said yes gets what is about it off duty and muted; others do not', () => {
    const muted = { schedule: null, quietHours: null, mutedUntil: 2_000 };
    expect(why({ onDuty: false })).toBe('off-duty');
    expect(why({ availability: muted })).toBe('muted');
    expect(why({ onDuty: false, isBooked: true, availability: muted })).toBeNull();
    expect(why({ onDuty: false }, { kind: 'watch-point' })).toBeNull();
  });

  it('reaches nobody who is disabled', () => {
    expect(why({ disabledAt: 5, isBooked: true })).toBe('disabled');
  });
});

describe('words of notes', () => {
  it('fit into one SMS with their title, in every language', () => {
    for (const language of LANGUAGES) {
      for (const kind of NOTE_KINDS) {
        const { title, body } = noteWords({ kind, text: '', isExercise: false }, language);
        const size = smsSize(`CLOSEBY: ${title}. ${body}`);
        expect([language, kind, size.alphabet, size.segments]).toEqual([
          ...[language, kind, 'GSM-7', 1],
        ]);
      }
    }
  });

  it('begin by saying that it is an exercise', () => {
    const note = { kind: 'task', text: 'Go', isExercise: true } as const;
    expect(noteWords(note, 'de').body).toBe('ÜBUNG. Go');
    expect(noteWords(note, 'en').title).toMatch(/^EXERCISE\. /);
  });
});
