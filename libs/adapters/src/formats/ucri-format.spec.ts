import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ForeignMessage } from '#flow/ports';
import { UcriFormat } from './ucri-format';

const NOW = Date.UTC(2026, 10, 2, 7, 16);
const SAMPLES = join(__dirname, '../../../../test/formats/ucri');
const REF = '7c1f0e52-3b1a-4b6e-9a53-0d6c8f3e0001';
const ucri = new UcriFormat();

function sample(name: string): string {
  return readFileSync(join(SAMPLES, `${name}.json`), 'utf8');
}

/** A sample with one thing written otherwise. */
function changed(from: string | RegExp, to: string, name = 'incident'): string {
  const before = sample(name);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return after;
}

async function readAll(document: string): Promise<readonly ForeignMessage[]> {
  const read = await ucri.read(Buffer.from(document), NOW);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

async function readOne(document: string): Promise<ForeignMessage> {
  const messages = await readAll(document);
  expect(messages).toHaveLength(1);
  return messages[0] as ForeignMessage;
}

/** Field and sentence of a refusal. */
async function faultOf(document: string): Promise<readonly [string | undefined, string]> {
  const read = await ucri.read(Buffer.from(document), NOW);
  if (read.ok) throw new Error('it was read');
  expect(read.problem.code).toBe('invalid-field');
  return [read.problem.field, read.problem.detail];
}

describe('reading UCRI 2', () => {
  it('raises what is handed over, with the way to the bed and without who called', async () => {
    const { step, kept } = await readOne(sample('incident'));
    expect(step).toMatchObject({
      op: 'raise',
      controlRef: REF,
      message: {
        kind: 'unconscious',
        priority: 'life-threatening',
        mode: 'actual',
        determinantCode: 'RD 2',
        place: { type: 'Point', coordinates: [11.5754, 48.1371] },
        address:
          'Lindenweg 15b, 81001 Musterhausen, 3. OG, 412, Haus 3, Seniorenwohnen Am Anger, Au',
        notesForResponders: 'Klingel 412\nZufahrt über den Hof',
        calledAt: '2026-11-02T07:14:05.000Z',
        sentAt: '2026-11-02T07:15:30.000Z',
      },
    });
    const said = Object.fromEntries(kept.map(({ path, value }) => [path, value]));
    expect(said).toMatchObject({
      internalId: '2026-004711',
      issue: 'Person nicht ansprechbar',
      additionalInformation: 'Anrufer ist der Sohn',
      'informers.0.phone': '+49 89 1234567',
      'protocolRemarks.0.message': 'Reanimation telefonisch angeleitet',
    });
    expect(JSON.stringify(step)).not.toContain('Sohn');
  });

  it('takes the youngest patient and who is infectious, and no name to responders', async () => {
    const { documentId, step, kept } = await readOne(sample('incident-with-patients'));
    expect(documentId).toBe('7c1f0e52-3b1a-4b6e-9a53-0d6c8f3e1001');
    expect(step.message).toMatchObject({
      kind: 'other-medical',
      determinantCode: 'NA 1',
      patientAgeYears: 8,
      hazards: ['infection'],
    });
    expect(JSON.stringify(step)).not.toContain('Beispiel');
    expect(kept).toContainEqual({ path: 'payload.data.patients.1.surname', value: 'Mia' });
  });

  it('ends what is completed or aborted, in payloads as text and without any', async () => {
    expect((await readOne(sample('completed'))).step).toMatchObject({
      op: 'close',
      controlRef: REF,
      message: { sentAt: '2026-11-02T07:44:00.000Z', reason: 'Übergabe an RTW' },
    });
    expect((await readOne(sample('aborted'))).step).toMatchObject({ op: 'cancel' });
  });

  it('starts, informs and clears call-outs in order, and does nothing for reports', async () => {
    const messages = await readAll(sample('callout'));
    expect(messages.map(({ step }) => [step.op, step.controlRef])).toEqual([
      ['raise', '228'],
      ['update', '228'],
      ['close', '228'],
    ]);
    expect(messages.map(({ step }) => step.message)).toMatchObject([
      { kind: 'cardiac-arrest', notesForResponders: 'Reanimation, Lindenweg 15b' },
      { notesForResponders: 'Eingang über den Hof', sentAt: '2026-11-02T07:15:32.000Z' },
      { sentAt: '2026-11-02T07:15:35.000Z' },
    ]);
    expect(messages[0]?.kept).toContainEqual({
      path: '0.payload.data.mobileDevices.0',
      value: '122334',
    });
  });

  it('lets no exercise or test reach real people, by the keyword of a room', async () => {
    const modeOf = async (document: string) => (await readOne(document)).step.message;
    expect(await modeOf(sample('callout-test'))).toMatchObject({ mode: 'test' });
    for (const [keyword, mode] of [
      ['Übung', 'exercise'],
      ['PROBEALARM', 'test'],
    ] as const) {
      const message = await modeOf(changed('"RD 2"', `"${keyword}", "RD 2"`));
      expect(message).toMatchObject({ mode, determinantCode: 'RD 2', kind: 'unconscious' });
    }
  });

  it('takes a time without a zone for UTC, as the standard says', async () => {
    const { step } = await readOne(changed('07:14:05Z', '07:14:05'));
    expect(step.message).toMatchObject({ calledAt: '2026-11-02T07:14:05.000Z' });
    const born = changed('2018-03-05', '20180305', 'incident-with-patients');
    expect((await readOne(born)).step.message).toMatchObject({ patientAgeYears: 8 });
  });

  it('knows a keyword however it is typed', async () => {
    for (const keyword of ['Herz-Kreislauf-Stillstand', 'HERZ KREISLAUF_STILLSTAND', ' rea ']) {
      const { step } = await readOne(changed('"Bewusstlosigkeit"', `"${keyword}"`));
      expect(step.message).toMatchObject({ kind: 'cardiac-arrest' });
    }
  });
});

describe('refusing UCRI 2', () => {
  const cases: readonly (readonly [says: string, document: () => string, path: string])[] = [
    ['no reference', () => changed('"sharedIncidentId"', '"id"'), 'sharedIncidentId'],
    ['a reference with a blank', () => changed(/7C1F\S+0001/, 'a b'), 'sharedIncidentId'],
    ['no moment of sending', () => changed('"sentByDispatcherAt"', '"sent"'), 'sentByDispatcherAt'],
    ['a moment that is none', () => changed('07:14:05Z', 'soon'), 'startTimestamp'],
    [
      'a place by its address alone',
      () => changed('"coordinate"', '"position"'),
      'missionLocation.coordinate',
    ],
    [
      'a longitude that is text',
      () => changed('11.5754', '"east"'),
      'missionLocation.coordinate.lon',
    ],
    ['a latitude beyond the pole', () => changed('48.1371', '148.1'), 'missionLocation.coordinate'],
    [
      'the place where nothing is',
      () => changed(/48.1371,\s*"lon": 11.5754/, '0, "lon": 0'),
      'missionLocation.coordinate',
    ],
    ['no medical keyword', () => changed(/"RD 2", "Bewusstlosigkeit"/, '"B 3"'), 'classifications'],
    [
      'an age of two centuries',
      () => changed('\\"age\\": 79', '\\"age\\": 200', 'incident-with-patients'),
      'payload.data.patients.0.age',
    ],
    ['an end of no known kind', () => changed('aborted', 'paused', 'aborted'), 'status'],
    [
      'a call-out without a place',
      () => sample('callout-without-place'),
      'payload.data.missionLocation',
    ],
    [
      'an encrypted message',
      () => changed('application/json', 'application/jose', 'completed'),
      'payload.contentType',
    ],
    [
      'an unknown message',
      () => changed('mobile_device_CalloutTest', 'CalloutStop', 'callout-test'),
      'payload.schemaId',
    ],
    [
      'a request for who is available',
      () => changed('mobile_device_CalloutTest', 'CalloutAvailabilityRequest', 'callout-test'),
      'payload.data',
    ],
    ['a message that does not say which', () => '{"calloutId":"1"}', 'schemaId'],
    [
      'data that is no document',
      () => changed(/"data": ".*"/, '"data": "{"', 'completed'),
      'payload.data',
    ],
    [
      'one bad message among good ones',
      () => changed('CalloutInfo', 'CalloutHello', 'callout'),
      '1.payload.schemaId',
    ],
  ];

  it.each(cases)('%s, by the path of the fault', async (_says, document, path) => {
    expect(await faultOf(document())).toEqual([path, expect.stringContaining(path)]);
  });

  it('takes nothing from documents that are traps', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const inner = JSON.stringify({ payload: { schemaId: 'incident', data: deep } });
    const proto = '{"payload":{"schemaId":"__proto__","data":{}}}';
    for (const document of [deep, inner, proto, '"incident"', '7', '{}', '[]', '[[]]', '\u0000']) {
      await faultOf(document);
    }
  });
});
