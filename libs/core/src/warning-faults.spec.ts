import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '#core/units';
import { NO_RAW_AREA, type RawArea, type RawInfo, type RawWarning } from '#core/raw-warning';
import type { WarningContent } from '#core/warning';
import { judgeWarning } from '#core/warning-faults';

const SENT = Date.UTC(2026, 2, 1, 12);
const RING = '36.8,-76.1 36.8,-75.9 36.9,-75.9 36.8,-76.1';

function info(fields: Partial<RawInfo> = {}): RawInfo {
  return {
    ...{ language: '', event: 'Flood Warning', urgency: 'Immediate', severity: 'Severe' },
    ...{ certainty: 'Likely', senderName: '', headline: 'It rises', description: '' },
    ...{ instruction: '', contact: '', web: '', effective: '', onset: '' },
    ...{ expires: '2026-03-01T14:00:00-00:00', areas: [area({ polygons: [RING] })] },
    ...fields,
  };
}

function area(fields: Partial<RawArea>): RawArea {
  return { ...NO_RAW_AREA, name: 'Norfolk', ...fields };
}

function raw(fields: Partial<RawWarning> = {}): RawWarning {
  return {
    ...{ origin: 'cap', identifier: 'A-1', sender: 'flood@example.org' },
    ...{ sent: '2026-03-01T13:00:00+01:00', status: 'Actual', messageType: 'Alert' },
    ...{ scope: 'Public', restriction: '', addresses: '', references: [] },
    ...{ follows: 'references', infos: [info()], isSigned: false, signedBy: null, remarks: [] },
    ...fields,
  };
}

function withArea(fields: Partial<RawArea>): RawWarning {
  return raw({ infos: [info({ areas: [area(fields)] })] });
}

