import { distanceM, type Area, type Place } from '#core/geometry';
import { holdsOf, wayMeets, whyHeld, type Comer } from '#core/hold-back';

const at = (lon: number, lat: number): Place => ({ lat, lon });
const square = (west: number, south: number, side: number): readonly Place[] => [
  at(west, south),
  at(west + side, south),
  at(west + side, south + side),
  at(west, south + side),
];
/** A lake with an island. */
const WATER: Area = { polygons: [{ outer: square(0, 0, 1), holes: [square(0.4, 0.4, 0.2)] }] };
const ISLAND = at(0.5, 0.5);

describe('whether somebody on the way is in danger', () => {
  it.each([
    [
      'the muster point lies in the water, wherever they are',
      null,
      at(0.1, 0.1),
      'muster-in-exclusion',
    ],
    ['the muster point lies on its edge', at(3, 3), at(1, 0.5), 'muster-in-exclusion'],
    ['they stand in it', at(0.1, 0.9), at(2, 2), 'in-exclusion'],
    ['the straight way leads through it', at(-1, 0.5), at(2, 0.5), 'way-through-exclusion'],
    ['the way touches a corner of it', at(-1, 1), at(1, -1), 'way-through-exclusion'],
    ['the way leads along its edge', at(-1, 0), at(2, 0), 'way-through-exclusion'],
    ['the way leads from the island to land', ISLAND, at(2, 0.5), 'way-through-exclusion'],
    ['the way stays on the island', ISLAND, at(0.55, 0.45), null],
    ['the way passes by', at(-1, -0.1), at(2, -0.1), null],
    ['the way ends before it', at(-1, 0.5), at(-0.1, 0.5), null],
    ['nothing is known of where they are, and the point is dry', null, at(2, 2), null],
  ])('%s', (_name, place, muster, reason) => {
    expect(whyHeld(place, muster, WATER)).toBe(reason);
  });

  it('is nothing where nothing is excluded', () => {
    expect(whyHeld(at(0.1, 0.1), at(0.2, 0.2), null)).toBeNull();
  });

  it('agrees with walking the way step by step', () => {
    const seed = 20_261_123;
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    for (let round = 0; round < 2_000; round += 1) {
      const [a, b] = [
        at(random() * 3 - 1, random() * 3 - 1),
        at(random() * 3 - 1, random() * 3 - 1),
      ];
      const steps = Math.ceil(distanceM(a, b) / 100);
      const isWet = Array.from({ length: steps + 1 }, (_, i) => {
        const share = i / Math.max(1, steps);
        return at(a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat));
      }).some((step) => whyHeld(step, null, WATER) !== null);
      const isTold = whyHeld(a, b, WATER) !== null || wayMeets(WATER, a, b);
      // Steps of 100 m may pass over a corner that the way itself cuts.
      if (isWet && !isTold) throw new Error(`seed ${String(seed)}, round ${String(round)}`);
    }
  });
});

describe('who is held, and who may go on', () => {
  const dry = { musterKey: 'dry', name: 'Hall', place: at(2, 0.5), quotaCount: null };
  const points = [{ ...dry, routeNote: '', parkingNote: '' }];
  const comer = (bookingId: string, fields: Partial<Comer>): Comer => ({
    ...{ bookingId, responderId: `r-${bookingId}`, status: 'expected', musterKey: 'dry' },
    ...{ hasSetOff: false, place: null },
    ...fields,
  });

  it('holds those in danger alone, and lets go on those whose danger has gone', () => {
    const comers = [
      comer('through', { status: 'en-route', hasSetOff: true, place: at(-1, 0.5) }),
      comer('beside', { status: 'en-route', hasSetOff: true, place: at(3, 0.5) }),
      comer('unknown', {}),
      comer('still', { status: 'held', place: at(-1, 0.5) }),
      comer('free', { status: 'held', place: at(3, 0.5), hasSetOff: true }),
      comer('at-home', { status: 'held' }),
    ];
    expect(holdsOf(comers, points, WATER)).toEqual([
      {
        bookingId: 'through',
        responderId: 'r-through',
        to: 'held',
        reason: 'way-through-exclusion',
      },
      { bookingId: 'free', responderId: 'r-free', to: 'en-route', reason: null },
      { bookingId: 'at-home', responderId: 'r-at-home', to: 'expected', reason: null },
    ]);
  });

  it('lets everybody go on when all is lifted', () => {
    const held = [
      comer('a', { status: 'held', place: at(0.1, 0.1) }),
      comer('b', { status: 'held' }),
    ];
    expect(holdsOf(held, points, null).map(({ to }) => to)).toEqual(['expected', 'expected']);
  });
});
