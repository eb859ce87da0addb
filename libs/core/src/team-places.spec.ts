import { teamPlaces } from '#core/team-places';

const going = (role: 'direct' | 'via-aed' | 'guide') =>
  ({ role, isAsked: false, status: 'en-route' }) as const;
const asked = (role: 'direct' | 'via-aed') => ({ role, isAsked: true, status: null }) as const;
const shown = (...people: Parameters<typeof teamPlaces>[0]['people']) =>
  teamPlaces({ wantedCount: 3, hasAed: true, people }).map(
    ({ role, filledCount, wantedCount, askedCount }) =>
      `${role} ${filledCount}/${wantedCount} +${askedCount}`,
  );

describe('parts of a team', () => {
  it('keep one place for an AED while one can be had', () => {
    expect(shown()).toEqual(['direct 0/2 +0', 'via-aed 0/1 +0']);
    expect(teamPlaces({ wantedCount: 3, hasAed: false, people: [] })).toMatchObject([
      { role: 'direct', wantedCount: 3 },
    ]);
  });

  it('count who does them, who is asked, and nobody who has finished or left', () => {
    const left = { role: 'direct', isAsked: false, status: 'withdrawn' } as const;
    expect(shown(going('direct'), asked('direct'), asked('via-aed'), left)).toEqual([
      'direct 1/2 +1',
      'via-aed 0/1 +1',
    ]);
  });

  it('never want fewer than do them, and name a guide only where there is one', () => {
    expect(
      shown(going('direct'), going('direct'), going('direct'), going('via-aed'), going('guide')),
    ).toEqual(['direct 3/3 +0', 'via-aed 1/1 +0', 'guide 1/1 +0']);
  });
});
