import fc from 'fast-check';
import {
  acceptedOf,
  couldFit,
  isFilled,
  placeFor,
  withParty,
  type Party,
  type PlacesAsked,
} from '#core/callout-places';
import { NOTHING_FILLED, type CalloutNeed } from '#core/callout-needs';
import { NOON } from '#core/examples';
import { HOUR_MS } from '#core/units';

const WINDOW = { from: NOON, until: NOON + 8 * HOUR_MS };

function need(needKey: string, wantedCount: number, fields: Partial<CalloutNeed> = {}) {
  const usual = { label: needKey, minimumCount: 0, credentialKinds: [], equipment: {} };
  return { needKey, wantedCount, ...usual, shiftKey: null, ...fields };
}

function point(musterKey: string, quotaCount: number | null, lat = 51) {
  const words = { name: musterKey, routeNote: 'x', parkingNote: 'x' };
  return { musterKey, quotaCount, place: { lat, lon: -3 }, ...words };
}

function callout(fields: Partial<PlacesAsked> = {}): PlacesAsked {
  const usual = { needs: [need('hands', 3)], musterPoints: [point('hall', null)] };
  return { window: WINDOW, shifts: [], fill: NOTHING_FILLED, ...usual, ...fields };
}

function party(fields: Partial<Party> = {}): Party {
  return {
    ...{ peopleCount: 1, pieces: {}, credentialKinds: [], knownCount: 1, fromAt: null },
    ...{ untilAt: null, wishes: { needKey: null, musterKey: null }, at: null },
    ...fields,
  };
}

/** Gives places to parties in their order; who gets none is in reserve. */
function answer(asked: PlacesAsked, parties: readonly Party[]) {
  let now = asked;
  const reserve: number[] = [];
  for (const [index, each] of parties.entries()) {
    const place = placeFor(now, each, NOON);
    if (place === null) reserve.push(index);
    else now = { ...now, fill: withParty(now.fill, each, { ...place, sign: 1 }) };
  }
  return { filled: now, reserve };
}

const anyParty = fc.record({
  peopleCount: fc.integer({ min: 1, max: 4 }),
  boats: fc.integer({ min: 0, max: 2 }),
  wish: fc.constantFrom(null, 'hands', 'crews'),
});
const manyParties = fc
  .array(anyParty, { maxLength: 60 })
  .map((all) =>
    all.map(({ peopleCount, boats, wish }) =>
      party({ peopleCount, pieces: { boat: boats }, wishes: { needKey: wish, musterKey: null } }),
    ),
  );

const ASKED = callout({
  needs: [need('hands', 12), need('crews', 20, { equipment: { boat: 6 } })],
  musterPoints: [point('north', 9), point('south', 15), point('east', null, 52)],
});

test('whatever the order of answers, no need and no muster point gets more than it wants', () => {
  fc.assert(
    fc.property(manyParties, (parties) => {
      const { fill } = answer(ASKED, parties).filled;
      expect(fill.peopleByNeed['hands'] ?? 0).toBeLessThanOrEqual(12);
      expect(fill.peopleByNeed['crews'] ?? 0).toBeLessThanOrEqual(20);
      expect(fill.peopleByMuster['north'] ?? 0).toBeLessThanOrEqual(9);
      expect(fill.peopleByMuster['south'] ?? 0).toBeLessThanOrEqual(15);
    }),
  );
});

test('whatever the order of answers, the boats that are missing still find a place', () => {
  fc.assert(
    fc.property(manyParties, (parties) => {
      const { filled } = answer(ASKED, parties);
      const boats = filled.fill.piecesByNeed['crews']?.boat ?? 0;
      const late = Array.from({ length: Math.max(0, 6 - boats) }, () =>
        party({ pieces: { boat: 1 }, wishes: { needKey: 'crews', musterKey: null } }),
      );
      expect(answer(filled, late).reserve).toEqual([]);
    }),
  );
});

test('a place that somebody gives back is as if they had never had it', () => {
  fc.assert(
    fc.property(manyParties, anyParty, (parties, { peopleCount, boats }) => {
      const { filled } = answer(ASKED, parties);
      const one = party({ peopleCount, pieces: { boat: boats } });
      const place = placeFor(filled, one, NOON);
      if (place === null) return;
      const taken = withParty(filled.fill, one, { ...place, sign: 1 });
      const back = withParty(taken, one, { ...place, sign: -1 });
      expect(acceptedOf(back)).toBe(acceptedOf(filled.fill));
      const { needKey } = place;
      expect(back.piecesByNeed[needKey]?.boat).toBe(filled.fill.piecesByNeed[needKey]?.boat ?? 0);
    }),
  );
});

