import { describe, expect, it } from '@jest/globals';
import type { FieldSource } from '#core/control-mapping';
import { faultsOfMapping } from '#core/control-mapping-faults';
import { faultOfFormat, readMappedMoment } from '#core/control-mapping-moment';
import { follow, readPath, type DocumentNode } from '#core/control-mapping-path';
import { decimalOf, degreesOf } from '#core/control-mapping-value';
import { HOUR_MS } from '#core/units';

const leaf = (name: string, text: string): DocumentNode => ({
  name,
  path: name,
  text,
  children: [],
});
const node = (name: string, children: readonly DocumentNode[]): DocumentNode => {
  return { name, path: name, text: null, children };
};

describe('a path of a mapping', () => {
  const base = node('incident', [
    node('phone', [leaf('@type', 'work'), leaf('number', '1')]),
    node('phone', [leaf('@type', 'home'), leaf('number', '2')]),
    node('phone', [leaf('@type', 'a/b'), leaf('number', '3')]),
  ]);
  const root = node('', [leaf('sent', 'now'), base]);
  const found = (text: string): readonly (string | null)[] | string => {
    const path = readPath(text);
    return path.ok ? follow(path.value, { root, base }).map((one) => one.text) : 'refused';
  };

  it.each([
    ['phone/number', ['1']],
    ['phone[2]/number', ['3']],
    ['phone[*]/number', ['1', '2', '3']],
    ['phone[@type=home]/number', ['2']],
    ['phone[@type=a/b]/number', ['3']],
    ['phone[9]/number', []],
    ['fax/number', []],
    ['/sent', ['now']],
    ['/incident/phone[1]/@type', ['home']],
  ])('%s leads to what it names', (path, texts) => expect(found(path)).toEqual(texts));

  it.each(['', 'a//b', 'a[', 'a[]', 'a]', 'a[x]', 'a[1][2]', 'a[99999]', '[1]', 'a[=b]', 'a/'])(
    'is refused where it is not understood: "%s"',
    (path) => expect(found(path)).toBe('refused'),
  );

  it('is bounded', () => {
    expect(found('a/'.repeat(20) + 'a')).toBe('refused');
    expect(found('a'.repeat(301))).toBe('refused');
  });
});

describe('a number of a foreign message', () => {
  it.each([
    ['30,5', 30.5],
    ['30.5', 30.5],
    ['5,000', null],
    ['5.000', 5],
    ['1e3', 1_000],
    ['0x10', null],
    ['', null],
    ['1 000', null],
  ])('"%s" is %s', (text, number) => expect(decimalOf(text)).toBe(number));

  it('of degrees has as many digits behind its comma as it likes', () => {
    expect(degreesOf('51,123')).toBe(51.123);
  });
});

describe('a moment of a foreign message', () => {
  /** Clocks go back by an hour at 01:00 UTC of that day, as in London. */
  const change = Date.UTC(2026, 9, 25, 1);
  const offsetAt = (_zone: string, at: number): number => (at < change ? HOUR_MS : 0);
  const now = Date.UTC(2026, 9, 25, 0, 40);
  const read = (text: string, form: { format: string; timeZone?: string | null }): string => {
    const moment = readMappedMoment(
      text,
      { timeZone: 'Europe/London', ...form },
      { now, offsetAt },
    );
    return 'fault' in moment ? moment.fault : new Date(moment.at).toISOString();
  };

  it('that clocks show twice is the one that is not ahead', () => {
    expect(read('2026-10-25T01:38:00', { format: 'iso' })).toBe('2026-10-25T00:38:00.000Z');
  });

  it.each([
    ['2026-10-24 12:00', 'iso', '2026-10-24T11:00:00.000Z'],
    ['2026-10-24T12:00:00+02:00', 'iso', '2026-10-24T10:00:00.000Z'],
    ['2026-10-24T12:00Z', 'iso', '2026-10-24T12:00:00.000Z'],
    ['241026', 'DDMMYY', 'is not written as DDMMYY'],
    ['24/10/2026 12:00', 'DD/MM/YYYY hh:mm', '2026-10-24T11:00:00.000Z'],
    ['24/10/2026 12:00:59', 'DD/MM/YYYY hh:mm', 'is not written as DD/MM/YYYY hh:mm'],
    ['31/02/2026 12:00', 'DD/MM/YYYY hh:mm', 'is no day of the calendar'],
    ['1793000000', 'epoch-s', '2026-10-26T07:33:20.000Z'],
    ['-5', 'epoch-s', 'is not a moment in epoch-s'],
    ['99999999999', 'epoch-s', 'is not a moment in epoch-s'],
  ])('%s as %s is %s', (text, format, expected) => expect(read(text, { format })).toBe(expected));

  it('without offset and without zone is not guessed at', () => {
    expect(read('2026-10-24T12:00:00', { format: 'iso', timeZone: null })).toMatch('offset');
  });

  it('has a format with everything that a moment needs, each once', () => {
    expect(faultOfFormat('DD/MM hh:mm')).toBe('has no YYYY');
    expect(faultOfFormat('YYYY-MM-DD hh:mm:mm')).toBe('has mm twice');
    expect(faultOfFormat('epoch-s')).toBeNull();
  });
});

