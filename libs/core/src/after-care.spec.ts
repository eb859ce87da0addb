import {
  AFTER_CARE_ASKED_FOR_MS,
  AFTER_CARE_NOTE_AFTER_MS,
  AFTER_CARE_NOTE_UNTIL_MS,
  afterCareNoteDue,
  asksAfterCare,
  CALL_BACK_STATES,
  CALL_BACK_TABLE,
  mayTellOf,
  tellsWho,
  thanksDue,
  THANKS_UNTIL_MS,
  type Attended,
} from '#core/after-care';
import { canMove } from '#core/transition';

const ENDED = 1_000_000;

function attended(fields: Partial<Attended> = {}): Attended {
  return {
    ...{ status: 'cleared', mode: 'actual', onSceneAt: 500, withPatientAt: null },
    ...{ clearedAt: ENDED, releasedAt: null },
    ...fields,
  };
}

describe('who is asked how they are', () => {
  it.each<[string, Partial<Attended>, boolean]>([
    ['cleared', {}, true],
    ['cleared without having said that they were there', { onSceneAt: null }, true],
    [
      'stood down after arriving',
      { status: 'stood-down', clearedAt: null, releasedAt: ENDED },
      true,
    ],
    [
      'left after having been there',
      { status: 'withdrawn', clearedAt: null, releasedAt: ENDED },
      true,
    ],
    [
      'stood down on the way',
      { status: 'stood-down', onSceneAt: null, clearedAt: null, releasedAt: ENDED },
      true,
    ],
    [
      'turned round on the way',
      { status: 'withdrawn', onSceneAt: null, clearedAt: null, releasedAt: ENDED },
      true,
    ],
    ['still there', { status: 'on-scene', clearedAt: null }, false],
    ['in an exercise', { mode: 'exercise' }, false],
    ['in a test', { mode: 'test' }, false],
  ])('%s', (_what, fields, asked) => {
    expect(asksAfterCare(attended(fields), ENDED)).toBe(asked);
  });

  it('from the end of their part for a month, and then nobody is asked any more', () => {
    expect(asksAfterCare(attended(), ENDED - 1)).toBe(false);
    expect(asksAfterCare(attended(), ENDED + AFTER_CARE_ASKED_FOR_MS)).toBe(true);
    expect(asksAfterCare(attended(), ENDED + AFTER_CARE_ASKED_FOR_MS + 1)).toBe(false);
  });

  it('gets a note after 90 minutes, and none out of nowhere after a day', () => {
    const due = (afterMs: number) => afterCareNoteDue(attended(), ENDED + afterMs);
    expect(due(AFTER_CARE_NOTE_AFTER_MS - 1)).toBe(false);
    expect(due(AFTER_CARE_NOTE_AFTER_MS)).toBe(true);
    expect(due(AFTER_CARE_NOTE_UNTIL_MS)).toBe(true);
    expect(due(AFTER_CARE_NOTE_UNTIL_MS + 1)).toBe(false);
    const drill = attended({ mode: 'exercise' });
    expect(afterCareNoteDue(drill, ENDED + AFTER_CARE_NOTE_AFTER_MS)).toBe(false);
  });
});

describe('whoever was alerted and did not go', () => {
  it('may speak of it for a month, where it was real', () => {
    const alert = { mode: 'actual' as const, sentAt: ENDED };
    expect(mayTellOf(alert, ENDED + AFTER_CARE_ASKED_FOR_MS)).toBe(true);
    expect(mayTellOf(alert, ENDED + AFTER_CARE_ASKED_FOR_MS + 1)).toBe(false);
    expect(mayTellOf({ ...alert, mode: 'exercise' }, ENDED)).toBe(false);
  });
});

describe('thanks', () => {
  const gone = { mode: 'actual' as const, incidentEndedAt: ENDED, thankedAt: null };

  it('are due once the incident is over, once, and not out of nowhere', () => {
    expect(thanksDue(gone, ENDED)).toBe(true);
    expect(thanksDue(gone, ENDED + THANKS_UNTIL_MS + 1)).toBe(false);
    expect(thanksDue({ ...gone, incidentEndedAt: null }, ENDED)).toBe(false);
    expect(thanksDue({ ...gone, thankedAt: ENDED }, ENDED + 1)).toBe(false);
    expect(thanksDue({ ...gone, mode: 'exercise' }, ENDED)).toBe(false);
  });
});

describe('a call back', () => {
  it('is taken before it is done, may be handed back, and stays done', () => {
    const moves = CALL_BACK_STATES.flatMap((from) =>
      CALL_BACK_STATES.filter((to) => canMove(CALL_BACK_TABLE, from, to)).map(
        (to) => `${from} ${to}`,
      ),
    );
    expect(moves).toEqual(['wanted taken', 'taken wanted', 'taken done']);
  });
});

describe('a text about what happened', () => {
  const ADDRESS = '1905 Atlantic Avenue, Apt 3B';

  it.each([
    ['A man of 54 years', 'age'],
    ['Der 81-jährige Patient', 'age'],
    ['Ring 0757 555 0142', 'number'],
    ['Born 03.04.1961', 'number'],
    ['Write to anna@example.org', 'mail'],
    ['It happened in the Atlantic bar', 'address'],
  ])('%s names somebody', (text, what) => {
    expect(tellsWho(text, ADDRESS)).toBe(what);
  });

  it.each([
    'The patient reached hospital with a pulse. What you did mattered.',
    'The patient has died. Nothing more could have been done; you were there within 4 minutes.',
    'Le patient est sorti de l’avenue des soins intensifs.',
  ])('%s names nobody', (text) => {
    expect(tellsWho(text, ADDRESS)).toBeNull();
    expect(tellsWho(text, null)).toBeNull();
  });
});
