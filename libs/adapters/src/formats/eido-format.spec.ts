import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  HAZARDS,
  INCIDENT_KINDS,
  INCIDENT_MODES,
  INCIDENT_PRIORITIES,
  type IncidentStatus,
} from '#core/incident';
import type { IncidentView } from '#contracts/incident-api';
import type { Fetched, ForeignMessage } from '#flow/ports';
import { EidoFormat } from './eido-format';
import { writePidfLo } from './pidf-lo';

const NOW = Date.UTC(2026, 10, 2, 7, 16);
const SAMPLES = join(__dirname, '../../../../test/formats/eido');
const AWAY: Fetched = { outcome: 'failed', says: 'It answers with 404.' };
const eido = formatWith(AWAY);

function formatWith(answer: Fetched): EidoFormat {
  return new EidoFormat({ fetch: () => Promise.resolve(answer) });
}

function sample(name: string): Uint8Array {
  return readFileSync(join(SAMPLES, `${name}.json`));
}

type Json = Record<string, unknown>;

/** A sample of which something is not as it was. */
function changed(name: string, change: (document: Json) => void): Uint8Array {
  const document = JSON.parse(sample(name).toString()) as Json;
  change(document);
  return Buffer.from(JSON.stringify(document));
}

function incidentIn(document: Json): Json {
  return document['incidentComponent'] as Json;
}

function firstOf(document: Json, list: string): Json {
  return (document[list] as Json[])[0] ?? {};
}

async function readOne(document: Uint8Array, format = eido): Promise<ForeignMessage> {
  const read = await format.read(document, NOW);
  if (!read.ok) throw new Error(read.problem.detail);
  expect(read.value).toHaveLength(1);
  return read.value[0] as ForeignMessage;
}

async function raisedBy(document: Uint8Array, format = eido) {
  const { step } = await readOne(document, format);
  if (step.op !== 'raise') throw new Error(`it is a ${step.op}`);
  return step.message;
}

describe('reading EIDO', () => {
  it('raises what a point says, under its identifier, ordered by its last update', async () => {
    expect(await readOne(sample('point'))).toMatchObject({
      step: {
        op: 'raise',
        controlRef: 'urn:emergency:uid:incidentid:a1:riverside.example',
        message: {
          kind: 'cardiac-arrest',
          mode: 'actual',
          priority: 'life-threatening',
          place: { type: 'Point', coordinates: [-2.5879, 51.4545] },
          placeAccuracyM: null,
          calledAt: '2026-11-02T08:14:05+01:00',
          sentAt: '2026-11-02T08:15:30.250+01:00',
        },
      },
    });
  });

  it('tells responders notes of the incident and cautions, and nothing of the caller', async () => {
    const { step, kept } = await readOne(sample('circle-with-caller'));
    expect(step.message).toMatchObject({
      kind: 'unconscious',
      placeAccuracyM: 180.5,
      determinantCode: '31D03',
      hazards: ['electricity'],
      notesForResponders:
        'Caution: Large dog in the yard\nCaution: Wet floor, live wires\n' +
        'Second floor, lift is broken.\nPulse < 40',
    });
    const said = Object.fromEntries(kept.map(({ path, value }) => [path, value]));
    expect(said).toMatchObject({
      'incidentComponent.beatOrDispatchGroupText': 'East 4',
      'callbackComponent.0.callBackInformationUri.0': 'tel:+441174960123',
      'notesComponent.1.notesActionComments': 'Caller is the neighbour, does not want to be named',
      'locationComponent.0.locationByValue.presence.tuple.status.geopriv.method': 'Wireless',
    });
  });

  it('holds all of a polygon in its circle, and joins address and point', async () => {
    const { place, placeAccuracyM } = await raisedBy(sample('polygon'));
    expect(place.coordinates[0]).toBeCloseTo(-2.588, 9);
    expect(place.coordinates[1]).toBeCloseTo(51.4545, 9);
    expect(placeAccuracyM).toBeGreaterThan(88);
    expect(placeAccuracyM).toBeLessThan(90);
    expect(await raisedBy(sample('civic-and-point'))).toMatchObject({
      place: { coordinates: [-2.5879, 51.4545] },
      address: '12 Corn Street, 3, BS1 1HQ Bristol, GB',
    });
  });

  it('fetches a location by reference, and says so where it cannot', async () => {
    const document = Buffer.from(writePidfLo({ lat: 51.45, lon: -2.58 }, 60));
    const found: Fetched = { outcome: 'document', document, etag: null, lastModified: null };
    expect(await raisedBy(sample('by-reference'), formatWith(found))).toMatchObject({
      place: { coordinates: [-2.58, 51.45] },
      placeAccuracyM: 60,
    });
    expect(await faultOf(sample('by-reference'))).toEqual([
      'locationComponent.0.locationByReferenceUrl',
      expect.stringContaining('could not be fetched: It answers with 404.'),
    ]);
  });

  it('closes and cancels without a place', async () => {
    expect((await readOne(sample('closed'))).step).toMatchObject({
      op: 'close',
      message: { reason: 'Handed over to the ambulance' },
    });
    expect((await readOne(sample('cancelled'))).step.op).toBe('cancel');
  });

  it('takes an incident for a test only where all of its calls are tests', async () => {
    expect((await raisedBy(sample('test-call'))).mode).toBe('test');
    const mixed = changed('test-call', (document) => {
      const call = firstOf(document, 'callComponent');
      document['callComponent'] = [call, { ...call, standardPrimaryCallType: 'emergency' }];
    });
    expect((await raisedBy(mixed)).mode).toBe('actual');
  });
});

