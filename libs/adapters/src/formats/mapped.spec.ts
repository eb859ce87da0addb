import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ControlMapping } from '#core/control-mapping';
import { faultsOfMapping } from '#core/control-mapping-faults';
import type { Result } from '#core/problem';
import { putControlMappingSchema } from '#contracts/control-mapping-api';
import type { ForeignMessage, OutgoingStatus } from '#flow/ports';
import { mappedFormat } from './mapped';

const SAMPLES = join(__dirname, '../../../../test/formats/mapped');
const NOW = Date.parse('2026-07-01T12:01:00Z');
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'utf8');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function mappingOf(message: unknown): ControlMapping {
  const put = putControlMappingSchema.parse(message);
  const named = { organisationId: 'o', name: 'hub', changedAt: 0 };
  const mapping = { ...put, ...named } as ControlMapping;
  expect(faultsOfMapping(mapping)).toEqual([]);
  return mapping;
}

const TRANSFER = mappingOf(JSON.parse(sample('transfer.mapping.json')));
const CASES = mappingOf(JSON.parse(sample('cases.mapping.json')));

async function read(mapping: ControlMapping, text: string): Promise<readonly ForeignMessage[]> {
  const result = await mappedFormat(mapping).read(bytes(text), NOW);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

async function fieldAtFault(mapping: ControlMapping, text: string): Promise<string | undefined> {
  const result: Result<unknown> = await mappedFormat(mapping).read(bytes(text), NOW);
  return result.ok ? 'nothing' : result.problem.field;
}

describe('a format that is described as data', () => {
  it('raises from XML: codes, summer time, a grid reference and kilometres are read', async () => {
    const [message] = await read(TRANSFER, sample('transfer.xml'));
    expect(message?.documentId).toBe('7731-0001');
    expect(message?.step).toMatchObject({
      op: 'raise',
      controlRef: 'EEAST-0412',
      message: {
        ...{ version: 1, kind: 'cardiac-arrest', priority: 'life-threatening', mode: 'actual' },
        ...{ calledAt: '2026-07-01T12:00:05.000Z', determinantCode: '09E01', placeAccuracyM: 30 },
        ...{ address: 'Bowls club, Beach Road, Caister', patientAgeYears: 61 },
        ...{ hazards: ['violence'], setting: 'public-place' },
        notesForResponders: 'Man collapsed by the green.',
      },
    });
    const place = message?.step.op === 'raise' ? message.step.message.place : null;
    expect(place?.coordinates[0]).toBeCloseTo(1.71607, 3);
    expect(place?.coordinates[1]).toBeCloseTo(52.65798, 3);
  });

  it('keeps what no field reads, with its path, and a code that means nothing to us', async () => {
    const [message] = await read(TRANSFER, sample('transfer.xml'));
    expect(message?.kept).toEqual([
      { path: 'IncidentTransfer/Header/@sent', value: '2026-07-01T13:00:30' },
      { path: 'IncidentTransfer/Incident/Risk[1]/@code', value: 'DOG' },
      { path: 'IncidentTransfer/Incident/Patient/Sex', value: 'M' },
      { path: 'IncidentTransfer/Incident/Caller/Telephone', value: '01632 960001' },
    ]);
  });

  it('closes whatever else the message says: an end asks for nothing but whose it is', async () => {
    const [message] = await read(TRANSFER, sample('transfer-close.xml'));
    expect(message?.step).toEqual({
      ...{ op: 'close', controlRef: 'EEAST-0412' },
      message: { version: 4, reason: 'Conveyed' },
    });
  });

  it('reads several messages of one JSON document, and an update names what it has', async () => {
    const [update, raise] = await read(CASES, sample('cases.json'));
    expect(update?.step).toEqual({
      ...{ op: 'update', controlRef: '4711' },
      message: {
        ...{ version: 3, calledAt: '2026-07-01T12:00:30.000Z' },
        place: { type: 'Point', coordinates: [-76.0444, 36.7682] },
        notesForResponders: 'Now at the back door',
      },
    });
    expect(raise?.step).toMatchObject({ op: 'raise', message: { kind: 'choking' } });
    expect(raise?.kept).toEqual([
      { path: 'sender', value: 'region-north' },
      { path: 'cases[1]/where/geometry/type', value: 'Point' },
    ]);
  });

  it.each([
    ['a code without meaning', /CAT1/, 'CAT9', 'IncidentTransfer/Incident/Category'],
    [
      'a place outside the grid',
      /TG 51409 13177/,
      'ZZ 1 1',
      'IncidentTransfer/Incident/Location/GridReference',
    ],
    [
      'a moment of another kind',
      /01\/07\/2026/,
      '2026-07-01',
      'IncidentTransfer/Incident/Received',
    ],
    [
      'an hour that the clocks skip',
      /01\/07\/2026 13/,
      '29/03/2026 01',
      'IncidentTransfer/Incident/Received',
    ],
    ['no reference', / reference="[^"]*"/, '', 'IncidentTransfer/Incident/@reference'],
    [
      'a reference with strange signs',
      /EEAST-0412/,
      'EEAST 0412!',
      'IncidentTransfer/Incident/@reference',
    ],
    [
      'an age that is no number',
      /<t:Age>61/,
      '<t:Age>old',
      'IncidentTransfer/Incident/Patient/Age',
    ],
    ['a step that is unknown', /type="NEW"/, 'type="ACK"', 'IncidentTransfer/Header/@type'],
    [
      'an uncertainty below nothing',
      /0\.03/,
      '-1',
      'IncidentTransfer/Incident/Location/UncertaintyKm',
    ],
  ])('refuses %s, with its path in the document', async (_what, from, to, path) => {
    await expect(fieldAtFault(TRANSFER, sample('transfer.xml').replace(from, to))).resolves.toBe(
      path,
    );
  });

  it('does not lose an incident for long or strange notes: cut, and kept whole', async () => {
    const long = `\u202e${'word '.repeat(1_000)}`;
    const [message] = await read(
      TRANSFER,
      sample('transfer.xml').replace('Man collapsed by the green.', long),
    );
    const notes = message?.step.op === 'raise' ? message.step.message.notesForResponders : null;
    expect(notes).toMatch(/^word .*…$/s);
    expect(message?.kept.some(({ path }) => path.endsWith('/Remarks'))).toBe(true);
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['no end', '<a><b>'],
    ['depth', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
    ['nothing of what is looked for', '<a/>'],
  ])('refuses XML with %s', async (_what, text) => {
    await expect(fieldAtFault(TRANSFER, text)).resolves.not.toBe('nothing');
  });

  it.each([
    ['no JSON', '{"cases": ['],
    ['depth', `{"cases": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['more values than any message', JSON.stringify({ cases: Array(30_000).fill({ id: 1 }) })],
    [
      'more messages than one document holds',
      JSON.stringify({ cases: Array(101).fill({ id: 1 }) }),
    ],
    ['fields of the language itself', '{"__proto__": {"cases": [{"id": 1}]}, "constructor": {}}'],
  ])('refuses JSON with %s', async (_what, text) => {
    await expect(fieldAtFault(CASES, text)).resolves.not.toBe('nothing');
  });

  it('is not held up by a document in which every path leads to thousands of values', async () => {
    const { kind } = CASES.fields;
    if (kind === undefined) throw new Error('the sample has it');
    const all = { ...kind, codes: null, paths: Array<string>(8).fill('/a[*]/b[*]/c[*]') };
    const fields = { ...CASES.fields, address: all, notesForResponders: all };
    const [one] = (JSON.parse(sample('cases.json')) as { cases: object[] }).cases.slice(1);
    const text = JSON.stringify({
      cases: Array(50).fill(one),
      a: Array(3_000).fill({ b: { c: 'x' } }),
    });
    const began = process.hrtime.bigint();
    await expect(read({ ...CASES, fields }, text)).resolves.toHaveLength(50);
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(10);
  });

  it('never finds what an object is made of: only what the document itself says', async () => {
    const { controlRef } = CASES.fields;
    if (controlRef === undefined) throw new Error('the sample has it');
    const fields = { ...CASES.fields, address: { ...controlRef, paths: ['constructor/name'] } };
    const [, raise] = await read({ ...CASES, fields }, sample('cases.json'));
    expect(raise?.step.op === 'raise' && raise.step.message.address).toBeUndefined();
  });

  it('writes the state of an incident into its skeleton, in their words and safe from ours', () => {
    const status = { documentId: 'd-1', writtenAt: NOW, sender: { id: 'o', name: 'Us' } };
    const times = { sentAt: 'a', answeredAt: null, enRouteAt: null, onSceneAt: null, etaAt: 'b' };
    const responder = {
      ...times,
      alertStatus: 'accepted',
      assignmentStatus: 'on-scene',
      place: null,
    };
    const incident = {
      ...{ id: 'i', controlRef: 'A<&"1', status: 'active', alertedCount: 2, acceptedCount: 1 },
      place: { type: 'Point', coordinates: [1.7, 52.6] },
      responders: [
        { responderId: 'r1', ...responder },
        { responderId: 'r2', ...responder },
      ],
    };
    const given = { ...status, incident } as unknown as OutgoingStatus;
    expect(mappedFormat(TRANSFER).write(given)).toEqual({
      mediaType: 'application/xml',
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<IncidentStatus xmlns="urn:example:incident-transfer" messageId="d-1" ' +
        'sent="2026-07-01T12:01:00.000Z"><Incident reference="A&lt;&amp;&quot;1">' +
        '<State>OPEN</State><Alerted>2</Alerted><Accepted>1</Accepted>' +
        ['r1', 'r2']
          .map(
            (id) =>
              `<Resource id="${id}"><Status>AT_SCENE</Status><Expected>b</Expected></Resource>`,
          )
          .join('') +
        '</Incident></IncidentStatus>',
    });
    expect(() => mappedFormat(CASES).write(given)).toThrow('no outgoing part');
  });
});
