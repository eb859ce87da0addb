import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ForeignMessage } from '#flow/ports';
import { EmsiFormat } from './emsi-format';

const NOW = Date.UTC(2026, 10, 2, 7, 16);
const SAMPLES = join(__dirname, '../../../../test/formats/emsi');
const REF = 'fr.health.samu990.DRFR15DDXAAJJJ00042';
const emsi = new EmsiFormat();

function sample(name: string): string {
  return readFileSync(join(SAMPLES, name), 'utf8');
}

/** A sample with one thing written otherwise. */
function changed(from: string | RegExp, to: string, name = 'alert.json'): string {
  const before = sample(name);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return after;
}

async function readAll(document: string): Promise<readonly ForeignMessage[]> {
  const read = await emsi.read(Buffer.from(document), NOW);
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
  const read = await emsi.read(Buffer.from(document), NOW);
  if (read.ok) throw new Error('it was read');
  expect(read.problem.code).toBe('invalid-field');
  return [read.problem.field, read.problem.detail];
}

const MESSAGE = 'content.0.jsonContent.embeddedJsonContent.message';

describe('reading EMSI', () => {
  it('raises an alert under the reference that partners share', async () => {
    const { documentId, step, kept } = await readOne(sample('alert.json'));
    expect(documentId).toBe('5f0c1b1e-7f0a-4a52-9d1b-0a2f6f5f0001');
    expect(step).toMatchObject({
      op: 'raise',
      controlRef: REF,
      message: {
        controlRef: REF,
        kind: 'cardiac-arrest',
        priority: 'life-threatening',
        mode: 'actual',
        place: { type: 'Point', coordinates: [-1.5494, 47.2161] },
        placeAccuracyM: null,
        address: 'Café du Port, 4 quai de la Fosse, Nantes',
        notesForResponders: 'Entrée par la terrasse, côté fleuve',
        calledAt: '2026-11-02T07:14:05.000Z',
        sentAt: expect.stringContaining('2026-11-02T07:15:30.'),
      },
    });
    const said = Object.fromEntries(kept.map(({ path, value }) => [path, value]));
    expect(said).toMatchObject({
      'descriptor.explicitAddress.explicitAddressValue': 'fr.health.closeby',
      [`${MESSAGE}.emsi.EVENT.NAME`]: 'Malaise sur la terrasse',
      [`${MESSAGE}.emsi.EVENT.EGEO.0.POSITION.COORD.0.HEIGHT`]: '12',
    });
    expect(said[`${MESSAGE}.emsi.EVENT.EGEO.0.POSITION.COORD.0.LAT`]).toBeUndefined();
  });

  it('reads XML of versions 2.0 and 1.0, and a message without envelope', async () => {
    const { step } = await readOne(sample('alert-2.0.xml'));
    expect(step.message).toMatchObject({
      kind: 'unconscious',
      setting: 'home',
      place: { coordinates: [-1.5494, 47.2161] },
      address: '12 rue Kervégan, Nantes, 3e étage',
      notesForResponders: 'Code du portail & 2e cour',
    });
    const exercise = await readOne(sample('exercise-1.0.xml'));
    expect(exercise.step.message).toMatchObject({ kind: 'other-medical', priority: 'urgent' });
    const bare = await readOne(sample('bare.json'));
    expect(bare.step.message).toMatchObject({
      sentAt: expect.stringContaining('2026-11-02T07:15:30.'),
    });
  });

  it('takes an update that says what and where for an alert: none waits for another', async () => {
    const { step, kept } = await readOne(sample('hub-update.json'));
    expect(step).toMatchObject({
      op: 'raise',
      message: {
        kind: 'other-medical',
        priority: 'routine',
        hazards: ['traffic', 'hazardous-material'],
        place: { coordinates: [-1.5494, 47.2161] },
      },
    });
    expect(step.message).not.toHaveProperty('notesForResponders', expect.anything());
    expect(kept).toContainEqual({
      path: `${MESSAGE}.emsi.MISSION.0.FREETEXT`,
      value: 'Mme Martin, 82 ans',
    });
  });

  it('changes only what an update names; a shape is its middle with a radius', async () => {
    const { step } = await readOne(sample('moved.json'));
    expect(step).toMatchObject({
      op: 'update',
      controlRef: REF,
      message: {
        sentAt: expect.stringContaining('2026-11-02T07:16:10.'),
        place: { coordinates: [-1.5495, expect.closeTo(47.2165, 9)] },
        placeAccuracyM: 68,
      },
    });
    const circle = changed('POLYGN', 'CIRCLE', 'moved.json');
    expect((await readOne(circle)).step.message).toMatchObject({
      place: { coordinates: [-1.549, 47.216] },
      placeAccuracyM: 112,
    });
  });

  it('puts messages of one second in order: alerts first, and none beside another', async () => {
    const sentAt = async (document: string) => {
      const { step } = await readOne(document);
      return step.message.sentAt ?? '';
    };
    const alert = await sentAt(sample('alert.json'));
    const update = await sentAt(sample('hub-update.json'));
    const other = await sentAt(changed('82 ans', '83 ans', 'hub-update.json'));
    expect(new Set([alert.slice(0, 19), update.slice(0, 19), other.slice(0, 19)]).size).toBe(1);
    expect(alert < update && alert < other && update !== other).toBe(true);
    expect(await sentAt(sample('alert.json'))).toBe(alert);
    const precise = changed(
      '"dateTimeSent": "2026-11-02T08:15:30',
      '"dateTimeSent": "2026-11-02T08:15:30.25',
    );
    expect(await sentAt(precise)).toBe('2026-11-02T07:15:30.250Z');
  });

  it('closes what is complete, cancels by its envelope, and does nothing for an Ack', async () => {
    expect((await readOne(sample('over.json'))).step).toMatchObject({
      op: 'close',
      message: { reason: 'Pris en charge par le SMUR' },
    });
    expect((await readOne(sample('cancelled.json'))).step.op).toBe('cancel');
    expect(await readAll(sample('acknowledged.json'))).toEqual([]);
    expect(await readAll('{"CONTEXT":{"ID":"1","MODE":"ACTUAL","MSGTYPE":"ACK"}}')).toEqual([]);
  });

  it('lets no exercise or test reach real people, whoever says so', async () => {
    const modeOf = async (document: string) => (await readOne(document)).step.message;
    expect(await modeOf(sample('exercise-1.0.xml'))).toMatchObject({ mode: 'exercise' });
    const cases = [
      ['"MODE": "ACTUAL"', '"MODE": "EXERCS"', 'exercise'],
      ['"MODE": "ACTUAL"', '"MODE": "SYSTEM"', 'test'],
      ['"distributionStatus": "Actual"', '"distributionStatus": "Test"', 'test'],
      ['"status": "Actual"', '"status": "Exercise"', 'exercise'],
    ] as const;
    for (const [from, to, mode] of cases) {
      expect(await modeOf(changed(from, to))).toMatchObject({ mode });
    }
  });

  it('loses no alert for a field that could be left out: it is kept', async () => {
    const cases = [
      [
        changed('"CREATION": "2026-11-02T08:15:30+01:00"', '"CREATION": "20261102 08:15"'),
        'CREATION',
      ],
      [changed('"URGENCY": "URGENT"', '"URGENCY": "SOON"'), 'URGENCY'],
      [changed('"VEH/BIC"', '"VEH/CART"', 'hub-update.json'), 'ETYPE.ACTOR.1'],
    ] as const;
    for (const [document, name] of cases) {
      const { step, kept } = await readOne(document);
      expect(step.op).toBe('raise');
      expect(kept.map(({ path }) => path)).toContainEqual(expect.stringContaining(name));
    }
    const other = '"EXTERNAL_INFO": ["map", { "URI": "https://example.org" }, ';
    const { step } = await readOne(changed(/"EXTERNAL_INFO": \[/, other));
    expect(step.message).toMatchObject({ kind: 'cardiac-arrest' });
  });

  it('cuts notes that are too long, and keeps them whole', async () => {
    const long = 'à gauche '.repeat(400).trim();
    const { step, kept } = await readOne(changed('Entrée par la terrasse, côté fleuve', long));
    const notes = (step.message as { notesForResponders: string }).notesForResponders;
    expect(notes).toMatch(/^à gauche .*…$/);
    expect(notes.length).toBeLessThanOrEqual(2_000);
    const pieces = kept.filter(({ path }) => path.includes('EVENT.FREETEXT'));
    expect(pieces.map(({ value }) => value.length)).toEqual([1_999, 1_599]);
  });
});

describe('refusing EMSI', () => {
  const EVENT = `${MESSAGE}.emsi.EVENT`;
  const cases: readonly (readonly [says: string, document: () => string, path: string])[] = [
    [
      'an envelope that has expired',
      () => changed('2026-11-03T08', '2026-11-01T08'),
      'dateTimeExpires',
    ],
    ['an envelope without a sender', () => changed('"senderID"', '"sender"'), 'senderID'],
    ['an unknown status', () => changed('"Actual"', '"Real"'), 'distributionStatus'],
    [
      'an error report',
      () => changed('"distributionKind": "Report"', '"distributionKind": "Error"'),
      'distributionKind',
    ],
    [
      'a cancel that alerts',
      () => changed('"distributionKind": "Report"', '"distributionKind": "Cancel"'),
      'distributionKind',
    ],
    ['an unknown mode', () => changed('"ACTUAL"', '"REAL"'), `${MESSAGE}.emsi.CONTEXT.MODE`],
    [
      'another message of the hub',
      () => changed('"emsi"', '"createCase"'),
      `${MESSAGE}.emsi.CONTEXT`,
    ],
    [
      'a message without type',
      () => changed('"MSGTYPE"', '"TYPE"'),
      `${MESSAGE}.emsi.CONTEXT.MSGTYPE`,
    ],
    ['a reference with a blank', () => changed(REF, 'fr health 42'), `${EVENT}.MAIN_EVENT_ID`],
    ['a time without zone', () => changed('08:14:05+01:00', '08:14:05'), `${EVENT}.DECL_DATIME`],
    [
      'a fire without anybody hurt',
      () => changed('TRP/COL', 'FIR/CLA', 'hub-update.json').replace('PPL/VLN/INJ', 'BEV'),
      `${EVENT}.ETYPE.CATEGORY`,
    ],
    [
      'a kind said beside that is none',
      () => changed('kind:cardiac-arrest', 'kind:sneeze'),
      `${MESSAGE}.emsi.CONTEXT.EXTERNAL_INFO.0.URI`,
    ],
    ['no coordinates', () => changed('"COORD"', '"COORDS"'), `${EVENT}.EGEO`],
    [
      'a latitude that is none',
      () => changed('47.2161', '"north"'),
      `${EVENT}.EGEO.0.POSITION.COORD.0.LAT`,
    ],
    [
      'a latitude beyond the pole',
      () => changed('47.2161', '97.2161'),
      `${EVENT}.EGEO.0.POSITION.COORD`,
    ],
    [
      'other coordinates',
      () => changed('EPSG-4326', 'EPSG-2154'),
      `${EVENT}.EGEO.0.POSITION.COORDSYS`,
    ],
    [
      'a field where a group should be',
      () => changed(/"ETYPE": \{[^}]*\}/, '"ETYPE": "HLT"'),
      `${EVENT}.ETYPE`,
    ],
  ];

  it.each(cases)('%s, by the path of the fault', async (_says, document, path) => {
    expect(await faultOf(document())).toEqual([path, expect.stringContaining(path)]);
  });

  it('says which words it knows, and shows no more of a wrong one than a line', async () => {
    const [, detail] = await faultOf(changed('"IPR"', `"${'x'.repeat(5_000)}"`));
    expect(detail).toMatch(/x… ?", and must be one of NST, IPR, STOP, COM$/);
    expect(detail.length).toBeLessThan(300);
  });

  it('takes nothing from documents that are traps', async () => {
    const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const wide = JSON.stringify({ distributionID: 'a', content: Array(30_000).fill(0) });
    const entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><emsi>&b;</emsi>';
    const large = `{"a":"${'x'.repeat(1_000_001)}"}`;
    for (const document of [nested, wide, entity, large, '', '{', '[]', 'null', '<emsi/>']) {
      const [path] = await faultOf(document);
      expect(['', undefined, 'CONTEXT', 'emsi.CONTEXT']).toContain(path);
    }
    const proto = '{"__proto__":{"CONTEXT":{"ID":"1","MSGTYPE":"ALERT"},"EVENT":{"ID":"1"}}}';
    expect((await faultOf(proto))[0]).toContain('CONTEXT');
    const constructor = changed('"MSGTYPE": "ALERT"', '"MSGTYPE": "constructor"');
    expect((await faultOf(constructor))[0]).toContain('MSGTYPE');
  });
});
