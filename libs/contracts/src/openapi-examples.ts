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

const PLACES = {
  places: [
    { kind: 'home', place: PLACE, hours: null },
    { kind: 'work', place: { type: 'Point', coordinates: [-76.03, 36.77] }, hours: 'Mo-Fr 08-17' },
  ],
};
/** A preset with one of its numbers changed, for arrests and what may be one. */
const DRAFT = {
  name: 'cardiac-arrest',
  title: 'Cardiac arrest, adults',
  kinds: ['cardiac-arrest', 'unconscious'],
  determinants: ['09E*'],
  preset: 'closeby-larsen',
  changes: { choice: { pricePerAlert: 0.001 }, limits: { perPerson7DaysMax: 14 } },
  safetyRules: [
    {
      code: 'violence',
      says: 'Violence was reported: nobody goes before the police.',
      when: { hazards: ['violence'] },
      keepsAway: ['public-place', 'home', 'professional'],
    },
  ],
};

/** The working week by day and night; at night only where a life is in danger. */
const REACH = {
  availability: {
    schedule: [{ fromMinute: 480, toMinute: 6_660 }],
    quietHours: { fromMinute: 1_320, toMinute: 420, letThrough: 'life-threatening' },
    mutedUntil: null,
  },
  declined: ['voice'],
  language: 'en',
  phone: '+17575550123',
  email: 'robin@example.org',
};

