import { readAeds, readPeople } from './import-rows';

const PEOPLE = 'externalRef,displayName,credentialKind,issuer,validFrom,validTo,verified,testPhone';

describe('import of people', () => {
  it('gathers the credentials of one person from several lines, near each other or not', () => {
    const file = readPeople(
      [
        PEOPLE,
        'p-1,A. One,cpr,Red Cross,2026-01-01,2028-01-01,yes,',
        'p-2,B. Two,nurse,State,2026-01-01T08:00:00+02:00,,no,yes',
        'p-1,A. One,nurse,State,2026-01-01,,yes,',
      ].join('\n'),
    );
    expect(file.refused).toEqual([]);
    expect(file.readCount).toBe(3);
    expect(file.good.map((each) => [each.externalRef, each.where])).toEqual([
      ['p-1', 'line 2'],
      ['p-2', 'line 3'],
    ]);
    expect(file.good[0]?.message.credentials.map((each) => each.kind)).toEqual(['cpr', 'nurse']);
    expect(file.good[1]?.message).toMatchObject({ testPhone: true, disabled: false });
  });

  it('reads what somebody owns, and leaves it as it was where the column is empty', () => {
    const head = 'externalRef,displayName,credentialKind,issuer,validFrom,equipment';
    const line = 'cpr,Red Cross,2026-01-01';
    const file = readPeople(
      [
        head,
        `p-1,A,${line},boat;trailer`,
        `p-2,B,${line},`,
        `p-3,C,${line},none`,
        `p-4,D,${line},yacht`,
      ].join('\n'),
    );
    expect(file.good.map(({ message }) => message.equipment)).toEqual([
      ['boat', 'trailer'],
      undefined,
      [],
    ]);
    expect(file.refused.map(({ why }) => why.split(':')[0])).toEqual(['equipment.0']);
  });

  it('names every line it refuses and why, and takes nothing of that person', () => {
    const file = readPeople(
      [
        PEOPLE,
        'p-1,A. One,cpr,Red Cross,2026-01-01,,yes,',
        'p-1,A. One,juggling,Circus,2026-01-01,,yes,',
        'p-2,,cpr,Red Cross,2026-01-01,,,',
        '!,C. Three,cpr,Red Cross,2026-01-01,,,',
        'p-4,D. Four,cpr,Red Cross,2026-02-30,,,',
        'p-5,E. Five,cpr,Red Cross,2026-01-01,,perhaps,',
        'p-6,F. Six,cpr,Red Cross,2026-01-01,,,',
        'p-6,F. Sixx,nurse,Red Cross,2026-01-01,,,',
      ].join('\n'),
    );
    expect(file.good).toEqual([]);
    const lines = [2, 3, 4, 5, 6, 7, 8, 9].map((line) => `line ${line}`);
    expect(file.refused.map((each) => each.where).sort()).toEqual(lines);
    expect(file.refused.map((each) => each.why.split(':')[0])).toEqual([
      'credentials.1.kind',
      'credentials.1.kind',
      'displayName',
      'externalRef',
      'credentials.0.validFrom',
      'credentials.0.verified',
      'displayName',
      'displayName',
    ]);
  });
});

describe('import of AEDs', () => {
  const HEAD = 'externalRef,name,lat,lon,access,openingHours,status,indoor,floor,cabinetCode';

  it('reads places and leaves empty columns to their defaults', () => {
    const file = readAeds(
      `${HEAD}\na-1,Town hall,36.85,-75.98,,"Mo-Fr 08:00-18:00; PH off",available,yes,-1,C 17`,
    );
    expect(file.refused).toEqual([]);
    expect(file.rows[0]).toMatchObject({
      where: 'line 2',
      externalRef: 'a-1',
      put: {
        place: { type: 'Point', coordinates: [-75.98, 36.85] },
        access: 'unknown',
        openingHours: 'Mo-Fr 08:00-18:00; PH off',
        floor: '-1',
        cabinetCode: 'C 17',
      },
      status: 'available',
      indoor: true,
    });
  });

  it.each([
    ['a-1,Hall,91,-75.98,,,,,,', 'place.coordinates.1'],
    ['a-1,Hall,0,0,,,,,,', 'place.coordinates'],
    ['a-1,Hall,,,,,,,,', 'place.coordinates'],
    ['a-1,Hall,NaN,-75.98,,,,,,', 'place.coordinates.1'],
    ['a-1,Hall,36.85,-75.98,anyone,,,,,', 'access'],
    ['a-1,Hall,36.85,-75.98,,,broken,,,', 'status'],
    ['a-1,Hall,36.85,-75.98,,,,perhaps,,', 'indoor'],
  ])('refuses %s', (line, field) => {
    const file = readAeds(`${HEAD}\n${line}`);
    expect(file.rows).toEqual([]);
    expect(file.refused[0]).toMatchObject({ where: 'line 2', externalRef: 'a-1' });
    expect(file.refused[0]?.why).toContain(field);
  });

  it('takes a place in words instead of latitude and longitude', () => {
    const file = readAeds('externalRef,name,place\na-1,Hall,TG 51409 13177\na-2,Hall,here');
    expect(file.rows[0]?.put.place.coordinates[0]).toBeCloseTo(1.716, 3);
    expect(file.refused[0]?.why).toContain('place: This is not read as a place.');
    const both = readAeds('externalRef,name,lat,lon,place\na-1,Hall,36.85,-75.98,87MC+22');
    expect(both.refused[0]?.why).toContain('either lat and lon, or place');
    expect(() => readAeds('externalRef,name\na-1,Hall')).toThrow('neither "lat" and "lon"');
  });
});