/** Field and sentence of a refusal. */
async function faultOf(document: Uint8Array): Promise<readonly [string | undefined, string]> {
  const read = await eido.read(document, NOW);
  if (read.ok) throw new Error('it was read');
  expect(read.problem.code).toBe('invalid-field');
  return [read.problem.field, read.problem.detail];
}

const XML = '<?xml version="1.0"?>';
const PLACED = 'locationComponent.0.locationByValue';

function withLocation(xml: string): Uint8Array {
  return changed('point', (document) => {
    firstOf(document, 'locationComponent')['locationByValue'] = xml;
  });
}

function withShape(shape: string): Uint8Array {
  return withLocation(
    '<presence xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" ' +
      'xmlns:gml="http://www.opengis.net/gml" xmlns:gs="http://www.opengis.net/pidflo/1.0">' +
      `<gp:location-info>${shape}</gp:location-info></presence>`,
  );
}

const WGS = 'srsName="urn:ogc:def:crs:EPSG::4326"';
const OLD = 'srsName="urn:ogc:def:crs:EPSG::27700"';

describe('a malformed EIDO is refused with the path of the fault', () => {
  it.each<[string | undefined, string, Uint8Array]>([
    [undefined, 'not JSON', Buffer.from('{"$id": ')],
    [undefined, 'not an object', Buffer.from('[1]')],
    ['eidoVersion', 'only version 1.0', changed('point', (d) => (d['eidoVersion'] = '2.0'))],
    ['$id', 'missing', changed('point', (d) => delete d['$id'])],
    ['$id', 'must be letters', changed('point', (d) => (d['$id'] = 'a b'))],
    ['lastUpdateTimeStamp', 'ISO', changed('point', (d) => (d['lastUpdateTimeStamp'] = 'now'))],
    ['incidentComponent', 'missing', changed('point', (d) => delete d['incidentComponent'])],
    [
      'incidentComponent.incidentTypeCommonRegistryText',
      '"BURGLARY" is no type',
      changed('point', (d) => (incidentIn(d)['incidentTypeCommonRegistryText'] = 'BURGLARY')),
    ],
    [
      'incidentComponent.incidentTypeCommonRegistryText',
      'no type',
      changed('point', (d) => (incidentIn(d)['incidentTypeCommonRegistryText'] = 'toString')),
    ],
    [
      'incidentComponent.incidentStatusCommonRegistryText.0',
      '"Odd" is no status',
      changed('point', (d) => (incidentIn(d)['incidentStatusCommonRegistryText'] = ['Odd'])),
    ],
    [
      'incidentComponent.incidentCommonPriorityNumber',
      'from 0 to 10',
      changed('point', (d) => (incidentIn(d)['incidentCommonPriorityNumber'] = 11)),
    ],
    [
      'incidentComponent.locationReference.0.$ref',
      'names no location',
      changed('point', (d) => (d['locationComponent'] = [])),
    ],
    [
      'locationComponent',
      'no location of the incident',
      changed('point', (d) => {
        delete incidentIn(d)['locationReference'];
        delete d['locationComponent'];
      }),
    ],
    [
      'callComponent.0.callStartTimestamp',
      'ISO',
      changed('point', (d) => (firstOf(d, 'callComponent')['callStartTimestamp'] = 'soon')),
    ],
    [PLACED, 'address and no coordinates', sample('civic-alone')],
    [PLACED, 'no PIDF-LO', withLocation('<presence/>')],
    [PLACED, 'document type', withLocation(`${XML}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)],
    [PLACED, 'not well-formed', withLocation('<presence><gml:Point>')],
    [PLACED, 'not in WGS 84', withShape(`<gml:Point ${OLD}><gml:pos>1 2</gml:pos></gml:Point>`)],
    [PLACED, 'range', withShape(`<gml:Point ${WGS}><gml:pos>95 2</gml:pos></gml:Point>`)],
    [PLACED, 'no radius', withShape('<gs:Circle><gml:pos>1 2</gml:pos></gs:Circle>')],
    [
      PLACED,
      'not in metres',
      withShape('<gs:Circle><gml:pos>1 2</gml:pos><gs:radius uom="feet">9</gs:radius></gs:Circle>'),
    ],
    [PLACED, '(0, 0)', withShape('<gml:Point><gml:pos>0 0</gml:pos></gml:Point>')],
    [PLACED, 'no shape', withShape('<gs:Prism/>')],
  ])('%s: %s', async (field, says, document) => {
    const [path, sentence] = await faultOf(document);
    expect(path).toBe(field);
    expect(sentence).toContain(says);
  });
});

describe('a hostile EIDO', () => {
  it('has no more than two locations fetched, whatever it names', async () => {
    const asked: string[] = [];
    const format = new EidoFormat({
      fetch: ({ url }) => {
        asked.push(url);
        return Promise.resolve(AWAY);
      },
    });
    const document = changed('by-reference', (d) => {
      delete incidentIn(d)['locationReference'];
      const [one] = d['locationComponent'] as Json[];
      d['locationComponent'] = Array.from({ length: 500 }, (_, at) => ({ ...one, $id: `l-${at}` }));
    });
    expect((await format.read(document, NOW)).ok).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it.each<[string, string, string]>([
    ['nested deeply', 'nests more than', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['of countless values', 'more than', `{"a":[${'1,'.repeat(60_000)}1]}`],
    ['with a way to the prototype', 'a name that no format', '{"__proto__":{"eidoVersion":"1.0"}}'],
  ])('%s is refused before anything of it is read', async (_what, says, text) => {
    expect((await faultOf(Buffer.from(text)))[1]).toContain(says);
  });

  it('keeps at most three hundred fields, and says how many more there were', async () => {
    const document = changed('point', (d) => (d['extra'] = Array.from({ length: 1_000 }, String)));
    const { kept } = await readOne(document);
    expect(kept).toHaveLength(300);
    expect(kept.at(-1)?.value).toMatch(/^\d{3} more fields$/);
  });

  it('takes no time over brackets in a note that never close', async () => {
    const note = { $id: 'n', notesActionComments: '<'.repeat(400_000) };
    const document = changed('point', (d) => (d['notesComponent'] = [note]));
    expect((await raisedBy(document)).notesForResponders?.length).toBe(2_000);
  });
});

const instants = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })
  .map((at) => new Date(at).toISOString());

const degrees = (max: number) =>
  fc.double({ min: -max, max, noNaN: true }).filter((value) => Math.abs(value) > 1e-3);

const RESPONDER: IncidentView['responders'][number] = {
  responderId: '0d5cf0b5-6d1b-4dd4-9b3b-3d2c7ab0a001',
  displayName: 'Ada & <Co>',
  alertId: '0d5cf0b5-6d1b-4dd4-9b3b-3d2c7ab0a002',
  alertStatus: 'accepted',
  why: 'nearest',
  wave: 1,
  distanceM: 300,
  sentAt: '2026-11-02T07:15:31.000Z',
  deliveredAt: null,
  seenAt: null,
  answeredAt: null,
  endedReason: null,
  assignmentId: null,
  assignmentStatus: 'en-route',
  enRouteAt: null,
  onSceneAt: null,
  task: { role: 'cpr', aed: null } as unknown as IncidentView['responders'][number]['task'],
  etaAt: '2026-11-02T07:19:00.000Z',
  aedCollectedAt: null,
  releasedReason: null,
  place: { type: 'Point', coordinates: [-2.59, 51.45] },
};

const views = fc
  .record({
    id: fc.uuid(),
    controlRef: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,40}$/),
    status: fc.constantFrom<IncidentStatus>('active', 'closed', 'cancelled'),
    kind: fc.constantFrom(...INCIDENT_KINDS),
    mode: fc.constantFrom(...INCIDENT_MODES),
    priority: fc.constantFrom(...INCIDENT_PRIORITIES),
    place: fc
      .tuple(degrees(180), degrees(90))
      .map((coordinates) => ({ type: 'Point' as const, coordinates })),
    placeAccuracyM: fc.option(fc.double({ min: 0, max: 50_000, noNaN: true }).map(Math.abs)),
    address: fc.constantFrom(null, '12 Corn Street', 'Flat <3> & "4"'),
    notesForResponders: fc.constantFrom(null, 'Blue door', 'Ring < twice\nthen & knock'),
    calledAt: instants,
    hazards: fc.subarray([...HAZARDS]),
    determinantCode: fc.constantFrom(null, '09E01'),
    disposition: fc.constantFrom(null, 'over'),
    responders: fc.constantFrom<IncidentView['responders']>([], [RESPONDER]),
  })
  .map((some): IncidentView => ({
    ...{ ...some, progress: null, receivedAt: some.calledAt, ambulanceEtaAt: null },
    ...{ patientAgeYears: null, setting: 'unknown', safety: [], safetyOverride: null },
    ...{ raisedByHand: null, orders: null, answersDueAt: null, policyName: 'p' },
    ...{ policyVersion: 1, wantedCount: 1, acceptedCount: 0, alertedCount: 0 },
    ...{ endedAt: null, warnings: [], aeds: [] },
  }));

describe('what is written as EIDO', () => {
  it('reads back as the same incident: identifier, times, place and kind', async () => {
    await fc.assert(
      fc.asyncProperty(views, instants, async (incident, at) => {
        const sender = { id: 'closeby.example', name: 'Closeby' };
        const written = eido.write({
          ...{ documentId: 'd', writtenAt: Date.parse(at), sender, incident },
        });
        const { step } = await readOne(Buffer.from(written.body));
        expect(step.controlRef).toBe(incident.controlRef);
        expect(step.message.sentAt).toBe(at);
        if (step.op !== 'raise') {
          expect(step.op).toBe(incident.status === 'closed' ? 'close' : 'cancel');
          return;
        }
        const { kind, mode, priority, place, placeAccuracyM, address, calledAt } = incident;
        const { notesForResponders, hazards, determinantCode } = incident;
        expect(step.message).toMatchObject({
          ...{ kind, mode, priority, place, placeAccuracyM, address, calledAt },
          ...{ notesForResponders, hazards, determinantCode },
        });
      }),
      { numRuns: 60 },
    );
  });

  it('names everybody who was alerted as a unit with what they do and when they arrive', () => {
    const [incident] = fc.sample(views, { numRuns: 1, seed: 1 });
    if (incident === undefined) throw new Error('there is no incident');
    const sender = { id: 'closeby.example', name: 'Closeby' };
    const status = { ...incident, status: 'active' as const, responders: [RESPONDER] };
    const written = eido.write({ documentId: 'd', writtenAt: NOW, sender, incident: status });
    expect(JSON.parse(written.body)).toMatchObject({
      dispatchComponent: [{ emergencyResourceReference: [{ $ref: RESPONDER.alertId }] }],
      emergencyResourceComponent: [
        {
          $id: RESPONDER.alertId,
          emergencyResourceName: 'Ada & <Co>',
          primaryUnitStatusRegistryText: 'OnDuty',
          secondaryUnitStatusRegistryText: ['EnRoute'],
          unitStatusInternal: ['en-route'],
          eta: '2026-11-02T07:19:00.000Z',
        },
      ],
    });
  });
});
