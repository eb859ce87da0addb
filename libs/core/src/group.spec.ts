import {
  checkGroupAsk,
  GROUP_ASK_TABLE,
  GROUP_TABLE,
  heldPeople,
  type GroupAsk,
} from '#core/group';
import { unreachable } from '#core/transition';
import { HOUR_MS } from '#core/units';

const NOW = Date.UTC(2026, 0, 10, 8);
const NEED = {
  ...{ needKey: 'boats', label: 'Boats', minimumCount: 0, wantedCount: 10 },
  ...{ credentialKinds: [], equipment: { boat: 3 }, shiftKey: null },
};
const ASK: Pick<GroupAsk, 'status' | 'peopleCount' | 'filledCount' | 'pieces' | 'answerBy'> = {
  ...{ status: 'asked', peopleCount: 6, filledCount: 2, pieces: { boat: 2 } },
  answerBy: NOW + HOUR_MS,
};

describe('what a group is asked for', () => {
  it('can reach every status', () => {
    expect(unreachable(GROUP_TABLE, 'asked-for')).toEqual([]);
    expect(unreachable(GROUP_ASK_TABLE, 'asked')).toEqual([]);
  });

  it('is held for it until it has filled it, has answered, or is out of time', () => {
    expect(heldPeople(ASK, NOW)).toBe(4);
    expect(heldPeople({ ...ASK, filledCount: 7 }, NOW)).toBe(0);
    expect(heldPeople({ ...ASK, status: 'answered' }, NOW)).toBe(0);
    expect(heldPeople(ASK, ASK.answerBy)).toBe(0);
  });

  it('is no more than the need misses and no other group holds', () => {
    const field = (fields: object) => {
      const input = { need: NEED, acceptedCount: 2, heldCount: 2, asked: ASK };
      const checked = checkGroupAsk({ ...input, until: NOW + 9 * HOUR_MS, now: NOW, ...fields });
      return checked.ok ? null : checked.problem.field;
    };
    expect(field({})).toBeNull();
    expect(field({ heldCount: 3 })).toBe('peopleCount');
    expect(field({ acceptedCount: 3 })).toBe('peopleCount');
    expect(field({ need: undefined })).toBe('needKey');
    expect(field({ asked: { ...ASK, pieces: { boat: 4 } } })).toBe('pieces.boat');
    expect(field({ asked: { ...ASK, pieces: { pump: 1 } } })).toBe('pieces.pump');
    expect(field({ asked: { ...ASK, answerBy: NOW } })).toBe('answerBy');
    expect(field({ until: NOW + 1 })).toBe('answerBy');
  });
});
