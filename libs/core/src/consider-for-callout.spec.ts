import type { Callout } from '#core/callout';
import { aCallout, aNeed } from '#core/callout-examples';
import { CALLOUT_REASONS, type CalloutReason } from '#core/callout-considered';
import type { CalloutWave } from '#core/callout-needs';
import {
  considerForCallout,
  type CalloutPerson,
  type ConsiderRule,
} from '#core/consider-for-callout';
import { aCredential, aResponder, idOf, NOON, placeFrom, SCENE } from '#core/examples';
import type { Responder } from '#core/responder';
import { HOUR_MS, MINUTE_MS } from '#core/units';

const RULE: Omit<ConsiderRule, 'callout'> = { now: NOON, minuteOfWeek: 0, isFirstLook: true };
const ANYBODY: CalloutWave = {
  ...{ label: 'Everyone', credentialKinds: [], equipment: [], groupIds: [], distanceMaxM: null },
};
const HERE = { place: SCENE, at: NOON - MINUTE_MS };
const HOME = placeFrom(SCENE, 900);

function aPerson(
  fields: Partial<CalloutPerson> = {},
  responder: Partial<Responder> = {},
): CalloutPerson {
  return {
    responder: aResponder(responder),
    ...{ boundToId: null, alertedForId: null, booked: [], groupIds: [], bookings: [] },
    ...{ fix: HERE, isInArea: true, isInExclusion: false, homeInArea: null },
    lately: { askedCount: 0, yesCount: 0 },
    ...fields,
  };
}

function considered(
  person: CalloutPerson,
  callout: Partial<Callout> = {},
  rule: Partial<ConsiderRule> = {},
) {
  return considerForCallout(person, { ...RULE, callout: aCallout(callout), ...rule });
}

const waves = (...changes: Partial<CalloutWave>[]) => ({
  policy: { ...aCallout().policy, waves: changes.map((one) => ({ ...ANYBODY, ...one })) },
});
const withBoat = { equipment: ['boat' as const] };
const old = { place: SCENE, at: NOON - HOUR_MS - 1 };
const midnight = { fromMinute: 0, toMinute: 1 };
const available = aResponder().availability;

interface Case {
  readonly person?: Partial<CalloutPerson>;
  readonly responder?: Partial<Responder>;
  readonly callout?: Partial<Callout>;
}

/** Reasons that only somebody who has been asked has. */
type Found = Exclude<CalloutReason, 'asked'>;
const CASES: Readonly<Record<Found, Case>> = {
  'not-yet': {},
  'outside-area': { person: { isInArea: false } },
  'in-exclusion': { person: { isInExclusion: true } },
  'in-area-before': { callout: { presence: { now: false, entering: true, living: false } } },
  'fix-stale': { person: { fix: old } },
  'no-equipment': { callout: { needs: [aNeed({ wantedCount: 1, equipment: { boat: 1 } })] } },
  'no-credential': { responder: { credentials: [] } },
  'credential-expired': { responder: { credentials: [aCredential({ validTo: NOON })] } },
  'in-no-wave': { callout: waves({ credentialKinds: ['nurse'] }) },
  disabled: { responder: { disabledAt: NOON - 1 } },
  'off-duty': { responder: { onDuty: false } },
  muted: { responder: { availability: { ...available, mutedUntil: NOON + 1 } } },
  'off-schedule': { responder: { availability: { ...available, schedule: [] } } },
  'own-quiet-hours': {
    responder: {
      // A call-out is no matter of life: it does not come through.
      availability: { ...available, quietHours: { ...midnight, letThrough: 'life-threatening' } },
    },
  },
  unreachable: { responder: { channels: [] } },
  'real-person-in-exercise': { callout: { mode: 'exercise' } },
  'test-phone': { responder: { testPhone: true } },
  'bound-elsewhere': { person: { boundToId: idOf(0xf1) } },
  'booked-elsewhere': { person: { bookings: [{ from: NOON + HOUR_MS, until: NOON + 9e7 }] } },
  'alerted-elsewhere': { person: { alertedForId: idOf(0xf2) } },
};

