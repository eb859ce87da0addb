import {
  DELAY_STILL_NOW_MS,
  isYesNow,
  needsHuman,
  REPLY_OUTCOMES,
  replySentence,
  type ReplyRecord,
} from '#core/reply-outcome';
import { NOTHING_UNDERSTOOD, understandReply } from '#core/understand-reply';

function record(fields: Partial<ReplyRecord> = {}): ReplyRecord {
  const whole = { ...NOTHING_UNDERSTOOD, answer: 'yes', isWholeMeaning: true } as const;
  return { ...whole, outcome: 'accepted', refusal: null, ...fields };
}

describe('a yes', () => {
  it.each(['yes', 'yes 5 min', 'yes in 10 minutes', 'yes with a boat'])(
    'counts now: %s',
    (text) => {
      expect(isYesNow(understandReply(text))).toBe(true);
    },
  );

  it.each(['yes in 11 minutes', 'yes in 2 hours', 'yes from 16:30'])('is later: %s', (text) => {
    expect(isYesNow(understandReply(text))).toBe(false);
  });

  it('counts up to the limit itself', () => {
    expect(isYesNow(record({ delayMs: DELAY_STILL_NOW_MS }))).toBe(true);
    expect(isYesNow(record({ delayMs: DELAY_STILL_NOW_MS + 1 }))).toBe(false);
  });
});

describe('a human', () => {
  it.each(['conditional', 'which-one', 'unknown-code', 'no-alert', 'not-understood'] as const)(
    'reads what is %s',
    (outcome) => expect(needsHuman(record({ outcome }))).toBe(true),
  );

  it.each(['accepted', 'declined', 'drill-heard', 'stopped', 'started'] as const)(
    'is spared what is %s to the last word',
    (outcome) => expect(needsHuman(record({ outcome }))).toBe(false),
  );

  it('reads the rest of what was carried out in part', () => {
    expect(needsHuman(record({ isWholeMeaning: false }))).toBe(true);
  });

  it('is spared what came too late, and reads every other refusal', () => {
    const refused = (refusal: ReplyRecord['refusal']): boolean =>
      needsHuman(record({ outcome: 'refused', refusal }));
    expect(refused('places-taken')).toBe(false);
    expect(refused('alert-expired')).toBe(false);
    expect(refused('already-answered')).toBe(true);
    expect(refused('bound-elsewhere')).toBe(true);
  });
});

describe('the sentence of a reply', () => {
  it.each(REPLY_OUTCOMES)('is there for %s', (outcome) => {
    expect(replySentence(record({ outcome, code: '471', refusal: 'alert-expired' }))).toMatch(
      /^[A-Z][^{}]+\.$/,
    );
  });

  it('tells conditions in plain words', () => {
    const told = record({ delayMs: 5_400_000, people: 3, equipment: ['boat', 'first-aid-kit'] });
    expect(replySentence(told)).toBe(
      'Said yes in 90 min, 3 people, with boat, first aid kit; counted as accepted.',
    );
    expect(replySentence(record({ atMinute: 485, outcome: 'conditional' }))).toContain('08:05');
  });

  it('owns up to what was not understood, and to what nothing was done about', () => {
    expect(replySentence(record({ isWholeMeaning: false }))).toContain('Not all of it');
    expect(replySentence(null)).toContain('nothing was done');
  });
});
