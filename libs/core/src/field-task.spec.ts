import {
  afterStep,
  crewTrouble,
  FIELD_TASK_TABLE,
  statusWithTeam,
  teamOf,
  type FieldTask,
} from '#core/field-task';
import { aCrewMember, aFieldTask } from '#core/field-examples';
import { suggestTeam } from '#core/team-suggestion';

const NOW = Date.UTC(2026, 2, 1, 12);
const TEAM = { leaderBookingId: null, now: NOW };

function teamed(bookingIds: readonly string[], fields: Partial<FieldTask> = {}): FieldTask {
  const task = aFieldTask(fields);
  return { ...task, status: 'given', members: teamOf(task, { ...TEAM, bookingIds }) };
}

describe('a team', () => {
  it('has one leader: who is named, else who led and stays, else the first', () => {
    const leaders = (task: FieldTask) =>
      task.members.filter(({ isLeader }) => isLeader).map(({ bookingId }) => bookingId);
    const first = teamed(['a', 'b', 'b']);
    expect(first.members.map(({ bookingId }) => bookingId)).toEqual(['a', 'b']);
    expect(leaders(first)).toEqual(['a']);
    const named = teamOf(first, { ...TEAM, bookingIds: ['a', 'b'], leaderBookingId: 'b' });
    expect(leaders({ ...first, members: named })).toEqual(['b']);
    const stays = teamOf({ ...first, members: named }, { ...TEAM, bookingIds: ['c', 'b'] });
    expect(leaders({ ...first, members: stays })).toEqual(['b']);
    const gone = teamOf(first, { ...TEAM, bookingIds: ['c'], leaderBookingId: 'a' });
    expect(leaders({ ...first, members: gone })).toEqual(['c']);
  });

  it('makes the task given while anybody is in it, and open when nobody is', () => {
    expect(statusWithTeam(aFieldTask(), 2)).toBe('given');
    expect(statusWithTeam(teamed(['a'], {}), 0)).toBe('open');
    expect(statusWithTeam({ ...teamed(['a']), status: 'under-way' }, 1)).toBe('under-way');
    expect(statusWithTeam(aFieldTask({ status: 'done' }), 1)).toBe('done');
  });

  it('begins by whoever begins, and is done by what its leader says alone', () => {
    const said = { note: null, now: NOW } as const;
    const begun = afterStep(teamed(['a', 'b']), { ...said, bookingId: 'b', step: 'under-way' });
    expect(begun).toMatchObject({ status: 'under-way', members: [{}, { step: 'under-way' }] });
    const other = afterStep(begun, { ...said, bookingId: 'b', step: 'done' });
    expect(other).toMatchObject({ status: 'under-way', endedAt: null });
    const done = afterStep(other, { ...said, bookingId: 'a', step: 'done' });
    expect(done).toMatchObject({ status: 'done', endedAt: NOW });
    expect(afterStep(done, { ...said, bookingId: 'a', step: 'cannot' })).toBe(done);
    expect(afterStep(begun, { ...said, bookingId: 'c', step: 'done' })).toBe(begun);
  });

  it('counts nobody who has gone, is at an incident or should be back', () => {
    const there = aCrewMember({ dueOutAt: NOW });
    expect(crewTrouble(there, NOW)).toBeNull();
    expect(crewTrouble(there, NOW + 1)).toBe('overdue');
    expect(crewTrouble({ ...there, calledAway: true }, NOW)).toBe('called-away');
    expect(crewTrouble({ ...there, status: 'checked-out' }, NOW)).toBe('left');
    expect(crewTrouble(undefined, NOW)).toBe('left');
  });

  it('leaves every status of a task by its table, and comes back from each end', () => {
    for (const [from, to] of Object.entries(FIELD_TASK_TABLE)) {
      expect([from, to.length]).not.toEqual([from, 0]);
    }
  });
});

describe('a suggestion', () => {
  const musterPoints = [
    {
      ...{ musterKey: 'near', name: 'Marina', place: { lat: 36.86, lon: -76 }, quotaCount: null },
      ...{ routeNote: 'x', parkingNote: 'x' },
    },
    {
      ...{ musterKey: 'far', name: 'School', place: { lat: 36.99, lon: -76 }, quotaCount: null },
      ...{ routeNote: 'x', parkingNote: 'x' },
    },
  ];
  const need = {
    ...{ needKey: 'boats', label: 'Boats', minimumCount: 0, wantedCount: 9, equipment: {} },
    ...{ credentialKinds: ['boat-handling' as const], shiftKey: null },
  };
  const ask = { need: null, team: [], musterPoints, now: NOW };
  const at = (bookingId: string, fields: Parameters<typeof aCrewMember>[0] = {}) =>
    aCrewMember({ bookingId, musterKey: 'near', ...fields });
  const ids = (items: readonly { readonly member: { readonly bookingId: string } }[]) =>
    items.map(({ member }) => member.bookingId);

  it('puts the skill first, then who is there, then who is near and has worked least', () => {
    const held = { credentialKinds: ['boat-handling' as const] };
    const crew = [
      at('f-unskilled'),
      at('e-expected', { ...held, status: 'expected' }),
      at('d-far', { ...held, musterKey: 'far' }),
      at('c-worked', { ...held, taskCount: 2 }),
      at('b-fresh', held),
    ];
    const { items, says } = suggestTeam({
      ...ask,
      need,
      crew,
      task: aFieldTask({ wantedCount: 2 }),
    });
    expect(ids(items)).toEqual(['b-fresh', 'c-worked', 'd-far', 'e-expected', 'f-unskilled']);
    expect(items.map(({ isSuggested }) => isSuggested)).toEqual([true, true, false, false, false]);
    expect(says).toBe('These would do.');
    expect(items[1]?.because).toEqual([
      'Has what is asked for: boat handling.',
      expect.stringMatching(/^Is there at Marina, \d+ m from the task\.$/),
      'Has had 2 tasks.',
    ]);
    expect(items[4]?.because).toContain('Lacks the skill asked for.');
    expect(items[3]?.because[1]).toMatch(/not there yet/);
  });

  it('takes whoever brings what is wanted, counts families, and says what is missing', () => {
    const crew = [
      at('a-single'),
      at('b-family', { peopleCount: 3 }),
      at('z-boat', { pieces: { boat: 1 }, taskCount: 9 }),
    ];
    const task = aFieldTask({ wantedCount: 6, equipment: { boat: 2 } });
    const { items, says } = suggestTeam({ ...ask, crew, task });
    expect(ids(items.filter(({ isSuggested }) => isSuggested))).toEqual([
      ...['z-boat', 'a-single', 'b-family'],
    ]);
    expect(says).toBe('Still missing: 1 person, 1 boat.');
    const team = [at('t', { pieces: { boat: 2 }, peopleCount: 6 })];
    const enough = suggestTeam({ ...ask, crew, task, team });
    expect(enough.items.some(({ isSuggested }) => isSuggested)).toBe(false);
    expect(enough.says).toBe('These would do.');
  });

  it('leaves out whoever is in a task, has gone, is at an incident or is overdue', () => {
    const crew = [
      at('a', { openTaskId: 'other' }),
      at('b', { status: 'checked-out' }),
      at('c', { calledAway: true }),
      at('d', { dueOutAt: NOW - 1 }),
      at('e', { status: 'held' }),
    ];
    const { items, says } = suggestTeam({ ...ask, crew, task: aFieldTask({ wantedCount: 1 }) });
    expect(items).toEqual([]);
    expect(says).toBe('Still missing: 1 person.');
  });
});