describe('whoever a call-out considers', () => {
  test.each(Object.entries(CASES))('is kept with the reason %s', (reason, one) => {
    const found = considered(aPerson(one.person, one.responder), one.callout);
    expect(found.reason).toBe(reason);
    const isAskable = reason === 'not-yet';
    expect([found.waves > 0, found.needKeys.length > 0]).toEqual([isAskable, isAskable]);
  });

  test('has every reason of the closed list but having been asked', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      CALLOUT_REASONS.filter((reason) => reason !== 'asked').sort(),
    );
  });

  test('is told what concerns them before where they are, and that before what they can', () => {
    const all = { isInExclusion: true };
    const untrained = { credentials: [] };
    expect(considered(aPerson(all, { ...untrained, onDuty: false })).reason).toBe('off-duty');
    expect(considered(aPerson(all)).reason).toBe('in-exclusion');
    expect(considered(aPerson({}, withBoat), waves({ distanceMaxM: 0 })).reason).toBe('not-yet');
  });

  test.each(['exercise', 'test'] as const)('of a call-out in %s mode is a test phone', (mode) => {
    expect(considered(aPerson({}, { testPhone: true }), { mode }).reason).toBe('not-yet');
    expect(considered(aPerson(), { mode }).reason).toBe('real-person-in-exercise');
  });

  test('may be bound to this call-out and asked by it', () => {
    const callout = aCallout();
    const own = aPerson({ boundToId: callout.id, alertedForId: callout.id });
    expect(considerForCallout(own, { ...RULE, callout }).reason).toBe('not-yet');
  });

  test('is free for a shift that none of their other bookings touches', () => {
    const shifts = [{ shiftKey: 'late', from: NOON + 4 * HOUR_MS, until: NOON + 8 * HOUR_MS }];
    const needs = [aNeed(), aNeed({ needKey: 'late', shiftKey: 'late' })];
    const bookings = [{ from: NOON, until: NOON + 4 * HOUR_MS }];
    const found = considered(aPerson({ bookings }), { shifts, needs });
    expect(found).toMatchObject({ reason: 'not-yet', needKeys: ['late'] });
  });

  test('may help wherever a place is not kept for somebody who brings something', () => {
    const needs = [aNeed({ wantedCount: 2, equipment: { boat: 1 } })];
    expect(considered(aPerson(), { needs }).reason).toBe('not-yet');
    const boats = [aNeed({ wantedCount: 1, equipment: { boat: 1 } })];
    expect(considered(aPerson({}, withBoat), { needs: boats }).reason).toBe('not-yet');
  });
});

describe('being in the area', () => {
  const entering = { now: false, entering: true, living: false };
  const living = { now: false, entering: false, living: true };

  test('counts from the second look on where those who enter are asked', () => {
    expect(considered(aPerson(), { presence: entering }).reason).toBe('in-area-before');
    const later = considered(aPerson(), { presence: entering }, { isFirstLook: false });
    expect(later.reason).toBe('not-yet');
    const left = aPerson({ isInArea: false });
    expect(considered(left, { presence: entering }, { isFirstLook: false }).reason).toBe(
      'outside-area',
    );
  });

  test('is living there where that is asked for, wherever they are now', () => {
    const away = { isInArea: false, homeInArea: HOME };
    expect(considered(aPerson(away), { presence: living })).toMatchObject({
      ...{ reason: 'not-yet', distanceM: 900 },
    });
    expect(considered(aPerson({ ...away, fix: null }), { presence: living }).reason).toBe(
      'not-yet',
    );
    const visitor = aPerson({ homeInArea: null });
    expect(considered(visitor, { presence: living }).reason).toBe('in-area-before');
    expect(considered(aPerson(away)).reason).toBe('outside-area');
  });

  test('ends where nobody may go, wherever they live', () => {
    const there = aPerson({ isInExclusion: true, homeInArea: HOME });
    expect(considered(there, { presence: living }).reason).toBe('in-exclusion');
    // How long ago they were in it says nothing of where they are.
    const before = aPerson({ fix: old, isInExclusion: true, homeInArea: HOME });
    expect(considered(before, { presence: living }).reason).toBe('not-yet');
  });
});

describe('waves', () => {
  test('take whoever has any of what they ask for, and all of their conditions', () => {
    const groupIds = [idOf(0xe1)];
    const callout = waves(
      ...[{ groupIds }, { equipment: ['boat' as const] }, { distanceMaxM: 500 }],
      { credentialKinds: ['cpr', 'nurse'], distanceMaxM: 500 },
    );
    const bits = (person: CalloutPerson) => considered(person, callout).waves;
    expect(bits(aPerson())).toBe(0b1100);
    expect(bits(aPerson({ groupIds }, withBoat))).toBe(0b1111);
    expect(bits(aPerson({ groupIds, fix: { ...HERE, place: placeFrom(SCENE, 501) } }))).toBe(0b1);
  });

  test('reckon the distance to the nearest muster point, and none without a place', () => {
    const person = (metres: number) =>
      aPerson({ fix: { ...HERE, place: placeFrom(SCENE, metres) } });
    const within = waves({ distanceMaxM: 500 });
    expect(considered(person(500), within)).toMatchObject({ reason: 'not-yet', distanceM: 500 });
    expect(considered(person(502), within).reason).toBe('in-no-wave');
  });

  test('count no credential that has run out', () => {
    const credentials = [aCredential(), aCredential({ kind: 'nurse', validTo: NOON })];
    const nurses = waves({ credentialKinds: ['nurse'] });
    expect(considered(aPerson({}, { credentials }), nurses).reason).toBe('in-no-wave');
  });
});
