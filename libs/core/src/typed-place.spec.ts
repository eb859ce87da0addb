import { fromWgs84 } from '#core/datum';
import { distanceM, type Place } from '#core/geometry';
import { NATIONAL_GRID } from '#core/os-grid';
import { fromGrid, toGrid } from '#core/transverse-mercator';
import { nearbyOf, readTypedPlace, writtenPlace } from '#core/typed-place';

const ZURICH = { place: { lat: 47.37, lon: 8.54 }, withinM: 15_000 };
const LONDON = { place: { lat: 51.5, lon: -0.12 }, withinM: 30_000 };
const dms = (degrees: number, minutes: number, seconds: number): number =>
  degrees + minutes / 60 + seconds / 3_600;

function read(text: string, near = null as typeof ZURICH | null) {
  const found = readTypedPlace(text, near);
  if (!found.ok) throw new Error(`${text}: ${found.problem.detail}`);
  return found.value;
}

/** Published pairs of a reference and its place in WGS 84, and how far off it may be. */
const PUBLISHED: readonly (readonly [string, Place, number])[] = [
  // Ordnance Survey's worked example of Caister water tower; its place by the seven numbers.
  ['TG 51409 13177', { lat: dms(52, 39, 28.723), lon: dms(1, 42, 57.787) }, 1],
  // Zimmerwald, of swisstopo's approximate formulas.
  ['2700000 1100000', { lat: dms(46, 2, 38.86), lon: dms(8, 43, 49.79) }, 1],
  ['LV03 700000 100000', { lat: dms(46, 2, 38.86), lon: dms(8, 43, 49.79) }, 1],
  // The example of NGA.STND.0037 by PROJ.
  ['4QFJ1234567890', { lat: 21.4098012, lon: -157.9160763 }, 0.1],
  ['31U DQ 48251 11932', { lat: dms(48, 51, 29.5), lon: dms(2, 17, 40.16) }, 1],
  ['48N 377298.745 1483034.794', { lat: dms(13, 24, 45), lon: dms(103, 52, 0) }, 1],
];

describe('a reference of a grid', () => {
  it.each(PUBLISHED)('%s is where it was published to be', (text, place, withinM) =>
    expect(distanceM(read(text).place, place)).toBeLessThan(withinM),
  );

  it('is projected as in the worked example of Ordnance Survey, to a centimetre', () => {
    const place = { lat: dms(52, 39, 27.2531), lon: dms(1, 43, 4.5177) };
    const point = toGrid(place, NATIONAL_GRID);
    expect(point.eastM).toBeCloseTo(651_409.903, 2);
    expect(point.northM).toBeCloseTo(313_177.27, 2);
    expect(distanceM(fromGrid(point, NATIONAL_GRID), place)).toBeLessThan(0.001);
  });

  it('of the Irish Grid is where the same place is in the Irish projection of 2001', () => {
    // The Spire of Dublin, published as O 15904 34671 and as ITM 715830, 734697.
    const wgs84 = { semiMajorM: 6_378_137, semiMinorM: 6_356_752.314245 };
    const itm = {
      ...{ ellipsoid: wgs84, scale: 0.99982, origin: { lat: 53.5, lon: -8 } },
      falseM: { eastM: 600_000, northM: 750_000 },
    };
    const spire = fromGrid({ eastM: 715_830, northM: 734_697 }, itm);
    expect(distanceM(read('O 15904 34671').place, spire)).toBeLessThan(3);
    expect(read('O1590434671').written).toBe('O 15904 34671');
  });

  it('tells the square it names: the fewer digits, the wider', () => {
    const corner = read('TG 51409 13177').place;
    for (const text of ['TG514131', 'TG 51 13', 'TG 5140 1317']) {
      const { place, accuracyM } = read(text);
      expect(distanceM(place, corner)).toBeLessThan(accuracyM);
    }
    expect(Math.round(read('TG514131').accuracyM)).toBe(76);
  });
});

describe('degrees', () => {
  const zurich = { lat: 47.3769, lon: 8.5417 };
  it.each([
    '47.3769, 8.5417',
    '47.3769 8.5417',
    '47.3769,8.5417',
    '47.3769; 8.5417',
    '47,3769 8,5417',
    '47,3769; 8,5417',
    '47,3769, 8,5417',
    'N47.3769 E8.5417',
    'n 47.3769°, e 8.5417°',
    '8.5417E 47.3769N',
    '47,3769 N 8,5417 E',
    '47.3769° 8.5417°',
    "N 47° 22.614' E 8° 32.502'",
    '47°22′36.84″N 8°32′30.12″E',
    "47° 22' 36.84'' N, 8° 32' 30.12'' E",
    '47 22 36.84 N 8 32 30.12 E',
    '47°22\'36.84" 8°32\'30.12"',
  ])('%s are read', (text) => {
    const { place, notation } = read(text);
    expect(notation).toBe('degrees');
    expect(distanceM(place, zurich)).toBeLessThan(0.1);
  });

  it('south and west of zero are read with signs and with letters', () => {
    const place = { lat: -33.8568, lon: -70.5 };
    for (const text of [
      '-33.8568, -70.5000',
      '33.8568 S 70.5 W',
      '−33.8568 −70.5',
      'W70.5 S33.8568',
    ]) {
      expect(distanceM(read(text).place, place)).toBeLessThan(0.1);
    }
  });

  it('are as exact as their finer number', () => {
    expect(read('47.5, 8.54173').accuracyM).toBeLessThan(1);
    expect(Math.round(read('47.37, 8.54').accuracyM)).toBe(787);
  });
});

