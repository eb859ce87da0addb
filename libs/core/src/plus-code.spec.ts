import { plusCodeCell, plusCodeOf, readPlusCode, recoveries } from '#core/plus-code';

const ZURICH = { place: { lat: 47.37, lon: 8.54 }, withinM: 15_000 };

/** The published test data of Open Location Code: code, then south, west, north, east. */
const DECODING: readonly (readonly [string, number, number, number, number])[] = [
  ['7FG49Q00+', 20.35, 2.75, 20.4, 2.8],
  ['7FG49QCJ+2V', 20.37, 2.782125, 20.370125, 2.78225],
  ['7FG49QCJ+2VX', 20.3701, 2.78221875, 20.370125, 2.78225],
  ['7FG49QCJ+2VXGJ', 20.370113, 2.782234375, 20.370114, 2.78223632813],
  ['8FVC2222+22', 47, 8, 47.000125, 8.000125],
  ['4VCPPQGP+Q9', -41.273125, 174.785875, -41.273, 174.786],
  ['62G20000+', 0, -180, 1, -179],
  ['22222222+22', -90, -180, -89.999875, -179.999875],
  ['CFX3X2X2+X2', 89.999875, 1, 90, 1.000125],
  ['84000000+', 30, -140, 50, -120],
  ['849VGJQF+VX7QR3J', 37.53966912, -122.3750698242, 37.53966916, -122.3750697021],
  ['849VGJQF+VX7QR3J7QR3J', 37.53966912, -122.3750698242, 37.53966916, -122.3750697021],
];

describe('a Plus Code', () => {
  it.each(DECODING)('%s names its published cell', (code, south, west, north, east) => {
    const cell = plusCodeCell(code);
    expect(cell?.south).toBeCloseTo(south, 9);
    expect(cell?.west).toBeCloseTo(west, 9);
    expect(cell?.north).toBeCloseTo(north, 9);
    expect(cell?.east).toBeCloseTo(east, 9);
  });

  it.each([
    [20.3700625, 2.7821875, '7FG49QCJ+2V'],
    [47.0000625, 8.0000625, '8FVC2222+22'],
    [-41.2730625, 174.7859375, '4VCPPQGP+Q9'],
    [-89.9999375, -179.9999375, '22222222+22'],
    [90, 1, 'CFX3X2X2+X2'],
    [1.2, 3.4, '6FH56C22+22'],
    [20.3701135, 362.78223535156, '7FG49QCJ+2V'],
    [66.89, -106, '95RPV2R2+22'],
    [-37.014, -159.936, '43J2X3P7+CJ'],
    [10.734, -168.294, '722HPPM4+JC'],
    [58.66, 149.17, '9RCFM56C+22'],
    [-25.798, -59.812, '5862652Q+R6'],
    [-18.32, 96.397, '5MHRM9JW+2R'],
  ])('of %d, %d is the published one', (lat, lon, code) =>
    expect(plusCodeOf({ lat, lon })).toBe(code),
  );

  it.each([
    ['CJ+2VX', 51.3708675, -1.217765625, '9C3W9QCJ+2VX'],
    ['9QCJ+2VX', 51.3852125, -1.217765625, '9C3W9QCJ+2VX'],
    ['22+', 42.899, 9.012, '8FJFW222+'],
    ['22+', 14.95125, -23.5001, '796RXG22+'],
    ['XGRF+PM', 47, 8.55, '8FRCXGRF+PM'],
    ['2222+22', 89.6, 0, 'CFX22222+22'],
    ['XXXXXX+XX', -81, 0, '2CXXXXXX+XX'],
  ])('%s near %d, %d is recovered as published', (code, lat, lon, full) =>
    expect(recoveries(code, { lat, lon })[0]).toBe(full),
  );

  it.each(['8FVC9G8F', '8FVCAG8F+6W', '8FVC9G8F+6', '8FV00000+', '8FVC0000+22', '00000000+'])(
    '%s is none',
    (code) => expect(plusCodeCell(code)).toBeNull(),
  );
});

describe('a short Plus Code', () => {
  it('means the one place of the area', () => {
    const read = readPlusCode('9GCC+6W', ZURICH);
    expect(read).toMatchObject({ ok: true, value: { written: '8FVC9GCC+6W' } });
  });

  it.each([
    ['9GCC+6W', null, 'needs a place'],
    ['9GCC+6W ZÜRICH', ZURICH, 'not looked up'],
    ['CC+6W', ZURICH, 'not a whole Plus Code'],
    ['9GCC+', ZURICH, 'not a whole Plus Code'],
    ['2222+22', ZURICH, 'not in the area'],
    ['9GCC+6W', { ...ZURICH, withinM: 120_000 }, 'more than once'],
  ])('%s is not guessed at', (code, near, why) => {
    const read = readPlusCode(code, near);
    expect(read?.ok === false ? read.problem.detail : 'read').toContain(why);
  });

  it('is not needed where the town stands behind a full one', () =>
    expect(readPlusCode('8FVC9GCC+6W ZÜRICH', null)).toMatchObject({ ok: true }));
});
