import { anOrganisation, SCENE } from '#core/examples';
import { contains } from '#core/geometry';
import {
  endIncidentSchema,
  raiseIncidentSchema,
  updateIncidentSchema,
} from '#contracts/incident-api';
import { toPlace } from '#contracts/shapes';

const good = {
  controlRef: 'CAD-1',
  kind: 'cardiac-arrest',
  priority: 'life-threatening',
  place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] },
  calledAt: '2026-03-01T12:00:00Z',
};

/** Path and sentence of the first refusal, as the caller is told it. */
function refusal(
  schema: typeof raiseIncidentSchema | typeof updateIncidentSchema,
  message: unknown,
): string | undefined {
  const issue = schema.safeParse(message).error?.issues[0];
  return issue === undefined ? undefined : `${issue.path.join('.')}: ${issue.message}`;
}

describe('an incident from control', () => {
  test('needs no more than reference, kind, priority, place and time of call', () => {
    expect(raiseIncidentSchema.parse(good)).toEqual({
      ...good,
      mode: 'actual',
      acceptOutsideArea: false,
      excludedResponderRefs: [],
    });
  });

  test('may say all that is known', () => {
    const all = {
      ...good,
      version: 3,
      sentAt: '2026-03-01T12:00:05+01:00',
      placeAccuracyM: 25,
      address: '100 Example Street',
      notesForResponders: 'Gate code 1234\nDog in the yard',
      ambulanceEtaAt: '2026-03-01T12:09:00Z',
      mode: 'exercise',
      policyName: 'replace-7',
      acceptOutsideArea: true,
      excludedResponderRefs: ['person-1'],
      determinantCode: '09E01',
      hazards: ['violence'],
      patientAgeYears: 61,
      setting: 'home',
    };
    expect(raiseIncidentSchema.parse(all)).toEqual(all);
  });

  test.each<[string, Record<string, unknown>, string | RegExp]>([
    ['latitude 91', { place: { type: 'Point', coordinates: [0, 91] } }, 'place.coordinates.1: '],
    [
      'a latitude that is not a number',
      { place: { type: 'Point', coordinates: [0, Number.NaN] } },
      'place.coordinates.1: ',
    ],
    ['(0, 0)', { place: { type: 'Point', coordinates: [0, 0] } }, 'place.coordinates: is not a'],
    ['no place', { place: undefined }, 'place: '],
    ['an unknown kind', { kind: 'headache' }, 'kind: '],
    ['an unknown priority', { priority: 'high' }, 'priority: '],
    ['an unknown mode', { mode: 'drill' }, 'mode: '],
    ['a control character', { address: 'a\u0007b' }, 'address: must not contain control'],
    ['a text-direction override', { notesForResponders: '\u202egnp' }, 'notesForResponders: must'],
    ['an address that is too long', { address: 'a'.repeat(201) }, 'address: '],
    ['notes that are too long', { notesForResponders: 'a'.repeat(2_001) }, 'notesForResponders: '],
    ['a time without a zone', { calledAt: '2026-03-01T12:00:00' }, 'calledAt: '],
    ['an unknown field', { colour: 'red' }, ': Unrecognized key: "colour"'],
    ['a negative version', { version: -1 }, 'version: '],
    ['a version that is no whole number', { version: 1.5 }, 'version: '],
    ['a radius of a country', { placeAccuracyM: 50_001 }, 'placeAccuracyM: '],
    ['a reference with spaces', { controlRef: 'CAD 1' }, 'controlRef: must be letters'],
    [
      'an excluded person that is no reference',
      { excludedResponderRefs: ['ok', '?'] },
      'excludedResponderRefs.1: ',
    ],
    ['an unknown hazard', { hazards: ['ghosts'] }, 'hazards.0: '],
    ['an age of a tree', { patientAgeYears: 131 }, 'patientAgeYears: '],
    ['an unknown setting', { setting: 'moon' }, 'setting: '],
    ['a plan name with a NUL', { policyName: 'a\u0000' }, 'policyName: must not contain control'],
  ])('is refused for %s, and the path says where', (_name, change, expected) => {
    expect(refusal(raiseIncidentSchema, { ...good, ...change })).toContain(expected);
  });

  test('has no address where control sends an empty one', () => {
    const empty = { ...good, address: ' ', notesForResponders: '', determinantCode: '' };
    const read = raiseIncidentSchema.parse(empty);
    expect([read.address, read.notesForResponders]).toEqual([null, null]);
    expect(read.determinantCode).toBeNull();
  });

  test('is refused for a __proto__ key, which changes nothing', () => {
    const message: unknown = JSON.parse(
      `{"__proto__":{"mode":"test"},${JSON.stringify(good).slice(1)}`,
    );
    expect(refusal(raiseIncidentSchema, message)).toBe(': Unrecognized key: "__proto__"');
    expect(Object.hasOwn(Object.prototype, 'mode')).toBe(false);
  });

  test.each([null, undefined, 'text', 3, [], [good]])('is refused when it is %j', (message) => {
    expect(refusal(raiseIncidentSchema, message)).toContain(': Invalid input');
  });

  test('with a swapped pair lies in Antarctica: only the area of the organisation tells', () => {
    const swapped = { type: 'Point', coordinates: [SCENE.lat, SCENE.lon] };
    const message = raiseIncidentSchema.parse({ ...good, place: swapped });
    const { area } = anOrganisation();
    expect(toPlace(message.place)).toEqual({ lat: SCENE.lon, lon: SCENE.lat });
    expect(area !== null && contains(area, toPlace(message.place))).toBe(false);
    expect(area !== null && contains(area, SCENE)).toBe(true);
  });
});

describe('an update from control', () => {
  test('names only what changed, and adds nothing to it', () => {
    const update = { version: 2, address: null, place: good.place };
    expect(updateIncidentSchema.parse(update)).toEqual(update);
  });

  test('without version or time of sending is refused: its order would not be known', () => {
    expect(refusal(updateIncidentSchema, { address: 'x' })).toContain('version: give version or');
  });

  test('cannot turn an exercise into the real thing', () => {
    expect(refusal(updateIncidentSchema, { version: 2, mode: 'actual' })).toContain('"mode"');
  });
});

test('an end may come without anything', () => {
  expect(endIncidentSchema.parse({})).toEqual({});
  expect(endIncidentSchema.safeParse({ reason: 'a\u0000' }).success).toBe(false);
});
