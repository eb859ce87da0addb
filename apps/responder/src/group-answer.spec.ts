import { describe, expect, it } from '@jest/globals';
import { groupAnswer } from './group-answer';

describe('the answer of a group', () => {
  it('counts every person once, and the pieces of the group once', () => {
    const answer = groupAnswer({
      memberIds: ['r1', 'r2'],
      names: 'Ada King\n\n  Bo Li  \n',
      pieces: { boat: 2 },
      isLast: false,
    });
    expect(answer.members).toEqual([
      { responderId: 'r1', peopleCount: 1, pieces: { boat: 2 } },
      { responderId: 'r2', peopleCount: 1, pieces: {} },
    ]);
    expect(answer.others).toEqual([
      { displayName: 'Ada King', peopleCount: 1, pieces: {} },
      { displayName: 'Bo Li', peopleCount: 1, pieces: {} },
    ]);
  });

  it('brings the pieces with the first name where no member comes', () => {
    const answer = groupAnswer({ memberIds: [], names: 'Ada', pieces: { pump: 1 }, isLast: true });
    expect(answer).toEqual({
      isLast: true,
      members: [],
      others: [{ displayName: 'Ada', peopleCount: 1, pieces: { pump: 1 } }],
    });
  });
});