function judged(asked: RawWarning): WarningContent {
  const result = judgeWarning(asked);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

const OWN = 'flood@example.org,A-0,2026-03-01T12:00:00+01:00';
const FOREIGN = 'other@example.org,A-0,2026-03-01T12:00:00+01:00';

describe('what keeps a warning out', () => {
  it.each<[trap: string, field: string, says: string, asked: RawWarning]>([
    ['sent without offset', 'sent', 'offset', raw({ sent: '2026-03-01T13:00:00' })],
    ['sent with Z', 'sent', 'says Z', raw({ sent: '2026-03-01T13:00:00Z' })],
    ['sent with a comma', 'sent', 'not a moment', raw({ sent: '2026-03-01T13:00:00,01:00' })],
    ['sent with a fraction', 'sent', 'fraction', raw({ sent: '2026-03-01T13:00:00.5+01:00' })],
    ['sent on no day', 'sent', 'calendar', raw({ sent: '2026-02-29T13:00:00+01:00' })],
    ['sent at no time', 'sent', 'time of day', raw({ sent: '2026-02-28T24:00:00+01:00' })],
    ['an offset of nowhere', 'sent', 'nowhere', raw({ sent: '2026-02-28T13:00:00+19:00' })],
    ['no identifier', 'identifier', 'no identifier', raw({ identifier: '' })],
    ['a comma in the identifier', 'identifier', 'comma', raw({ identifier: 'A,1' })],
    ['a blank in the sender', 'sender', 'blank', raw({ sender: 'flood warden' })],
    ['a hidden mark in the sender', 'sender', 'blank', raw({ sender: 'a\u202eb' })],
    ['an unknown status', 'status', 'unknown', raw({ status: 'actual' })],
    ['an acknowledgement', 'msgType', 'answers another', raw({ messageType: 'Ack' })],
    ['an error', 'msgType', 'answers another', raw({ messageType: 'Error' })],
    ['an unknown type', 'msgType', 'unknown', raw({ messageType: '' })],
    ['an unknown scope', 'scope', 'unknown', raw({ scope: '' })],
    ['private to nobody', 'addresses', 'to whom', raw({ scope: 'Private' })],
    ['an update of nothing', 'references', 'follows', raw({ messageType: 'Update' })],
    [
      'an update with empty references',
      'references',
      'follows',
      raw({ messageType: 'Update', references: [''] }),
    ],
    ['a cancel of nothing', 'references', 'follows', raw({ messageType: 'Cancel' })],
    [
      'a cancel of what others sent',
      'references',
      'own sender',
      raw({ messageType: 'Cancel', references: [FOREIGN] }),
    ],
    [
      'a reference in two parts',
      'references',
      'sender, identifier and sent',
      raw({ messageType: 'Update', references: ['flood@example.org,A-0'] }),
    ],
    [
      'an end that is no moment',
      'expires',
      'not a moment',
      raw({ infos: [info({ expires: 'x' })] }),
    ],
    ['a polygon of two points', 'area', 'at least four', withArea({ polygons: ['1,2 3,4'] })],
    [
      'longitude before latitude',
      'area',
      'longitude first',
      withArea({ polygons: ['-120.1,38.4 -119.9,38.3 -119.7,38.5 -120.1,38.4'] }),
    ],
    [
      'a place that is nowhere',
      'area',
      'nowhere',
      withArea({ polygons: ['36,-76 36,-181 37,-76 36,-76'] }),
    ],
    [
      'a corner cut short',
      'area',
      'pair of numbers',
      withArea({ polygons: ['54.5,-2.9 54.6,-2.9...'] }),
    ],
    ['a circle without radius', 'area', 'not a number', withArea({ circles: ['36.8,-76'] })],
    ['a radius in metres', 'area', 'at most 1000', withArea({ circles: ['36.8,-76 25000'] })],
    ['a radius below nothing', 'area', 'at most 1000', withArea({ circles: ['36.8,-76 -1'] })],
    [
      'more corners than anybody draws',
      'area',
      'more than 50000',
      withArea({ polygons: [`${'36.8,-76.1 '.repeat(50_001)}36.8,-76.1`] }),
    ],
  ])('%s', (_, field, says, asked) => {
    const result = judgeWarning(asked);
    expect(result).toMatchObject({ ok: false, problem: { code: 'warning-invalid', field } });
    expect(result.ok ? '' : result.problem.detail).toContain(says);
  });
});

describe('what is odd about a warning, and does not keep it out', () => {
  it.each<[code: string, asked: RawWarning]>([
    ['no-info', raw({ infos: [] })],
    ['no-expiry', raw({ infos: [info({ expires: '' })] })],
    ['expired-when-sent', raw({ infos: [info({ expires: '2026-03-01T11:00:00-00:00' })] })],
    ['alert-with-references', raw({ references: [OWN] })],
    ['restricted', raw({ scope: 'Restricted', restriction: 'police' })],
    ['foreign-reference', raw({ messageType: 'Update', references: [FOREIGN, OWN] })],
    [
      'reference-not-earlier',
      raw({
        messageType: 'Update',
        references: ['flood@example.org,A-1,2026-03-01T12:00:00-00:00'],
      }),
    ],
    ['polygon-closed', withArea({ polygons: ['36.8,-76.1 36.8,-75.9 36.9,-75.9'] })],
    ['empty-shape', withArea({ polygons: [''] })],
    ['circle-without-radius', withArea({ circles: ['36.8,-76 0.0'] })],
    ['crosses-antimeridian', withArea({ polygons: ['51,179 51,-179 52,-179 51,179'] })],
  ])('%s is told', (code, asked) => {
    expect(judged(asked).remarks.map((remark) => remark.code)).toEqual([code]);
  });

  it('a message of another format without offset is taken as UTC, and said to be so', () => {
    const infos = [info({ onset: '2026-03-01T13:00:00' })];
    const read = judged(raw({ origin: 'environment-agency', sent: '2026-03-01T12:00:00', infos }));
    expect(read).toMatchObject({ sentAt: SENT, startsAt: SENT + HOUR_MS });
    expect(read.remarks.map(({ code }) => code)).toEqual(['no-offset']);
  });
});

describe('a warning that is read', () => {
  it('the same moment is the same key, however its offset is written', () => {
    const references = ['flood@example.org,A-0,2026-03-01T11:00:00-00:00', OWN];
    const read = judged(raw({ messageType: 'Update', references }));
    expect(read.sentAt).toBe(SENT);
    expect(read.references).toEqual([
      { sender: 'flood@example.org', identifier: 'A-0', sentAt: SENT - HOUR_MS },
    ]);
  });

  it('a shape that several languages repeat counts once; all parts count for its time', () => {
    const french = info({ language: 'fr-CA', expires: '2026-03-01T16:00:00-00:00' });
    const circle = area({ name: 'Hampton', circles: ['37,-76.3 10'] });
    const read = judged(raw({ infos: [info(), french, info({ areas: [circle] })] }));
    expect(read.area?.polygons.map(({ outer }) => outer.length)).toEqual([4, 65]);
    expect(read.expiresAt).toBe(SENT + 4 * HOUR_MS);
    expect(read.areaNames).toEqual(['Norfolk', 'Hampton']);
    expect(read.infos.map(({ language }) => language)).toEqual(['en-US', 'fr-CA', 'en-US']);
  });

  it('marks that hide or turn text do not survive, and no half of a character does', () => {
    const infos = [info({ headline: '\u202eIt\u0000 rises \ud800' })];
    expect(judged(raw({ infos })).infos[0]?.headline).toBe('It rises');
  });

  it('a ring of seven thousand corners costs nothing that anybody notices', () => {
    const corner = (index: number): string => {
      const angle = (2 * Math.PI * (index % 7_000)) / 7_000;
      const [lat, lon] = [36.8 + Math.sin(angle) / 10, -76 + Math.cos(angle) / 10];
      return `${lat.toFixed(6)},${lon.toFixed(6)}`;
    };
    const ring = Array.from({ length: 7_001 }, (_, index) => corner(index)).join(' ');
    const read = judged(withArea({ polygons: [ring] }));
    expect(read.area?.polygons[0]?.outer).toHaveLength(7_001);
  });
});
