import {
  ANSWER_WITHIN_MS,
  BOARD_TABLE,
  checkEntryTimes,
  dueAt,
  dueStep,
  ENTRY_VALID_MAX_MS,
  PROOF_WITHIN_MS,
  STALE_AFTER_MS,
  type BoardEntry,
} from '#core/board';
import {
  CLAIM_AHEAD_MAX_MS,
  CLAIM_HOURS,
  CLAIM_TABLE,
  checkClaim,
  REMIND_BEFORE_MS,
  remindAt,
} from '#core/board-claim';
import { matchEntries } from '#core/board-match';
import { boardWords, BOARD_EVENTS } from '#core/board-words';
import { LANGUAGES } from '#core/delivery';
import { putInWords } from '#core/group-words';
import { smsSize } from '#core/sms-segments';
import { ends, unreachable } from '#core/transition';
import { DAY_MS, HOUR_MS } from '#core/units';

const NOW = Date.UTC(2026, 0, 10, 8);
const PLACE = { lat: 51, lon: -3 };
const METRES_PER_DEGREE = 111_195;

function entry(fields: Partial<BoardEntry> = {}): BoardEntry {
  return {
    ...{ id: 'a', organisationId: 'o', source: 'public', responderId: null, side: 'need' },
    ...{ kind: 'shelter', title: 'Beds', note: null, quantity: 4, from: NOW - DAY_MS },
    ...{ until: NOW + 10 * DAY_MS, place: PLACE, cell: { centre: PLACE, sizeM: 500 } },
    ...{ travelMaxM: 0, status: 'open', takenCount: 0, doneCount: 0, createdAt: NOW },
    ...{ confirmedAt: NOW, askedAgainAt: null, vettedAt: NOW, reason: null, endedAt: null },
    ...fields,
  };
}

function away(metres: number) {
  return { lat: PLACE.lat + metres / METRES_PER_DEGREE, lon: PLACE.lon };
}

describe('an entry of the board', () => {
  it('can reach every status, and leaves none of its ends', () => {
    expect(unreachable(BOARD_TABLE, 'pending-proof')).toEqual([]);
    expect(ends(BOARD_TABLE)).toEqual(['done', 'closed', 'expired', 'done-by-others']);
    expect(unreachable(CLAIM_TABLE, 'held')).toEqual([]);
  });

  it('lasts 90 days at most and is not over before it begins', () => {
    const times = (from: number, until: number) => checkEntryTimes({ from, until }, NOW).ok;
    expect(times(NOW, NOW + ENTRY_VALID_MAX_MS)).toBe(true);
    expect(times(NOW, NOW + ENTRY_VALID_MAX_MS + 1)).toBe(false);
    expect(times(NOW - DAY_MS, NOW)).toBe(false);
    expect(times(NOW + 2, NOW + 1)).toBe(false);
  });

  it('is asked about once it is stale, and goes a day later or with its own end', () => {
    const stale = NOW + STALE_AFTER_MS;
    expect(dueStep(entry(), stale - 1)).toBe('nothing');
    expect(dueStep(entry(), stale)).toBe('ask-again');
    const asked = entry({ askedAgainAt: stale });
    expect(dueAt(asked)).toBe(stale + ANSWER_WITHIN_MS);
    expect(dueStep(asked, stale + ANSWER_WITHIN_MS - 1)).toBe('nothing');
    expect(dueStep(asked, stale + ANSWER_WITHIN_MS)).toBe('expire');
    const short = entry({ until: NOW + HOUR_MS });
    expect(dueStep(short, NOW + HOUR_MS)).toBe('expire');
    const unproven = entry({ status: 'pending-proof' });
    expect(dueStep(unproven, NOW + PROOF_WITHIN_MS)).toBe('expire');
    expect(dueStep(entry({ status: 'done' }), NOW + 99 * DAY_MS)).toBe('nothing');
  });
});