describe('what is not guessed at', () => {
  it.each([
    ['', null, 'Type a place'],
    ['Bahnhofstrasse 1', null, 'not read as a place'],
    ['47.3769', null, 'not read as a place'],
    ['47, 8', null, 'at most 1000 m'],
    ["47°22'N 8°32'E", null, 'at most 1000 m'],
    ['TG 5 1', null, 'at most 1000 m'],
    ['8FVC9G00+', null, 'at most 1000 m'],
    ['97.3769, 8.5417', null, 'from -90 to 90'],
    ['47.3769, 188.5417', null, 'from -180 to 180'],
    ['47 61 00 N 8 32 30 E', null, 'not read as a place'],
    ['0.0000, 0.0000', null, 'Nothing is at zero'],
    ['N 47.3769 O 8.5417', null, 'Ost'],
    ['N 47.3769 S 8.5417', null, 'one of E or W'],
    ['8.5417, 47.3769', ZURICH, 'look swapped'],
    ['TG 5140 13177', null, 'not read as a place'],
    ['ZZ 51409 13177', null, 'has no square ZZ'],
    ['31F DQ 48251 11932', null, 'has no square 31F DQ'],
    ['36U AA 24182 91607', null, 'has no square 36U AA'],
    ['61U DQ 48251 11932', null, 'zones from 1 to 60'],
    ['33S 500000 4000000', null, 'southern half'],
    ['683256 248117', null, 'write LV03'],
    ['530000 180000', LONDON, 'write LV03'],
    ['LV95 683256 248117', null, 'Swiss frame'],
    ['x'.repeat(101), null, 'at most 100 characters'],
  ])('%s', (text, near, why) => {
    const found = readTypedPlace(text, near);
    expect(found).toMatchObject({ ok: false, problem: { code: 'place-invalid' } });
    expect(found.ok ? '' : found.problem.detail).toContain(why);
  });

  it('is read where the area leaves no doubt', () => {
    expect(distanceM(read("683'256 / 248'117", ZURICH).place, ZURICH.place)).toBeLessThan(2_000);
    expect(read('47.37, 8.54', LONDON).written).toBe('47.37000, 8.54000');
  });
});

describe('a place', () => {
  const PLACES: readonly Place[] = [
    { lat: 47.3769, lon: 8.5417 },
    { lat: 51.50013, lon: -0.12624 },
    { lat: 54.6, lon: -5.93 },
    { lat: 60.39, lon: 5.32 },
    { lat: 78.22, lon: 15.65 },
    { lat: -33.8568, lon: 151.2153 },
    { lat: -54.8, lon: -68.3 },
    { lat: 0.0001, lon: 179.9999 },
    { lat: -16.5, lon: -179.98 },
  ];

  it.each(PLACES)('at $lat, $lon comes back from every way it is written', (place) => {
    const written = writtenPlace(place);
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const { notation, text } of written) {
      const back = read(text);
      expect([text, back.notation]).toEqual([text, notation]);
      expect(distanceM(back.place, place)).toBeLessThanOrEqual(back.accuracyM);
    }
  });

  it('comes back all over the earth, one every few degrees', () => {
    for (let lat = -79.3; lat < 84; lat += 7.13) {
      for (let lon = -179.7; lon < 180; lon += 9.77) {
        for (const { text } of writtenPlace({ lat, lon })) {
          const back = read(text);
          expect(distanceM(back.place, { lat, lon })).toBeLessThan(back.accuracyM + 1e-6);
        }
      }
    }
  });

  it('is written in the grids of its country alone', () => {
    const notations = (place: Place) => writtenPlace(place).map(({ notation }) => notation);
    expect(notations(ZURICH.place)).toEqual(['plus-code', 'swiss-grid', 'mgrs']);
    expect(notations(LONDON.place)).toEqual(['plus-code', 'os-grid', 'mgrs']);
    expect(notations({ lat: 89, lon: 0 })).toEqual(['plus-code']);
  });

  it('goes to an older survey and is kept', () => {
    const airy = { semiMajorM: 6_377_563.396, semiMinorM: 6_356_256.909 };
    const datum = {
      ...{ ellipsoid: airy, scalePpm: -20.4894 },
      shiftM: [446.448, -125.157, 542.06],
      turnSeconds: [0.1502, 0.247, 0.8421],
    } as const;
    const place = { lat: dms(52, 39, 28.723), lon: dms(1, 42, 57.787) };
    const old = { lat: dms(52, 39, 27.2531), lon: dms(1, 43, 4.5177) };
    expect(distanceM(fromWgs84(place, datum), old)).toBeLessThan(0.1);
  });

  it('is looked for in all of the area of an organisation', () => {
    const corner = (lat: number, lon: number): Place => ({ lat, lon });
    const outer = [corner(47, 8), corner(47, 9), corner(48, 9), corner(48, 8)];
    const near = nearbyOf({ polygons: [{ outer, holes: [] }] });
    expect(near?.place).toEqual({ lat: 47.5, lon: 8.5 });
    expect(near?.withinM).toBeCloseTo(distanceM({ lat: 47.5, lon: 8.5 }, corner(47, 8)), 3);
    expect(nearbyOf(null)).toBeNull();
  });
});
