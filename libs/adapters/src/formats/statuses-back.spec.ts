import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ASSIGNMENT_STATUSES } from '#core/assignment';
import { HAZARDS, INCIDENT_KINDS, INCIDENT_MODES, INCIDENT_PRIORITIES } from '#core/incident';
import { incidentViewSchema, type IncidentView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type { ControlFormat, ForeignMessage, OutgoingStatus } from '#flow/ports';
import { EmsiFormat } from './emsi-format';
import { UcriFormat } from './ucri-format';

const CALLED_AT = Date.UTC(2026, 10, 2, 7, 14, 5);
const ID = '5b6f7f4e-41f0-4b52-9d9a-6f1f0b5c0001';
const RUNS = 60;

type Responder = IncidentView['responders'][number];

const RESPONDER: Responder = {
  responderId: '5b6f7f4e-41f0-4b52-9d9a-6f1f0b5c0002',
  displayName: 'Mia "M" Berg',
  alertId: '5b6f7f4e-41f0-4b52-9d9a-6f1f0b5c0003',
  alertStatus: 'sent',
  why: 'Near.',
  wave: 1,
  distanceM: 210,
  sentAt: toIso(CALLED_AT),
  deliveredAt: null,
  seenAt: null,
  answeredAt: null,
  endedReason: null,
  assignmentId: null,
  assignmentStatus: null,
  enRouteAt: null,
  onSceneAt: null,
  task: { role: 'direct', aedId: null, aedName: null },
  etaAt: null,
  aedCollectedAt: null,
  releasedReason: null,
  place: null,
};

const INCIDENT = incidentViewSchema.parse({
  id: ID,
  controlRef: 'fr.health.samu990.42',
  status: 'active',
  progress: 'alerting',
  kind: 'cardiac-arrest',
  mode: 'actual',
  priority: 'life-threatening',
  place: { type: 'Point', coordinates: [-1.5494, 47.2161] },
  placeAccuracyM: null,
  address: '4 quai de la Fosse',
  notesForResponders: 'By the terrace & the river',
  calledAt: toIso(CALLED_AT),
  receivedAt: toIso(CALLED_AT + 1_000),
  ambulanceEtaAt: null,
  determinantCode: null,
  hazards: [],
  patientAgeYears: null,
  setting: 'unknown',
  safety: [],
  safetyOverride: null,
  raisedByHand: null,
  orders: null,
  answersDueAt: null,
  policyName: 'default',
  policyVersion: 1,
  wantedCount: 3,
  acceptedCount: 0,
  alertedCount: 1,
  endedAt: null,
  disposition: null,
  warnings: [],
  responders: [RESPONDER],
  aeds: [],
});

function statusOf(incident: Partial<IncidentView>, writtenAt = CALLED_AT + 60_000): OutgoingStatus {
  return {
    documentId: 'status-7',
    writtenAt,
    sender: { id: 'org-1', name: 'First responders of Nantes' },
    incident: { ...INCIDENT, ...incident },
  };
}

async function readBack(format: ControlFormat, status: OutgoingStatus) {
  const { body } = format.write(status);
  const read = await format.read(Buffer.from(body), status.writtenAt);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

function written(format: ControlFormat, incident: Partial<IncidentView>): unknown {
  return JSON.parse(format.write(statusOf(incident)).body);
}

const INCIDENTS: fc.Arbitrary<Partial<IncidentView>> = fc.record({
  controlRef: fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,80}$/)),
  kind: fc.constantFrom(...INCIDENT_KINDS),
  mode: fc.constantFrom(...INCIDENT_MODES),
  priority: fc.constantFrom(...INCIDENT_PRIORITIES),
  place: fc
    .tuple(
      fc
        .double({ min: -180, max: 180, noNaN: true })
        .map((degrees) => Number(degrees.toFixed(7)) + 0),
      fc
        .double({ min: 0.001, max: 90, noNaN: true })
        .map((degrees) => Number(degrees.toFixed(7)) + 0),
    )
    .map((coordinates) => ({ type: 'Point' as const, coordinates })),
  calledAt: fc.integer({ min: 0, max: 86_400 }).map((s) => toIso(CALLED_AT + s * 1_000)),
});