describe('a claim', () => {
  it('holds as long as the kind is held, never past six days or the entry’s end', () => {
    const until = (fields: Partial<BoardEntry>, hours: number | null = null) => {
      const checked = checkClaim(entry(fields), { quantity: 1, hours }, NOW);
      return checked.ok ? checked.value - NOW : checked.problem.code;
    };
    expect(until({})).toBe(CLAIM_HOURS.shelter * HOUR_MS);
    expect(until({ kind: 'food' })).toBe(CLAIM_HOURS.food * HOUR_MS);
    expect(until({}, 144)).toBe(CLAIM_AHEAD_MAX_MS);
    expect(until({}, 145)).toBe('invalid-field');
    expect(until({ until: NOW + HOUR_MS })).toBe(HOUR_MS);
    expect(until({ from: NOW + 5 * DAY_MS }, 48)).toBe(CLAIM_AHEAD_MAX_MS);
    expect(until({ from: NOW + 6 * DAY_MS })).toBe('illegal-step');
  });

  it('takes no more than is left of what is shown', () => {
    const code = (fields: Partial<BoardEntry>, quantity: number) => {
      const checked = checkClaim(entry(fields), { quantity, hours: null }, NOW);
      return checked.ok ? 'claimed' : checked.problem.code;
    };
    expect(code({ takenCount: 3 }, 1)).toBe('claimed');
    expect(code({ takenCount: 3 }, 2)).toBe('claim-taken');
    expect(code({ takenCount: 4, status: 'claimed' }, 1)).toBe('claim-taken');
    expect(code({ status: 'pending-vetting' }, 1)).toBe('illegal-step');
    expect(code({ until: NOW }, 1)).toBe('illegal-step');
  });

  it('is reminded of two hours before its end, or half-way where it is short', () => {
    const at = (hours: number) =>
      remindAt({ claimedAt: NOW, expiresAt: NOW + hours * HOUR_MS }) - NOW;
    expect(at(12)).toBe(12 * HOUR_MS - REMIND_BEFORE_MS);
    expect(at(2)).toBe(HOUR_MS);
  });
});

describe('matches of the board', () => {
  const offer = (fields: Partial<BoardEntry>) => entry({ side: 'offer', ...fields });
  const ids = (of: BoardEntry, others: BoardEntry[]) =>
    matchEntries(of, others, NOW).map(({ entryId }) => entryId);

  it('are of the other side, shown, with something left, at the same time', () => {
    const others = [
      offer({ id: 'good' }),
      entry({ id: 'same-side' }),
      offer({ id: 'hidden', status: 'pending-vetting' }),
      offer({ id: 'gone', takenCount: 4, status: 'claimed' }),
      offer({ id: 'later', from: NOW + 11 * DAY_MS, until: NOW + 12 * DAY_MS }),
      offer({ id: 'other-kind', kind: 'pumps' }),
    ];
    expect(ids(entry(), others)).toEqual(['good']);
  });

  it('lie so near that one of the two would come, and say who', () => {
    const far = { place: away(20_000) };
    const others = [
      offer({ id: 'stays', ...far }),
      offer({ id: 'comes', ...far, travelMaxM: 30_000 }),
      offer({ id: 'next-door', place: away(400) }),
    ];
    const found = matchEntries(entry(), others, NOW);
    expect(found.map(({ entryId, comes }) => [entryId, comes])).toEqual([
      ['comes', 'offer'],
      ['next-door', 'either'],
    ]);
    expect(ids(entry({ travelMaxM: 25_000 }), others)).toContain('stays');
  });

  it('are better of the same kind, nearer, with more and for longer', () => {
    const need = entry({ kind: 'pet-place', travelMaxM: 50_000 });
    const best = offer({ id: 'best', kind: 'pet-place' });
    const others = [
      offer({ id: 'will-do', kind: 'shelter' }),
      offer({ id: 'far', kind: 'pet-place', place: away(40_000) }),
      offer({ id: 'few', kind: 'pet-place', quantity: 1 }),
      offer({ id: 'short', kind: 'pet-place', until: NOW + 2 * HOUR_MS }),
    ];
    for (const other of others) expect(ids(need, [other, best])[0]).toBe('best');
    const [first] = matchEntries(need, [best], NOW);
    expect(first).toMatchObject({
      score: 1,
      parts: { kind: 1, distance: 1, quantity: 1, time: 1 },
    });
  });

  it('come in one order, whatever order they were given in', () => {
    const others = ['c', 'e', 'b'].map((id) => offer({ id }));
    const late = offer({ id: '0', createdAt: NOW + 1 });
    expect(ids(entry(), [late, ...others])).toEqual(['b', 'c', 'e', '0']);
    expect(ids(entry(), [...others.reverse(), late])).toEqual(['b', 'c', 'e', '0']);
  });
});

test('what is told of the board and of groups is short, in letters of the plain alphabet', () => {
  for (const language of LANGUAGES) {
    const texts = BOARD_EVENTS.map((event) => boardWords(event, language, 'Beds for the night'));
    for (const text of [...texts, putInWords(language)]) {
      expect([text, smsSize(`CLOSEBY: ${text}`).alphabet]).toEqual([text, 'GSM-7']);
    }
  }
});
