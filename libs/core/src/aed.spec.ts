import { isUsable, nearestAeds, type Aed } from '#core/aed';
import { openAt, type CompiledHours } from '#core/hours';
import { anAed, NOON, placeFrom, SCENE } from '#core/examples';
import { DAY_MS, HOUR_MS } from '#core/units';

/** Open 08:00 to 18:00 today; compiled for today only. */
const officeHours: CompiledHours = {
  state: 'intervals',
  intervals: [{ from: NOON - 4 * HOUR_MS, to: NOON + 6 * HOUR_MS }],
  compiledFrom: NOON - 12 * HOUR_MS,
  compiledUntil: NOON + 12 * HOUR_MS,
};

const near = { place: SCENE, at: NOON, radiusM: 1_500, max: 3 };
const choose = (aeds: readonly Aed[], overrides: Partial<typeof near> = {}) =>
  nearestAeds(aeds, { ...near, ...overrides });

describe('whether an AED is open', () => {
  test.each([
    ['the moment it opens', NOON - 4 * HOUR_MS, 'open'],
    ['the moment before it opens', NOON - 4 * HOUR_MS - 1, 'closed'],
    ['the last moment', NOON + 6 * HOUR_MS - 1, 'open'],
    ['the moment it shuts', NOON + 6 * HOUR_MS, 'closed'],
    ['before its hours were compiled', NOON - 12 * HOUR_MS - 1, 'unknown'],
    ['where its compiled hours end', NOON + 12 * HOUR_MS, 'unknown'],
  ] as const)('%s', (_name, at, expected) => {
    expect(openAt(officeHours, at)).toBe(expected);
  });

  test('always open is open; hours nobody could read are unknown, never open', () => {
    expect(openAt({ state: 'always' }, NOON)).toBe('open');
    expect(openAt({ state: 'unknown' }, NOON)).toBe('unknown');
  });
});

test.each([
  [{ status: 'available', access: 'public' }, true],
  [{ status: 'unverified', access: 'unknown' }, true],
  [{ status: 'available', access: 'customers' }, true],
  [{ status: 'available', access: 'permissive' }, true],
  [{ status: 'available', access: 'private' }, false],
  [{ status: 'available', access: 'no' }, false],
  [{ status: 'out-of-service', access: 'public' }, false],
  [{ status: 'retired', access: 'public' }, false],
] as const)('an AED that is %j is usable: %s', (overrides, usable) => {
  expect(isUsable(anAed(overrides))).toBe(usable);
});

describe('the nearest AEDs', () => {
  test('come nearest first, as many as wanted, none beyond the radius', () => {
    const aeds = [1_501, 900, 300, 600, 1_200].map((metres) =>
      anAed({ place: placeFrom(SCENE, metres) }),
    );
    expect(choose(aeds).map((choice) => choice.distanceM)).toEqual([300, 600, 900]);
    expect(choose(aeds, { max: 9 }).map((choice) => choice.distanceM)).toEqual([
      300, 600, 900, 1_200,
    ]);
  });

  test('are never one that is shut now, and one whose hours are unknown comes last', () => {
    const shut = anAed({ hours: officeHours, place: placeFrom(SCENE, 10) });
    const unknown = anAed({ hours: { state: 'unknown' }, place: placeFrom(SCENE, 20) });
    const open = anAed({ place: placeFrom(SCENE, 500) });
    const choices = choose([shut, unknown, open], { at: NOON + 8 * HOUR_MS });
    expect(choices).toEqual([
      { aedId: open.id, distanceM: 500, open: 'open' },
      { aedId: unknown.id, distanceM: 20, open: 'unknown' },
    ]);
  });

  test('beyond its compiled hours an AED counts as unknown and is still offered', () => {
    const aed = anAed({ hours: officeHours });
    expect(choose([aed], { at: NOON + DAY_MS })[0]?.open).toBe('unknown');
  });

  test('at the same distance are ordered by id, so that a list can be repeated', () => {
    const [one, two] = [anAed(), anAed()];
    const ids = [two, one].map((aed) => aed.id).sort();
    expect(choose([two, one]).map((choice) => choice.aedId)).toEqual(ids);
    expect(choose([one, two]).map((choice) => choice.aedId)).toEqual(ids);
  });

  test('are none where the register is empty or an AED has no sound place', () => {
    expect(choose([])).toEqual([]);
    expect(choose([anAed({ place: { lat: Number.NaN, lon: 0 } })])).toEqual([]);
  });
});
