import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { WARNING_FORMS, type WarningContent, type WarningForm } from '#core/warning';
import { CapWriter } from './cap-writer';
import { DocumentReader } from './warning-reader';

const DATA = join(__dirname, '../../../../data/cap');
const reader = new DocumentReader();
const writer = new CapWriter();
/** Corners are written to a tenth of a metre. */
const DIGITS = 6;

async function warningsOf(document: Uint8Array): Promise<readonly WarningContent[]> {
  const messages = await reader.read(document);
  if (!messages.ok) return [];
  return messages.value.flatMap(({ read }) => (read.ok ? [read.value] : []));
}

async function writtenAndRead(warning: WarningContent, form: WarningForm): Promise<WarningContent> {
  const again = await reader.read(Buffer.from(writer.write(warning, form).body));
  if (!again.ok) throw new Error(again.problem.detail);
  const [message, ...others] = again.value;
  if (message === undefined || others.length > 0) throw new Error('it was one message');
  if (!message.read.ok) throw new Error(`${warning.identifier}: ${message.read.problem.detail}`);
  return message.read.value;
}

/** All that has to come back as it went out. */
function kept(warning: WarningContent) {
  const { sender, identifier, sentAt, status, messageType, scope, references } = warning;
  const seconds = (at: number | null): number | null => at && Math.floor(at / 1_000);
  return {
    ...{ sender, identifier, status, messageType, scope, geocodes: warning.geocodes },
    sentAt: seconds(sentAt),
    references: references.map((key) => ({ ...key, sentAt: seconds(key.sentAt) })),
    areaNames: warning.area === null && warning.areaNames.length === 0 ? [] : warning.areaNames,
    infos: warning.infos.map((info) => ({
      ...info,
      urgency: info.urgency ?? 'Unknown',
      severity: info.severity ?? 'Unknown',
      certainty: info.certainty ?? 'Unknown',
      startsAt: seconds(info.startsAt),
      expiresAt: seconds(info.expiresAt),
    })),
    corners: (warning.area?.polygons ?? []).map(({ outer }) =>
      outer.map(({ lat, lon }) => `${lat.toFixed(DIGITS)},${lon.toFixed(DIGITS)}`),
    ),
  };
}

/** Those with messages that are refused, and no other, give nothing to write. */
const REFUSED = [
  ...['canada_errors.cap', 'invalid.cap', 'noaa_errors.cap', 'xee.cap'],
  ...['getMessage-invalid.xml', 'nws-alert.xml'],
];
const FILES = ['google', 'environment-agency'].flatMap((folder) =>
  readdirSync(join(DATA, folder))
    .filter((file) => /\.(cap|xml|edxlde)$/.test(file) && !REFUSED.includes(file))
    .map((file) => `${folder}/${file}`),
);

describe('what ships as CAP and EDXL-DE goes in, and comes out', () => {
  it.each(FILES)('%s: ids, times, words, codes and places are kept', async (file) => {
    const warnings = await warningsOf(readFileSync(join(DATA, file)));
    expect(warnings).not.toEqual([]);
    for (const warning of warnings) {
      for (const form of WARNING_FORMS) {
        expect(kept(await writtenAndRead(warning, form))).toEqual(kept(warning));
      }
    }
  });

  it('an exercise stays one, and a draft never becomes a warning, in an envelope too', async () => {
    const [first] = await warningsOf(readFileSync(join(DATA, 'google/weather.cap')));
    if (first === undefined) throw new Error('it has one');
    for (const status of ['Exercise', 'Test', 'Draft'] as const) {
      for (const form of WARNING_FORMS) {
        expect((await writtenAndRead({ ...first, status }, form)).status).toBe(status);
      }
    }
  });

  it('words that look like markup stay words', async () => {
    const [first] = await warningsOf(readFileSync(join(DATA, 'google/weather.cap')));
    const [info] = first?.infos ?? [];
    if (first === undefined || info === undefined) throw new Error('it has one');
    const headline = '</headline><status>Actual</status> ]]> & "so"';
    const again = await writtenAndRead({ ...first, infos: [{ ...info, headline }] }, 'cap');
    expect(again.infos).toEqual([{ ...info, headline }]);
  });
});