describe.each<ControlFormat>([new EmsiFormat(), new UcriFormat()])(
  'what $format writes, read back',
  (format) => {
    it('names the same incident, with its kind, mode, place and time of call', async () => {
      await fc.assert(
        fc.asyncProperty(INCIDENTS, async (incident) => {
          const [first] = (await readBack(format, statusOf(incident))) as [ForeignMessage];
          expect(first.step).toMatchObject({
            op: 'raise',
            controlRef: incident.controlRef,
            message: {
              kind: incident.kind,
              mode: incident.mode,
              place: incident.place,
              calledAt: incident.calledAt,
              sentAt: expect.stringContaining('2026-11-02T07:15:05.'),
              address: INCIDENT.address,
              notesForResponders: INCIDENT.notesForResponders,
            },
          });
        }),
        { numRuns: RUNS },
      );
    });

    it.each([
      ['closed', 'close'],
      ['cancelled', 'cancel'],
    ] as const)('ends what is %s', async (status, op) => {
      const ended = { status, endedAt: toIso(CALLED_AT + 60_000), disposition: 'Handed over' };
      const last = (await readBack(format, statusOf(ended))).at(-1);
      expect(last?.step).toMatchObject({ op, controlRef: INCIDENT.controlRef });
    });

    it('says of everybody who was asked how they stand, in words of the format alone', () => {
      const bodies = ASSIGNMENT_STATUSES.map((assignmentStatus) =>
        JSON.stringify(
          written(format, {
            responders: [{ ...RESPONDER, alertStatus: 'accepted', assignmentStatus }],
          }),
        ),
      );
      for (const body of bodies) expect(body).toContain(RESPONDER.responderId);
      expect(bodies.join()).not.toMatch(/undefined|null/);
    });
  },
);

it('EMSI keeps the dangers for which it has a code, and a home', async () => {
  const hazards = HAZARDS.filter((hazard) => hazard !== 'electricity');
  const [read] = await readBack(new EmsiFormat(), statusOf({ hazards, setting: 'home' }));
  expect(read?.step.message).toMatchObject({ setting: 'home' });
  const said = (read?.step.message as { hazards: readonly string[] }).hazards;
  expect([...said].sort()).toEqual([...hazards].sort());
});

describe('the statuses of responders', () => {
  it('are resources of EMSI with position, expected time and the word of the hub', () => {
    const document = written(new EmsiFormat(), {
      responders: [
        {
          ...RESPONDER,
          alertStatus: 'accepted',
          assignmentStatus: 'en-route',
          etaAt: toIso(CALLED_AT + 180_250),
          place: { type: 'Point', coordinates: [-1.55, 47.21] },
        },
        { ...RESPONDER, alertStatus: 'declined' },
      ],
    });
    expect(document).toMatchObject({
      distributionKind: 'Update',
      dateTimeSent: '2026-11-02T07:15:05+00:00',
      content: [
        {
          jsonContent: {
            embeddedJsonContent: {
              message: {
                emsi: {
                  RESOURCE: [
                    {
                      NAME: 'Mia "M" Berg',
                      STATUS: 'IN_USE/MOBILE',
                      FREETEXT: 'status#en-route engagedStatus#PARTIE',
                      RGEO: [
                        { TYPE: 'CUR', POSITION: [{ COORD: [{ LAT: 47.21, LONG: -1.55 }] }] },
                        { TYPE: 'TGT', DATIME: '2026-11-02T07:17:05+00:00' },
                      ],
                    },
                    { STATUS: 'UNAV', FREETEXT: 'status#declined', RGEO: [] },
                  ],
                },
              },
            },
          },
        },
      ],
    });
  });

  it('are delivery reports and answers of UCRI 2, and no empty lists of either', () => {
    const dataOf = (document: unknown) =>
      (document as { schemaId: string; data: string }[]).map(
        ({ schemaId, data }): readonly unknown[] => [schemaId, JSON.parse(data)],
      );
    const reached = { ...RESPONDER, deliveredAt: toIso(CALLED_AT) };
    const asked = dataOf(written(new UcriFormat(), { responders: [RESPONDER] }));
    expect(asked.map(([name]) => name)).toEqual(['incident', 'acknowledgement']);
    const answered = dataOf(
      written(new UcriFormat(), { responders: [{ ...reached, alertStatus: 'declined' }] }),
    );
    expect(answered.slice(2)).toEqual([
      [
        'CalloutDeliveryReport',
        { calloutId: INCIDENT.controlRef, mobileDevices: [RESPONDER.responderId] },
      ],
      [
        'CalloutUserAcknowledgement',
        { acknowledgement: [{ mobileDevice: RESPONDER.responderId, answer: 'rejected' }] },
      ],
    ]);
  });
});