describe('what is wrong with a mapping', () => {
  const source = (fields: Partial<FieldSource>): FieldSource => ({
    ...{ paths: ['a'], value: null, codes: null, otherwise: 'refuse', required: false },
    ...{ format: 'iso', timeZone: null, factor: 1, order: 'lat-lon', join: ', ' },
    ...fields,
  });
  const needed = {
    ...{ controlRef: source({}), kind: source({}), priority: source({}), calledAt: source({}) },
    grid: source({}),
  };
  const faults = (more: object, outgoing: object | null = null): readonly string[] => {
    const fields = { ...needed, ...more };
    const form = outgoing !== null && 'xml' in outgoing ? 'xml' : 'json';
    const skeleton = { mediaType: 'application/json', codes: {}, ...outgoing };
    const out = outgoing === null ? null : (skeleton as never);
    return faultsOfMapping({ form, messages: null, fields, outgoing: out }).map(({ path }) => path);
  };

  it('is told by the path in the mapping', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ kind: undefined })).toEqual(['fields.kind']);
    expect(faults({ lat: source({}) })).toEqual(['fields.lon']);
    expect(faults({ grid: undefined })).toEqual(['fields']);
    expect(faults({ address: source({ paths: ['ok', 'a['] }) })).toEqual([
      'fields.address.paths.1',
    ]);
    expect(faults({ address: source({ paths: [] }) })).toEqual(['fields.address.paths']);
    expect(faults({ kind: source({ codes: { X: 'fever' } }) })).toEqual(['fields.kind.codes.X']);
    expect(faults({ kind: source({ otherwise: 'any' }) })).toEqual(['fields.kind.otherwise']);
    expect(faults({ mode: source({ value: 'live' }) })).toEqual(['fields.mode.value']);
    expect(faults({ sentAt: source({ format: 'hh:mm' }) })).toEqual(['fields.sentAt.format']);
  });

  it('lets no exercise be taken for actual because its word is passed over', () => {
    const codes = { LIVE: 'actual', TRAIN: 'exercise' };
    expect(faults({ mode: source({ codes, required: true }) })).toEqual([]);
    expect(faults({ mode: source({ codes, value: 'exercise' }) })).toEqual([]);
    expect(faults({ mode: source({ codes }) })).toEqual(['fields.mode']);
    expect(faults({ mode: source({ codes, required: true, otherwise: 'keep' }) })).toEqual([
      'fields.mode',
    ]);
    const kept = { ...codes, X: 'keep' };
    expect(faults({ mode: source({ codes: kept, required: true }) })).toEqual(['fields.mode']);
  });

  it('is told of what goes out as well', () => {
    const out = (skeleton: unknown, xml = {}): readonly string[] =>
      faults({}, { skeleton, ...xml });
    expect(out({ a: '{{status}}', b: [{ $each: 'responders', c: '{{etaAt}}' }] })).toEqual([]);
    expect(out({ a: '{{etaAt}}' })).toEqual(['outgoing.skeleton.a']);
    expect(out({ a: { $each: 'responders' } })).toEqual(['outgoing.skeleton.a.$each']);
    expect(out({ a: [{ $each: 'people' }] })).toEqual(['outgoing.skeleton.a.0.$each']);
    expect(out({ 'a b': 'x' }, { xml: true })).toEqual(['outgoing.skeleton.a b']);
    expect(out({ a: 'x', b: 'y' }, { xml: true })).toEqual(['outgoing.skeleton']);
    expect(out('text', { xml: true })).toEqual(['outgoing.skeleton']);
  });
});
