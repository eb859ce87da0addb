import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArrests, readStations } from './arrests';
import { ARREST_HOURS } from './hour-of-day';
import { fromLocal } from './local-time';

const CITY = join(__dirname, '../../../../data/virginia-beach');
const HEADER = 'id,date,response_min,lat,lon,block_address';

describe('reading the recorded arrests', () => {
  const read = readArrests(readFileSync(join(CITY, 'arrests.csv'), 'utf8'));

  it('accounts for every row of the file', () => {
    expect(read.arrests.length + read.refused.length).toBe(2_071);
    expect(read.refused).toEqual([]);
    expect(new Set(read.arrests.map(({ row }) => row)).size).toBe(2_071);
  });

  it('takes a response time of 0 as not recorded, and says so for each row', () => {
    const unknown = read.arrests.filter(({ responseMin }) => responseMin === null);
    expect(unknown).toHaveLength(369);
    expect(read.noted).toHaveLength(369);
    expect(Math.max(...read.arrests.map(({ responseMin }) => responseMin ?? 0))).toBe(45.117);
  });

  it('marks a row that repeats the date and place of an earlier one', () => {
    const repeats = read.arrests.filter(({ repeatOf }) => repeatOf !== null);
    expect(repeats).toHaveLength(485);
    expect(repeats[0]).toMatchObject({ row: 3, repeatOf: 2 });
  });

  it('refuses a broken row with its line and reason, and keeps the rest', () => {
    const rows = [
      '1,1/1/2017,5.667,36.862471,-76.024169,1000 LINDSLEY DR',
      '2,2/30/2017,5,36.8,-76,A',
      '3,1/1/2017,5,,-76,B',
      '4,1/1/2017,5,96.8,-76,C',
      '5,1/1/2017,-1,36.8,-76,D',
      '6,1/1/2017,1441,36.8,-76,E',
      '7,1/1/2017,5,36.8',
      '8,1/1/2017,5,36.8,-76,"A, B',
      'x,1/1/2017,5,36.8,-76,F',
      '10,1/1/2017,5,36.8,-76,"100 MAIN ST, REAR"',
    ];
    const broken = readArrests(`\uFEFF${HEADER}\r\n${rows.join('\r\n')}\r\n`);
    expect(broken.arrests.map(({ row }) => row)).toEqual([1, 10]);
    expect(broken.arrests[1]?.blockAddress).toBe('100 MAIN ST, REAR');
    expect(broken.refused.map(({ line }) => line).sort((a, b) => a - b)).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  it('refuses a file without its header', () => {
    expect(() => readArrests('1,1/1/2017,5,36.8,-76,A\n')).toThrow('has no column id');
  });

  it('reads each station once', () => {
    expect(readStations(readFileSync(join(CITY, 'stations.csv'), 'utf8'))).toHaveLength(30);
  });
});

describe('the made-up hour of a call', () => {
  it('keeps the published shares of the day', () => {
    const share = (from: number, to: number): number =>
      ARREST_HOURS.slice(from, to).reduce((sum, [, percent]) => sum + percent, 0);
    expect(share(0, 24)).toBeCloseTo(100, 6);
    expect(share(0, 6)).toBeCloseTo(12.3, 6);
    expect(share(6, 12)).toBeCloseTo(33.5, 6);
    expect(share(12, 18) / share(18, 24)).toBeCloseTo(2.01 / 1.73, 2);
    expect(share(8, 9)).toBe(7.1);
    expect(share(1, 2)).toBe(1.6);
  });

  it('is read in Eastern Time, summer and winter', () => {
    const at = (month: number, day: number, hour: number): string =>
      new Date(fromLocal({ year: 2017, month, day }, hour * 3_600)).toISOString();
    expect(at(1, 1, 0)).toBe('2017-01-01T05:00:00.000Z');
    expect(at(7, 1, 12)).toBe('2017-07-01T16:00:00.000Z');
    expect(at(3, 12, 1)).toBe('2017-03-12T06:00:00.000Z');
    expect(at(3, 12, 3)).toBe('2017-03-12T07:00:00.000Z');
    expect(at(11, 5, 1)).toBe('2017-11-05T05:00:00.000Z');
    expect(at(11, 5, 2)).toBe('2017-11-05T07:00:00.000Z');
    expect(at(1, 366 + 190, 12)).toBe('2018-07-10T16:00:00.000Z');
  });
});