test('nobody is left out of the look at the reserve who would fit', () => {
  fc.assert(
    fc.property(manyParties, anyParty, (parties, { peopleCount, boats }) => {
      const { filled } = answer(ASKED, parties);
      const one = party({ peopleCount, pieces: boats === 0 ? {} : { boat: boats } });
      if (placeFor(filled, one, NOON) === null) return;
      const { peopleMax, onlyWith } = couldFit(filled);
      expect(peopleCount).toBeLessThanOrEqual(peopleMax);
      if (onlyWith !== null)
        expect(onlyWith.some((kind) => (one.pieces[kind] ?? 0) > 0)).toBe(true);
    }),
  );
});

test('a family of three takes three places or none', () => {
  const family = party({ peopleCount: 3 });
  expect(placeFor(callout(), family, NOON)).toMatchObject({ needKey: 'hands', musterKey: 'hall' });
  const { filled } = answer(callout(), [party()]);
  expect(placeFor(filled, family, NOON)).toBeNull();
  expect(placeFor(filled, party({ peopleCount: 2 }), NOON)).not.toBeNull();
});

test('a need for a credential takes nobody of whom it is not known that they hold it', () => {
  const asked = callout({ needs: [need('divers', 5, { credentialKinds: ['flood-rescue'] })] });
  const diver = party({ credentialKinds: ['flood-rescue'] });
  expect(placeFor(asked, diver, NOON)).not.toBeNull();
  expect(placeFor(asked, party(), NOON)).toBeNull();
  expect(placeFor(asked, { ...diver, peopleCount: 2 }, NOON)).toBeNull();
  expect(placeFor(asked, { ...diver, peopleCount: 2, knownCount: 2 }, NOON)).not.toBeNull();
});

test('what they say narrows the time they are bound; no wish is met by another time', () => {
  const shifts = [
    { shiftKey: 'early', from: NOON, until: NOON + 4 * HOUR_MS },
    { shiftKey: 'late', from: NOON + 4 * HOUR_MS, until: NOON + 8 * HOUR_MS },
  ];
  const needs = [
    need('early', 1, { shiftKey: 'early' }),
    need('late', 5, { shiftKey: 'late' }),
    need('late-too', 5, { shiftKey: 'late' }),
  ];
  const asked = callout({ shifts, needs });
  const fromAt = NOON + 5 * HOUR_MS;
  expect(placeFor(asked, party({ fromAt }), NOON)).toMatchObject({
    ...{ needKey: 'late', from: fromAt, until: NOON + 8 * HOUR_MS },
  });
  const wishes = { needKey: 'early', musterKey: null };
  const { filled } = answer(asked, [party({ wishes })]);
  expect(placeFor(filled, party({ wishes }), NOON)).toBeNull();
  const late = { needKey: 'late-too', musterKey: null };
  expect(placeFor(filled, party({ wishes: late }), NOON)?.needKey).toBe('late-too');
  expect(placeFor(asked, party(), NOON + 9 * HOUR_MS)).toBeNull();
});

test('people report at the point they wish, else at the nearest with room for all of them', () => {
  const points = [point('far', null, 55), point('near', 2, 51), point('next', null, 52)];
  const asked = callout({ musterPoints: points });
  const at = { lat: 51.01, lon: -3 };
  expect(placeFor(asked, party({ at }), NOON)?.musterKey).toBe('near');
  expect(placeFor(asked, party({ at, peopleCount: 3 }), NOON)?.musterKey).toBe('next');
  const wishes = { needKey: null, musterKey: 'far' };
  expect(placeFor(asked, party({ at, wishes }), NOON)?.musterKey).toBe('far');
});

test('a call-out is filled when every need is, or when no muster point has room', () => {
  expect(isFilled(callout())).toBe(false);
  const { filled } = answer(callout(), [party({ peopleCount: 3 })]);
  expect(isFilled(filled)).toBe(true);
  const small = answer(callout({ musterPoints: [point('hall', 1)] }), [party(), party()]);
  expect(small.reserve).toEqual([1]);
  expect(isFilled(small.filled)).toBe(true);
});
