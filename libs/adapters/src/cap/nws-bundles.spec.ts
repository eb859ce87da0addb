import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { Result } from '#core/problem';
import { proposedMode, warningKeyText, warningStateAt, type WarningContent } from '#core/warning';
import { CapWriter } from './cap-writer';
import { DocumentReader } from './warning-reader';

const DATA = join(__dirname, '../../../../data/nws');
const NOW = Date.UTC(2026, 4, 14, 16, 30);
const reader = new DocumentReader();

const UNIT_MS: Readonly<Record<string, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
};

/** A moment as the collections write it: `date:now -4 hours`, `date:today 16:00:-5 +24 hours`. */
function filled(template: string): string {
  const [, day, time, sign, count, unit] =
    /^date:(now|today)(?: (\d\d:\d\d):(?:-?\d+))?(?: ([+-]?)(\d+) (\w+?)s?)?$/.exec(template) ?? [];
  if (day === undefined) throw new Error(`not a moment of the collections: ${template}`);
  const [hours = '0', minutes = '0'] = (time ?? '').split(':');
  const midnight = Math.floor(NOW / DAY_MS) * DAY_MS;
  const start =
    time === undefined ? NOW : midnight + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  const away = Number(count ?? 0) * (UNIT_MS[unit ?? 'second'] ?? NaN) * (sign === '-' ? -1 : 1);
  return new Date(start + away).toISOString().replace(/\.\d+Z$/, '+00:00');
}

function collection(name: string): Uint8Array {
  const text = readFileSync(join(DATA, `${name}.json`), 'utf8');
  return Buffer.from(text.replace(/"(date:[^"]+)"/g, (_, moment: string) => `"${filled(moment)}"`));
}

function valueOf<T>(result: Result<T>): T | null {
  return result.ok ? result.value : null;
}

async function read(name: string): Promise<readonly WarningContent[]> {
  const messages = await reader.read(collection(name));
  if (!messages.ok) throw new Error(messages.problem.detail);
  return messages.value.map((message) => {
    if (!message.read.ok) throw new Error(`${message.identifier}: ${message.read.problem.detail}`);
    return message.read.value;
  });
}

describe('every alert of the collections of the National Weather Service', () => {
  it.each([
    // Alerts, those with a shape of their own, updates, and those whose event is over already.
    ['e2e', 152, 1, 18, 11],
    ['guam-7day', 246, 14, 112, 0],
    ['testing', 38, 1, 17, 0],
  ])(
    '%s: all %i are read, %i with a shape of their own',
    async (name, all, drawn, updates, over) => {
      const warnings = await read(name);
      expect(warnings).toHaveLength(all);
      expect(warnings.filter(({ area }) => area !== null)).toHaveLength(drawn);
      expect(warnings.filter(({ messageType }) => messageType === 'Update')).toHaveLength(updates);
      const states = warnings.map((one) => warningStateAt({ ...one, state: 'current' }, NOW));
      expect(states.filter((state) => state === 'expired')).toHaveLength(over);
      for (const warning of warnings) {
        expect(proposedMode(warning.status)).toBe('actual');
        expect(warning.area !== null || warning.geocodes.length > 0).toBe(true);
        expect(warning.infos[0]?.event).toMatch(/\w/);
        expect(warning.messageType === 'Alert' || warning.references.length > 0).toBe(true);
      }
    },
  );

  it('zones named in several ways are one code each', async () => {
    const air = (await read('guam-7day')).find(
      ({ areaNames }) => areaNames[0] === 'Imperial Valley',
    );
    expect(air?.geocodes).toEqual([
      { name: 'SAME', value: '006025' },
      { name: 'UGC', value: 'CAZ567' },
    ]);
  });

  it('a flood warning of Jackson, MS has its shape, north and east as they are', async () => {
    const flood = (await read('guam-7day')).find(({ areaNames }) => areaNames[0] === 'Jackson, MS');
    expect(flood?.infos[0]?.event).toBe('Flood Warning');
    expect(flood?.area?.polygons[0]?.outer[0]).toEqual({ lat: 30.39, lon: -88.56 });
  });

  it('comes out as CAP under its own key, with its own corners', async () => {
    const warnings = (await read('e2e')).filter(({ area }) => area !== null);
    expect(warnings).toHaveLength(1);
    for (const warning of [...warnings, ...(await read('testing')).slice(0, 5)]) {
      const { body } = new CapWriter().write(warning, 'cap');
      const [again] = (valueOf(await reader.read(Buffer.from(body))) ?? []).map(({ read: one }) =>
        valueOf(one),
      );
      expect(again && warningKeyText(again)).toBe(warningKeyText(warning));
      expect(again?.area?.polygons.length).toBe(warning.area?.polygons.length);
    }
  });
});
