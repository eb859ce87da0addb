import { describe, expect, it } from '@jest/globals';
import { openAt, type CompiledHours } from '#core/hours';
import { DAY_MS } from '#core/units';
import { CompileHours, HOURS_HORIZON_MS } from './compile-hours';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const NEW_YORK = 'America/New_York';
const ZURICH = 'Europe/Zurich';
const compiler = new CompileHours();

function compile(text: string | null, timeZone = NEW_YORK): CompiledHours {
  return compiler.compile(text, timeZone, NOW);
}

/*
 * New York: clocks forward 8 March 2026 07:00Z (02:00 EST), back 1 November 06:00Z (02:00 EDT).
 * Zurich: forward 29 March 01:00Z (02:00 CET), back 25 October 01:00Z (03:00 CEST).
 * 1 March 2026 is a Sunday.
 */
const WEEK = 'Mo-Fr 08:00-18:00';
const CASES: readonly (readonly [string, string, string, Record<string, 'open' | 'closed'>])[] = [
  [
    'winter time before the clocks change, summer time after',
    WEEK,
    NEW_YORK,
    {
      '2026-03-02T12:59Z': 'closed',
      '2026-03-02T13:00Z': 'open',
      '2026-03-02T22:59Z': 'open',
      '2026-03-02T23:00Z': 'closed',
      '2026-03-07T15:00Z': 'closed',
      '2026-03-09T11:59Z': 'closed',
      '2026-03-09T12:00Z': 'open',
      '2026-03-09T21:59Z': 'open',
      '2026-03-09T22:00Z': 'closed',
    },
  ],
  [
    'the same hours elsewhere',
    WEEK,
    ZURICH,
    {
      '2026-03-27T06:59Z': 'closed',
      '2026-03-27T07:00Z': 'open',
      '2026-03-30T05:59Z': 'closed',
      '2026-03-30T06:00Z': 'open',
      '2026-10-26T06:59Z': 'closed',
      '2026-10-26T07:00Z': 'open',
    },
  ],
  [
    'opens at the second showing of a time shown twice',
    'Su 01:30-10:00',
    NEW_YORK,
    {
      '2026-11-01T05:30Z': 'closed',
      '2026-11-01T06:29Z': 'closed',
      '2026-11-01T06:30Z': 'open',
      '2026-11-01T14:59Z': 'open',
      '2026-11-01T15:00Z': 'closed',
    },
  ],
  [
    'shuts at the first showing of a time shown twice',
    'Sa 20:00-25:30',
    NEW_YORK,
    {
      '2026-11-01T05:29Z': 'open',
      '2026-11-01T05:30Z': 'closed',
      '2026-11-01T06:15Z': 'closed',
    },
  ],
  [
    'is never open between two times that are both shown twice',
    'Su 01:10-01:50',
    NEW_YORK,
    {
      '2026-11-01T05:30Z': 'closed',
      '2026-11-01T06:30Z': 'closed',
      '2026-11-08T06:30Z': 'open',
    },
  ],
  [
    'shuts when the clocks skip the time of shutting',
    'Sa 20:00-26:30',
    NEW_YORK,
    { '2026-03-08T06:59Z': 'open', '2026-03-08T07:00Z': 'closed' },
  ],
  [
    'opens when the clocks skip the time of opening',
    'Su 02:30-06:00',
    NEW_YORK,
    {
      '2026-03-08T06:59Z': 'closed',
      '2026-03-08T07:00Z': 'open',
      '2026-03-08T09:59Z': 'open',
      '2026-03-08T10:00Z': 'closed',
    },
  ],
  [
    'a night with an hour less',
    'Sa 22:00-30:00',
    NEW_YORK,
    {
      '2026-03-08T02:59Z': 'closed',
      '2026-03-08T03:00Z': 'open',
      '2026-03-08T09:59Z': 'open',
      '2026-03-08T10:00Z': 'closed',
    },
  ],
  [
    'a skipped time of shutting in Zurich',
    'Sa 20:00-26:30',
    ZURICH,
    { '2026-03-29T00:59Z': 'open', '2026-03-29T01:00Z': 'closed' },
  ],
  [
    'a doubled time of opening in Zurich',
    'Su 02:30-08:00',
    ZURICH,
    {
      '2026-10-25T00:30Z': 'closed',
      '2026-10-25T01:29Z': 'closed',
      '2026-10-25T01:30Z': 'open',
      '2026-10-25T07:00Z': 'closed',
    },
  ],
  [
    'across midnight',
    'Mo-Fr 20:00-06:00',
    NEW_YORK,
    {
      '2026-03-07T10:59Z': 'open',
      '2026-03-07T11:00Z': 'closed',
      '2026-03-08T01:30Z': 'closed',
    },
  ],
  [
    'always but on one day',
    '24/7; Dec 25 off',
    NEW_YORK,
    {
      '2026-12-25T04:59Z': 'open',
      '2026-12-25T05:00Z': 'closed',
      '2026-12-26T04:59Z': 'closed',
      '2026-12-26T05:00Z': 'open',
    },
  ],
  [
    'public holidays of the United States',
    'Mo-Fr 08:00-18:00; PH off',
    NEW_YORK,
    { '2026-11-25T15:00Z': 'open', '2026-11-26T15:00Z': 'closed', '2026-12-25T15:00Z': 'closed' },
  ],
  [
    'public holidays of Switzerland',
    'Mo-Fr 08:00-18:00; PH off',
    ZURICH,
    { '2026-05-13T10:00Z': 'open', '2026-05-14T10:00Z': 'closed' },
  ],
  [
    'a break at noon',
    'Mo-Fr 08:00-12:00,13:00-17:00',
    NEW_YORK,
    {
      '2026-03-02T16:59Z': 'open',
      '2026-03-02T17:00Z': 'closed',
      '2026-03-02T17:59Z': 'closed',
      '2026-03-02T18:00Z': 'open',
    },
  ],
  [
    'a season',
    'Apr-Sep 10:00-16:00',
    ZURICH,
    {
      '2026-03-31T10:00Z': 'closed',
      '2026-04-01T08:00Z': 'open',
      '2026-09-30T13:59Z': 'open',
      '2026-10-01T08:00Z': 'closed',
    },
  ],
  [
    'the first Monday of a month',
    'Mo[1] 10:00-12:00',
    NEW_YORK,
    {
      '2026-03-02T15:00Z': 'open',
      '2026-03-09T14:30Z': 'closed',
      '2026-04-06T14:00Z': 'open',
      '2026-04-06T16:00Z': 'closed',
    },
  ],
  [
    'another style that can only mean one thing',
    'Mon-Fri 08.00-17.00',
    NEW_YORK,
    { '2026-03-02T13:00Z': 'open', '2026-03-02T22:00Z': 'closed' },
  ],
  [
    'a remark beside hours that are open',
    'Mo-Fr 08:00-20:00 open "ring the bell"',
    NEW_YORK,
    { '2026-03-02T13:00Z': 'open' },
  ],
  [
    'a zone off by half an hour',
    'Mo 09:00-10:00',
    'Asia/Kolkata',
    { '2026-03-02T03:29Z': 'closed', '2026-03-02T03:30Z': 'open', '2026-03-02T04:30Z': 'closed' },
  ],
  ['never open', 'off', NEW_YORK, { '2026-03-02T15:00Z': 'closed', '2026-12-25T15:00Z': 'closed' }],
];

