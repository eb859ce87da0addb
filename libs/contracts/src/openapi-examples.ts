import type { RouteId } from '#contracts/routes';

const PLACE = { type: 'Point', coordinates: [-76.0444, 36.7682] };
const SQUARE = [
  [
    [-76.06, 36.76],
    [-76.03, 36.76],
    [-76.03, 36.79],
    [-76.06, 36.79],
    [-76.06, 36.76],
  ],
];

/** A request body of each route that takes one; a test reads every one by its schema. */
export const BODY_EXAMPLES: Partial<Record<RouteId, unknown>> = {
  raiseIncident: {
    controlRef: 'CAD-2026-004711',
    version: 1,
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    place: PLACE,
    placeAccuracyM: 25,
    address: '2400 block of Example Avenue',
    notesForResponders: 'Second floor, door code 12A.',
    calledAt: '2026-03-01T12:00:00Z',
    ambulanceEtaAt: '2026-03-01T12:08:30Z',
  },
  updateIncident: { version: 2, place: PLACE, notesForResponders: 'Side entrance.' },
  closeIncident: { version: 4, reason: 'patient handed over' },
  cancelIncident: { version: 4, reason: 'caller rang back' },
  openCallout: {
    controlRef: 'FLOOD-2026-12',
    title: 'Sandbags at the north bank',
    message: 'Two hours of work; bring boots and gloves.',
    area: { type: 'Polygon', coordinates: SQUARE },
    wantedCount: 40,
    credentialKind: 'flood-rescue',
    musterPoint: { place: PLACE, note: 'Car park behind the hall' },
  },
  endCallout: { outcome: 'closed' },
  putResponder: {
    displayName: 'A. Example',
    credentials: [
      {
        kind: 'cpr',
        issuer: 'Example Red Cross',
        validFrom: '2026-01-01T00:00:00Z',
        verified: true,
      },
    ],
  },
  moveCredential: { status: 'revoked' },
  putAed: {
    name: 'Town hall',
    place: PLACE,
    locationDetail: 'Left of the main entrance',
    access: 'public',
    openingHours: 'Mo-Fr 08:00-18:00; PH off',
  },
  moveAed: { status: 'available' },
  signInDevice: { enrolmentCode: 'K7QW-9XRT-2M4P', platform: 'android' },
  setDuty: { onDuty: true },
  setPushToken: { pushToken: null },
  sendFixes: { fixes: [{ place: PLACE, at: '2026-03-01T12:00:00Z', accuracyM: 12 }] },
  sendReceipt: { alertId: '7f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11', kind: 'delivered' },
  sendAnswer: { alertId: '7f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11', answer: 'accept' },
  sendProgress: { assignmentId: '4b8c1c0e-2c7f-4a0b-8f39-59a7f1b6b0aa', step: 'en-route' },
};