const BADGE = `CB1:${'7F0C7A526A5C4DF09A530F5F6F2B7A11'.repeat(3)}`;

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
    determinantCode: '09E01',
    patientAgeYears: 61,
    setting: 'home',
  },
  updateIncident: { version: 2, place: PLACE, notesForResponders: 'Side entrance.' },
  closeIncident: { version: 4, reason: 'patient handed over' },
  overrideSafety: { reason: 'Police are on scene and say that it is safe.' },
  cancelIncident: { version: 4, reason: 'caller rang back' },
  openCallout: {
    controlRef: 'FLOOD-2026-12',
    title: 'Sandbags at the north bank',
    briefing: {
      event: 'The river is over its north bank and still rising.',
      task: 'Fill and lay sandbags along Mill Lane.',
      contact: 'J. Example, flood warden, 020 7946 0001',
      bring: 'Boots, gloves, a torch, something to drink.',
      risks: 'Wet ground and heavy lifting; nobody enters moving water.',
    },
    area: { type: 'Polygon', coordinates: SQUARE },
    window: { from: '2026-03-01T13:00:00Z', until: '2026-03-01T21:00:00Z' },
    needs: [
      { needKey: 'hands', label: 'Sandbags', minimumCount: 10, wantedCount: 30 },
      {
        needKey: 'boats',
        label: 'Boat crews',
        wantedCount: 10,
        credentialKinds: ['flood-rescue', 'boat-handling'],
        equipment: { boat: 5 },
      },
    ],
    musterPoints: [
      {
        musterKey: 'hall',
        name: 'Village hall',
        place: PLACE,
        quotaCount: 40,
        routeNote: 'From the south only; Bridge Street is under water.',
        parkingNote: 'Car park behind the hall.',
      },
    ],
  },
  endCallout: { outcome: 'closed' },
  moveBooking: { needKey: 'boats', musterKey: 'hall' },
  endBooking: { to: 'stood-down', reason: 'The water is falling.' },
  sendBookingProgress: { step: 'en-route', etaAt: '2026-03-01T13:10:00Z' },
  setOwnEquipment: { equipment: ['boat', 'trailer'] },
  givePass: { label: 'Rowing club', usesMax: 20, validUntil: '2026-03-02T12:00:00Z' },
  readPass: { code: 'n2Zk0mWq7Yt3VbXc5RfL9w' },
  joinByPass: {
    code: 'n2Zk0mWq7Yt3VbXc5RfL9w',
    displayName: 'Sam Example',
    phone: '+17575550123',
    conditions: { peopleCount: 2, pieces: { boat: 1 }, fromAt: '2026-03-01T16:30:00Z' },
  },
  readPassStatus: { badge: BADGE },
  leaveByPass: { badge: BADGE },
  addKey: { label: 'CAD of the control room', role: 'control', needsSignature: true },
  putKey: { label: 'CAD, new room', needsSignature: true, certificateSha256: null },
  decideApproval: { approve: true },
  proposeAid: { partner: 'next-county', validUntil: '2026-12-31T00:00:00Z' },
  askAid: {
    agreementId: 'c6a5ad4e-9d2c-4f57-8c6b-2f2f60a5f0b7',
    reason: 'All of ours are bound at the other end of town.',
  },
  draftPlan: DRAFT,
  shadowRun: { draft: DRAFT, incidents: 50 },
  putDangerArea: {
    says: 'Storm damage: live cables in the street.',
    area: { type: 'Polygon', coordinates: SQUARE },
    from: '2026-03-01T10:00:00Z',
    to: '2026-03-02T10:00:00Z',
    keepsAway: ['public-place', 'home'],
  },
  putResponder: {
    displayName: 'A. Example',
    travelMode: 'bicycle',
    tier: 'home',
    credentials: [
      {
        kind: 'cpr',
        issuer: 'Example Red Cross',
        validFrom: '2026-01-01T00:00:00Z',
        verified: true,
      },
    ],
  },
  putPlaces: PLACES,
  moveCredential: { status: 'revoked' },
  addOwnCredential: {
    kind: 'nurse',
    issuer: 'Example Nursing Council',
    number: 'NC-204417',
    validFrom: '2025-06-01T00:00:00Z',
    validTo: '2028-06-01T00:00:00Z',
  },
  reviewCredential: { status: 'verified', validTo: '2028-06-01T00:00:00Z' },
  putAed: {
    name: 'Town hall',
    place: PLACE,
    locationDetail: 'Left of the main entrance',
    access: 'public',
    openingHours: 'Mo-Fr 08:00-18:00; PH off',
    floor: '0',
    cabinetCode: 'C-1407',
  },
  moveAed: { status: 'available' },
  register: {
    organisation: 'virginia-beach',
    displayName: 'A. Example',
    phone: '+17575550123',
    language: 'en',
  },
  confirmRegistration: { code: '493027', platform: 'android' },
  inviteResponder: { by: 'sms' },
  addContact: { email: 'robin@example.org' },
  confirmContact: { code: '493027' },
  provePushAddress: { challenge: 'mH3y8xQz0vJ5c2LrT1nWkA' },
  putOrganisation: { selfRegistration: true },
  signInDevice: { enrolmentCode: 'K7QW-9XRT-2M4P', platform: 'android' },
  setDuty: { onDuty: true },
  setOwnReach: REACH,
  setReach: REACH,
  setPushAddress: { channel: 'push', token: 'fcm-registration-token', permission: 'granted' },
  putTemplate: { body: 'CLOSEBY {code}: can you come? Reply YES {code} or NO {code}. {link}' },
  handleReply: { note: 'Rang back, is bringing the boat' },
  planDrill: {
    title: 'Monthly drill',
    responderIds: null,
    startsAt: '2026-03-02T17:00:00Z',
    windowS: 600,
    everyDays: 28,
  },
  sendFixes: { fixes: [{ place: PLACE, at: '2026-03-01T12:00:00Z', accuracyM: 12 }] },
  sendReceipt: { alertId: '7f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11', kind: 'delivered' },
  sendAnswer: { alertId: '7f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11', answer: 'accept' },
  sendProgress: { assignmentId: '4b8c1c0e-2c7f-4a0b-8f39-59a7f1b6b0aa', step: 'en-route' },
  reportAed: { aedId: 'a1d5b7a4-33f1-4a07-9d0e-6d0f3f6e1c55', report: 'missing' },
  setTravelMode: { travelMode: 'bicycle' },
  putOwnPlaces: PLACES,
  signInLocally: {
    organisation: 'example-ambulance',
    email: 'sam@example.org',
    password: 'four words nobody guesses',
    code: '123456',
  },
  beginAccount: {
    invitation: 'n2Zk0mWq7Yt3VbXc5RfL9w',
    password: 'four words nobody guesses',
  },
  confirmAccount: { invitation: 'n2Zk0mWq7Yt3VbXc5RfL9w', code: '123456' },
  addAccount: { displayName: 'Sam Example', email: 'sam@example.org', role: 'dispatcher' },
  changeAccount: { displayName: 'Sam Example', role: 'supervisor', disabled: false },
  eraseMe: { confirm: 'erase' },
  erasePerson: { reason: 'Asked for by letter of 1 March' },
};