describe('opening hours', () => {
  it('are reckoned in UTC, as on the server: these tests need TZ=UTC', () => {
    const offsets = [0, 2, 6, 9].map((month) => new Date(2026, month, 8).getTimezoneOffset());
    expect(offsets).toEqual([0, 0, 0, 0]);
  });

  it.each(CASES)('%s: %s in %s', (_what, text, timeZone, moments) => {
    const hours = compile(text, timeZone);
    expect(hours.state).toBe('intervals');
    const found = Object.keys(moments).map((at) => [at, openAt(hours, Date.parse(at))]);
    expect(Object.fromEntries(found)).toEqual(moments);
  });

  it.each(['24/7', 'Mo-Su 00:00-24:00', '00:00-24:00', 'open', ' 24/7 '])(
    '%s is always open, with no end to it',
    (text) => expect(compile(text)).toEqual({ state: 'always' }),
  );

  it.each([
    [null],
    [''],
    ['   '],
    ['nonsense'],
    ['sunrise-sunset'],
    ['Mo-Fr dawn-18:00'],
    ['SH 10:00-12:00'],
    ['Mo-Fr 09:00+'],
    ['Mo 10:00'],
    ['Mo-Fr 08:00-18:00 "by appointment"'],
    ['24/7 unknown'],
    ['Mo-Fr 08:00-20:00 || "call the desk"'],
    [`Mo-Fr 08:00-18:00 open "${'x'.repeat(600)}"`],
  ])('%j is unknown rather than guessed at', (text) =>
    expect(compile(text)).toEqual({ state: 'unknown' }),
  );

  it('is unknown where holidays matter and the country is not known, and in no zone at all', () => {
    expect(compile('Mo-Fr 08:00-18:00; PH off', 'Asia/Kolkata')).toEqual({ state: 'unknown' });
    expect(compile(WEEK, 'Mars/Olympus')).toEqual({ state: 'unknown' });
  });

  it('covers yesterday and the year ahead, in intervals that follow each other', () => {
    const hours = compile('Mo-Fr 08:00-12:00,13:00-17:00; Sa 20:00-26:30');
    if (hours.state !== 'intervals') throw new Error(hours.state);
    expect(hours.compiledFrom).toBe(NOW - DAY_MS);
    expect(hours.compiledUntil).toBe(NOW + HOURS_HORIZON_MS);
    const ends = hours.intervals.flatMap(({ from, to }) => [from, to]);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(new Set(ends).size).toBe(ends.length);
    expect(hours.intervals.length).toBeGreaterThan(600);
  });

  it('knows an AED that opened the evening before', () => {
    const hours = compiler.compile('Sa 20:00-26:00', NEW_YORK, Date.parse('2026-03-08T06:30Z'));
    expect(openAt(hours, Date.parse('2026-03-08T06:30Z'))).toBe('open');
    expect(openAt(hours, Date.parse('2026-03-08T07:00Z'))).toBe('closed');
  });

  it('does not change with the moment of compiling', () => {
    const later = compiler.compile(WEEK, NEW_YORK, NOW + 100 * DAY_MS + 12_345);
    const hours = compile(WEEK);
    for (let at = NOW + 100 * DAY_MS; at < NOW + 130 * DAY_MS; at += 1_800_000) {
      expect(openAt(later, at)).toBe(openAt(hours, at));
    }
  });
});
