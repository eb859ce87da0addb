import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ControlMapping, Json } from '#core/control-mapping';
import { faultsOfMapping } from '#core/control-mapping-faults';
import { INCIDENT_KINDS, INCIDENT_PRIORITIES } from '#core/incident';
import { putControlMappingSchema } from '#contracts/control-mapping-api';
import { mappedFormat } from './mapped';
import { writeXml } from '#adapters/shared/xml-write';

const SEED = 20_261_123;
const RUNS = 150;

/** What a control system would say, and how its format says it. */
interface Case {
  readonly form: 'json' | 'xml';
  readonly depth: number;
  readonly asAttributes: boolean;
  readonly coordinates: 'degrees' | 'lat-lon' | 'lon-lat';
  readonly moment: 'iso' | 'epoch-ms' | 'DD.MM.YYYY hh:mm:ss,SSS' | 'YYYYMMDDhhmmssSSS';
  readonly timeZone: 'UTC' | 'Asia/Kolkata' | 'America/St_Johns';
  readonly prefix: string;
  readonly message: {
    readonly controlRef: string;
    readonly version: number;
    readonly kind: (typeof INCIDENT_KINDS)[number];
    readonly priority: (typeof INCIDENT_PRIORITIES)[number];
    readonly lat: number;
    readonly lon: number;
    readonly accuracyKm: number;
    readonly address: string;
    readonly calledAt: number;
  };
}

const cases: fc.Arbitrary<Case> = fc.record({
  form: fc.constantFrom('json', 'xml'),
  depth: fc.integer({ min: 0, max: 4 }),
  asAttributes: fc.boolean(),
  coordinates: fc.constantFrom('degrees', 'lat-lon', 'lon-lat'),
  moment: fc.constantFrom('iso', 'epoch-ms', 'DD.MM.YYYY hh:mm:ss,SSS', 'YYYYMMDDhhmmssSSS'),
  timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/St_Johns'),
  prefix: fc.constantFrom('K', '#', 'a/b[', '{{', '<&'),
  message: fc.record({
    controlRef: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,30}$/),
    version: fc.nat(),
    kind: fc.constantFrom(...INCIDENT_KINDS),
    priority: fc.constantFrom(...INCIDENT_PRIORITIES),
    lat: fc.double({ min: -89, max: 89, noNaN: true }).filter((value) => Math.abs(value) > 1e-6),
    lon: fc.double({ min: -179, max: 179, noNaN: true }),
    accuracyKm: fc.integer({ min: 0, max: 49 }),
    address: fc.stringMatching(/^[A-Za-z0-9<>&"'éß日 ,]{1,60}$/),
    calledAt: fc.integer({
      min: Date.parse('2026-04-01T12:00:00Z'),
      max: Date.parse('2026-10-01T12:00:00Z'),
    }),
  }),
});

/** The mapping of a case: every field at a path of its own, codes with the prefix. */
function mappingOf(one: Case): ControlMapping {
  const coded = (words: readonly string[]): Record<string, string> =>
    Object.fromEntries(words.map((word) => [one.prefix + word, word]));
  const at = (name: string): { paths: string[] } => ({ paths: [pathOf(one, name)] });
  const place =
    one.coordinates === 'degrees'
      ? { lat: at('north'), lon: at('east') }
      : { point: { ...at('point'), order: one.coordinates } };
  const put = putControlMappingSchema.parse({
    ...{ title: 'Any', form: one.form },
    fields: {
      ...place,
      controlRef: { ...at('reference'), required: true },
      version: at('version'),
      kind: { ...at('kind'), codes: coded(INCIDENT_KINDS), required: true },
      priority: { ...at('priority'), codes: coded(INCIDENT_PRIORITIES), required: true },
      placeAccuracyM: { ...at('accuracy'), factor: 1_000 },
      address: at('address'),
      calledAt: { ...at('called'), format: one.moment, timeZone: one.timeZone, required: true },
    },
  });
  return { ...put, organisationId: 'o', name: 'any', changedAt: 0 } as ControlMapping;
}

function pathOf({ form, depth, asAttributes }: Case, name: string): string {
  const levels = Array.from({ length: depth }, (_, level) => `level${level}`);
  const last = form === 'xml' && asAttributes ? `@${name}` : name;
  return [...(form === 'xml' ? ['root'] : []), ...levels, last].join('/');
}

/** A document of theirs with a value at each path. */
function documentOf(one: Case): string {
  const { message, prefix } = one;
  const { lat, lon } = message;
  const point = one.coordinates === 'lon-lat' ? `${lon} ${lat}` : `${lat} ${lon}`;
  const values: Record<string, Json> = {
    reference: message.controlRef,
    version: message.version,
    kind: prefix + message.kind,
    priority: prefix + message.priority,
    ...(one.coordinates === 'degrees' ? { north: lat, east: lon } : { point }),
    accuracy: message.accuracyKm,
    address: message.address,
    called: written(one),
  };
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const steps = pathOf(one, name).split('/');
    let here = root;
    for (const step of steps.slice(0, -1)) here = (here[step] ??= {}) as Record<string, unknown>;
    here[steps.at(-1) ?? ''] = value;
  }
  return one.form === 'xml' ? writeXml(root as Json) : JSON.stringify(root);
}

/** The moment as their clock shows it: offsets of the zones in summer. */
function written({ moment, timeZone, message }: Case): string | number {
  const offsetMin = { UTC: 0, 'Asia/Kolkata': 330, 'America/St_Johns': -150 }[timeZone];
  const shown = new Date(message.calledAt + offsetMin * 60_000).toISOString().slice(0, -1);
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] =
    shown.split(/[-T:.]/);
  switch (moment) {
    case 'epoch-ms':
      return message.calledAt;
    case 'iso':
      return shown;
    case 'YYYYMMDDhhmmssSSS':
      return year + month + day + hour + minute + second + fraction;
    case 'DD.MM.YYYY hh:mm:ss,SSS':
      return `${day}.${month}.${year} ${hour}:${minute}:${second},${fraction}`;
  }
}

describe(`a mapping (seed ${SEED})`, () => {
  it('gives the message back from any document that is made by it', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const mapping = mappingOf(one);
        expect(faultsOfMapping(mapping)).toEqual([]);
        const document = new TextEncoder().encode(documentOf(one));
        const read = await mappedFormat(mapping).read(document, one.message.calledAt);
        if (!read.ok) throw new Error(read.problem.detail);
        const [{ step, kept } = { step: null, kept: [] }] = read.value;
        const { lat, lon, accuracyKm, calledAt, address, controlRef, ...same } = one.message;
        expect(kept).toEqual([]);
        expect(step).toMatchObject({
          ...{ op: 'raise', controlRef },
          message: {
            ...{ ...same, placeAccuracyM: accuracyKm * 1_000 },
            place: { type: 'Point', coordinates: [lon, lat] },
            calledAt: new Date(calledAt).toISOString(),
          },
        });
        const said = step?.op === 'raise' ? (step.message.address ?? '') : null;
        expect(said).toBe(address.trim());
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
