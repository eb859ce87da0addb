import { describe, expect, it } from '@jest/globals';
import { openAt } from '#core/hours';
import type { HoursPlace } from '#flow/ports';
import { CompileHours } from './compile-hours';

/*
 * Strings of our own with answers worked out by hand from the syntax of OpenStreetMap and a
 * calendar: text, place, moments at which it is open, and moments at which it is shut. 6 July 2026
 * is a Monday; Easter is 5 April; 1 January 2027 is a Friday.
 */
const COMPILED_AT = Date.parse('2026-01-15T12:00:00Z');
type Row = readonly [
  text: string,
  where: string | HoursPlace,
  open: readonly string[],
  closed: readonly string[],
];

const PLAIN: readonly Row[] = [
  [
    'Mo-Fr 08:00-18:00',
    'Europe/Zurich',
    ['2026-07-06T08:00+02:00', '2026-07-10T17:59+02:00'],
    ['2026-07-06T07:59+02:00', '2026-07-10T18:00+02:00', '2026-07-11T12:00+02:00'],
  ],
  ['Mo-Fr 08:00-18:00;', 'Europe/Zurich', ['2026-07-06T08:00+02:00'], ['2026-07-11T12:00+02:00']],
  [
    'Mo-Fr 08:00-12:00,13:00-17:00',
    'Europe/Zurich',
    ['2026-07-07T11:59+02:00', '2026-07-07T13:00+02:00'],
    ['2026-07-07T12:00+02:00', '2026-07-07T12:59+02:00', '2026-07-07T17:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-12:00, 13:00-17:00',
    'Europe/Zurich',
    ['2026-07-07T11:59+02:00', '2026-07-07T13:00+02:00'],
    ['2026-07-07T12:00+02:00', '2026-07-07T12:59+02:00', '2026-07-07T17:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:30; Sa 08:00-16:00',
    'Europe/Zurich',
    ['2026-07-10T18:29+02:00', '2026-07-11T15:59+02:00'],
    ['2026-07-11T16:00+02:00', '2026-07-12T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:00; We off',
    'Europe/Zurich',
    ['2026-07-07T10:00+02:00', '2026-07-09T10:00+02:00'],
    ['2026-07-08T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-17:00; Mo off',
    'Europe/Zurich',
    ['2026-07-07T08:00+02:00'],
    ['2026-07-06T10:00+02:00'],
  ],
  [
    'Mo 08:00-12:00, Mo 14:00-16:00',
    'Europe/Zurich',
    ['2026-07-06T09:00+02:00', '2026-07-06T15:00+02:00'],
    ['2026-07-06T13:00+02:00', '2026-07-07T09:00+02:00'],
  ],
  [
    'Sa,Su 10:00-16:00',
    'Europe/Zurich',
    ['2026-07-11T10:00+02:00', '2026-07-12T15:59+02:00'],
    ['2026-07-13T10:00+02:00', '2026-07-10T10:00+02:00'],
  ],
  [
    'Sa-Mo 10:00-12:00',
    'Europe/Zurich',
    ['2026-07-11T10:00+02:00', '2026-07-12T11:00+02:00', '2026-07-13T11:59+02:00'],
    ['2026-07-14T11:00+02:00', '2026-07-10T11:00+02:00'],
  ],
  [
    '10:00-12:00',
    'Europe/Zurich',
    ['2026-07-12T10:00+02:00', '2026-07-15T11:59+02:00'],
    ['2026-07-12T09:59+02:00', '2026-07-15T12:00+02:00'],
  ],
  [
    'Mo-Su,PH 00:00-24:00',
    'Europe/Zurich',
    ['2026-07-06T00:00+02:00', '2026-12-25T03:00+01:00'],
    [],
  ],
  [
    'Mo-Fr 00:00-24:00',
    'Europe/Zurich',
    ['2026-07-10T23:59+02:00', '2026-07-13T00:00+02:00'],
    ['2026-07-11T00:00+02:00', '2026-07-12T23:59+02:00'],
  ],
  [
    'Fr 22:00-02:00',
    'Europe/Zurich',
    ['2026-07-10T22:00+02:00', '2026-07-11T01:59+02:00'],
    ['2026-07-10T21:59+02:00', '2026-07-11T02:00+02:00', '2026-07-10T01:00+02:00'],
  ],
  [
    'Fr 22:00-26:00',
    'Europe/Zurich',
    ['2026-07-10T22:00+02:00', '2026-07-11T01:59+02:00'],
    ['2026-07-10T21:59+02:00', '2026-07-11T02:00+02:00', '2026-07-10T01:00+02:00'],
  ],
  [
    'Su-Th 12:00-02:00, Fr-Sa 12:00-04:00',
    'Europe/Zurich',
    ['2026-07-12T03:59+02:00', '2026-07-13T01:59+02:00'],
    ['2026-07-13T02:00+02:00', '2026-07-12T04:00+02:00'],
  ],
  [
    'Tu-Sa 07:30-00:00',
    'Europe/Zurich',
    ['2026-07-11T23:59+02:00', '2026-07-07T07:30+02:00'],
    ['2026-07-12T00:00+02:00', '2026-07-13T12:00+02:00'],
  ],
  [
    'Mo-Su 22:00-06:00',
    'Europe/Zurich',
    ['2026-07-06T05:59+02:00', '2026-07-06T22:00+02:00'],
    ['2026-07-06T06:00+02:00', '2026-07-06T21:59+02:00'],
  ],
  [
    'Apr-Oct Mo-Su 09:00-18:00; Nov-Mar Mo-Su 09:00-17:00',
    'Europe/Zurich',
    ['2026-07-06T17:30+02:00', '2026-12-01T16:59+01:00'],
    ['2026-12-01T17:30+01:00', '2026-07-06T18:00+02:00'],
  ],
  [
    'Apr 15-Sep 15 10:00-18:00',
    'Europe/Zurich',
    ['2026-04-15T10:00+02:00', '2026-09-15T17:59+02:00'],
    ['2026-04-14T12:00+02:00', '2026-09-16T12:00+02:00'],
  ],
  [
    'Dec-Feb 10:00-12:00',
    'Europe/Zurich',
    ['2026-12-01T10:00+01:00', '2026-02-28T11:59+01:00', '2027-02-10T11:00+01:00'],
    ['2026-03-01T11:00+01:00', '2026-11-30T11:00+01:00'],
  ],
  [
    'Mar-May,Sep-Nov Sa 10:00-14:00',
    'Europe/Zurich',
    ['2026-05-09T10:00+02:00', '2026-09-05T13:59+02:00'],
    ['2026-07-11T12:00+02:00'],
  ],
  ['Mo[1] 10:00-12:00', 'Europe/Zurich', ['2026-07-06T10:00+02:00'], ['2026-07-13T11:00+02:00']],
  ['Mo[-1] 10:00-12:00', 'Europe/Zurich', ['2026-07-27T11:00+02:00'], ['2026-07-20T11:00+02:00']],
  [
    'Sa[1,3] 09:00-11:00',
    'Europe/Zurich',
    ['2026-07-04T09:00+02:00', '2026-07-18T10:59+02:00'],
    ['2026-07-11T10:00+02:00', '2026-07-25T10:00+02:00'],
  ],
  [
    'week 28-33 Mo 09:00-12:00',
    'Europe/Zurich',
    ['2026-07-06T09:00+02:00', '2026-08-10T11:59+02:00'],
    ['2026-06-29T10:00+02:00', '2026-08-17T10:00+02:00'],
  ],
  [
    '2026 Jul 06 10:00-12:00',
    'Europe/Zurich',
    ['2026-07-06T10:00+02:00'],
    ['2026-07-07T10:00+02:00', '2026-07-05T10:00+02:00'],
  ],
  [
    'easter +1 day 10:00-12:00',
    'Europe/Zurich',
    ['2026-04-06T10:00+02:00'],
    ['2026-04-05T10:00+02:00', '2026-04-07T10:00+02:00'],
  ],
  [
    'Mo-Su 08:00-18:00; Dec 25 off',
    'Europe/Zurich',
    ['2026-12-24T12:00+01:00'],
    ['2026-12-25T12:00+01:00'],
  ],
  [
    '24/7; Dec 25-26 off',
    'Europe/Zurich',
    ['2026-12-24T23:59+01:00', '2026-12-27T00:00+01:00'],
    ['2026-12-25T00:00+01:00', '2026-12-26T23:59+01:00'],
  ],
  ['off', 'Europe/Zurich', [], ['2026-07-06T10:00+02:00', '2026-12-25T12:00+01:00']],
  ['closed', 'Europe/Zurich', [], ['2026-07-06T10:00+02:00', '2026-07-12T10:00+02:00']],
  [
    'Mo-Fr 08:00-18:00 open "ring the bell"',
    'Europe/Zurich',
    ['2026-07-06T10:00+02:00'],
    ['2026-07-11T10:00+02:00'],
  ],
];

/** National holidays where the region is not known, else the region's. */
const HOLIDAYS: readonly Row[] = [
  [
    'Mo-Sa 08:00-20:00; PH off',
    'Europe/Zurich',
    ['2026-05-13T10:00+02:00', '2026-05-15T10:00+02:00'],
    ['2026-05-14T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:00; PH off',
    'Europe/Zurich',
    ['2026-05-01T10:00+02:00'],
    ['2026-04-03T10:00+02:00', '2026-04-06T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:00; PH off',
    { timeZone: 'Europe/Zurich', region: 'Zürich' },
    ['2026-04-30T10:00+02:00'],
    ['2026-05-01T10:00+02:00'],
  ],
  [
    'Mo-Sa 08:00-18:00; PH off',
    { timeZone: 'Europe/Zurich', region: 'Zürich' },
    ['2027-01-02T10:00+01:00'],
    ['2027-01-01T10:00+01:00'],
  ],
  [
    'Mo-Sa 08:00-18:00; PH off',
    { timeZone: 'Europe/Zurich', region: 'Bern' },
    ['2027-01-04T10:00+01:00'],
    ['2027-01-02T10:00+01:00'],
  ],
  [
    'Mo-Fr 06:30-21:00; PH,Sa,Su 08:00-20:00',
    'Europe/Zurich',
    ['2026-05-14T08:00+02:00', '2026-07-09T06:30+02:00', '2026-07-09T20:59+02:00'],
    ['2026-05-14T07:59+02:00', '2026-05-14T20:30+02:00'],
  ],
  ['PH 10:00-12:00', 'Europe/Zurich', ['2026-08-01T10:00+02:00'], ['2026-08-02T10:00+02:00']],
  [
    'Mo-Fr 08:00-18:00; PH off',
    'Europe/Berlin',
    ['2026-06-04T10:00+02:00'],
    ['2026-05-14T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:00; PH off',
    { timeZone: 'Europe/Berlin', region: 'Bayern' },
    ['2026-06-03T10:00+02:00'],
    ['2026-06-04T10:00+02:00'],
  ],
  [
    'Mo-Fr 08:00-18:00; PH off',
    'America/New_York',
    ['2026-11-25T10:00-05:00'],
    ['2026-11-26T10:00-05:00'],
  ],
];

/** Zurich: forward 29 March 02:00, back 25 October 03:00. New York: forward 8 March. */
const CLOCKS: readonly Row[] = [
  [
    'Su 02:30-08:00',
    'Europe/Zurich',
    ['2026-10-25T02:30+01:00', '2026-10-25T07:59+01:00'],
    ['2026-10-25T02:30+02:00', '2026-10-25T08:00+01:00'],
  ],
  [
    'Su 02:30-06:00',
    'Europe/Zurich',
    ['2026-03-29T03:00+02:00', '2026-03-29T05:59+02:00'],
    ['2026-03-29T01:59+01:00', '2026-03-29T06:00+02:00'],
  ],
  ['Sa 20:00-26:30', 'Europe/Zurich', ['2026-03-29T01:59+01:00'], ['2026-03-29T03:00+02:00']],
  [
    'Mo-Su 21:00-06:30',
    'Europe/Zurich',
    ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', '2026-10-25T06:29+01:00'],
    ['2026-10-25T06:30+01:00'],
  ],
  [
    'Mo-Fr 09:00-17:00',
    'America/New_York',
    ['2026-03-06T09:00-05:00', '2026-03-09T09:00-04:00'],
    ['2026-03-06T08:59-05:00', '2026-03-09T08:59-04:00'],
  ],
  [
    'Mo 09:00-10:00',
    'Asia/Kolkata',
    ['2026-07-06T09:00+05:30', '2026-07-06T09:59+05:30'],
    ['2026-07-06T10:00+05:30'],
  ],
  [
    'Mo 09:00-10:00',
    'Australia/Lord_Howe',
    ['2026-07-06T09:00+10:30', '2027-01-04T09:00+11:00'],
    ['2026-07-06T10:00+10:30', '2027-01-04T08:59+11:00'],
  ],
];

const OTHER_STYLES: readonly Row[] = [
  [
    'Mo - So 08.00 - 20.00',
    'Europe/Zurich',
    ['2026-07-12T19:59+02:00', '2026-07-06T08:00+02:00'],
    ['2026-07-12T20:00+02:00'],
  ],
  [
    'Mo-Fr 8-16',
    'Europe/Zurich',
    ['2026-07-06T08:00+02:00', '2026-07-06T15:59+02:00'],
    ['2026-07-06T16:00+02:00', '2026-07-11T10:00+02:00'],
  ],
  [
    'Mo-Sa 08h-20h',
    'Europe/Zurich',
    ['2026-07-11T19:59+02:00'],
    ['2026-07-11T20:00+02:00', '2026-07-12T10:00+02:00'],
  ],
  [
    'Mo-Fr 8:00–23:00',
    'Europe/Zurich',
    ['2026-07-10T22:59+02:00'],
    ['2026-07-10T23:00+02:00', '2026-07-11T10:00+02:00'],
  ],
  [
    'Mon-Fri 08.00-17.00',
    'Europe/Zurich',
    ['2026-07-06T08:00+02:00', '2026-07-10T16:59+02:00'],
    ['2026-07-10T17:00+02:00'],
  ],
];

/** Each leaves something open that the text does not say, and none of it is guessed. */
const UNKNOWN: readonly (readonly [text: string, timeZone: string])[] = [
  ['Mo-Fr 08:00-18:00 "by appointment"', 'Europe/Zurich'],
  ['Mo-Fr 08:00-18:00 unknown', 'Europe/Zurich'],
  ['Mo-Su 08:00-19:00; PH unknown', 'Europe/Zurich'],
  ['sunrise-sunset', 'Europe/Zurich'],
  ['Mo-Fr 08:00-sunset', 'Europe/Zurich'],
  ['SH 08:00-12:00', 'Europe/Zurich'],
  ['Mo-Fr 09:00+', 'Europe/Zurich'],
  ['Mo-Fr', 'Europe/Zurich'],
  ['whenever we like', 'Europe/Zurich'],
  ['Nach Schulöffnungszeiten', 'Europe/Zurich'],
  ['Mo-Fr 08:00-18:00; PH off', 'Asia/Kolkata'],
  ['Mo-Fr 08:00-18:00; PH off', 'Europe/London'],
];

const ROWS = [...PLAIN, ...HOLIDAYS, ...CLOCKS, ...OTHER_STYLES];

describe('opening hours worked out by hand', () => {
  const compiler = new CompileHours();

  it('are sixty strings and more', () =>
    expect(ROWS.length + UNKNOWN.length).toBeGreaterThanOrEqual(60));

  it.each(ROWS)('%s (%j)', (text, where, open, closed) => {
    expect([...open, ...closed].map(Date.parse)).not.toContain(NaN);
    const hours = compiler.compile(text, where, COMPILED_AT);
    const at = (moments: readonly string[]) =>
      moments.map((moment) => [moment, openAt(hours, Date.parse(moment))]);
    expect(at(open)).toEqual(open.map((moment) => [moment, 'open']));
    expect(at(closed)).toEqual(closed.map((moment) => [moment, 'closed']));
  });

  it.each(UNKNOWN)('%s (%s) is unknown, never open', (text, timeZone) =>
    expect(compiler.compile(text, timeZone, COMPILED_AT)).toEqual({ state: 'unknown' }),
  );
});
