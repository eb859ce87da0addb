import fc from 'fast-check';
import {
  coverageAt,
  coverageShown,
  COVERAGE_LIMIT_MS,
  COVERAGE_PEOPLE_MIN,
  LAST_SEEN_UNCERTAINTY_M,
  whereExpected,
  type AedToHave,
  type CoverageRule,
  type Expected,
} from '#core/coverage';
import { expectedShares } from '#core/coverage-demand';
import {
  bestOf,
  coverageTotals,
  gainOfAed,
  gainOfPeople,
  gapsOf,
  type CoveredArea,
} from '#core/coverage-gaps';
import { hoursAhead, isTimeToTell, shareCovered } from '#core/coverage-threshold';
import { thinHoursWords } from '#core/coverage-words';
import { aFix, aSquare, NOON, placeFrom, SCENE } from '#core/examples';
import { cellsIn, countByCell, middleOf } from '#core/grid-cells';
import { policyByName, NEAREST_10 } from '#core/policy-presets';
import { seededChance } from '#core/random-examples';
import { twoWithAed, type Reach } from '#core/reach-odds';
import { NO_HISTORY } from '#core/response-history';
import { TRAVEL_MODES } from '#core/responder';
import { HOUR_MS, MINUTE_MS } from '#core/units';

const POLICY = { ...(policyByName('closeby-de-maio') ?? NEAREST_10), alertedAtOnceMax: 30 };
const DAY: CoverageRule = { policy: POLICY, localHour: 12, limitMs: COVERAGE_LIMIT_MS };

const reach: fc.Arbitrary<Reach> = fc.record({
  wayM: fc.integer({ min: 0, max: 2_000 }),
  straight: fc.double({ min: 0, max: 1, noNaN: true }),
  withAed: fc.double({ min: 0, max: 1, noNaN: true }),
});

const metres = fc.integer({ min: -900, max: 900 });
const someone: fc.Arbitrary<Expected> = fc.record({
  place: fc.tuple(metres, metres).map(([north, east]) => placeFrom(SCENE, north, east)),
  uncertaintyM: fc.constantFrom(10, 300, 800),
  mode: fc.constantFrom(...TRAVEL_MODES),
  history: fc.constantFrom(
    NO_HISTORY,
    { ...NO_HISTORY, alerts: 20, accepts: 18 },
    { ...NO_HISTORY, alerts: 20, accepts: 1 },
  ),
});
const anAed: fc.Arbitrary<AedToHave> = fc.record({
  place: fc.tuple(metres, metres).map(([north, east]) => placeFrom(SCENE, north, east)),
  chance: fc.constantFrom(0.95, 0.38),
});

function without<T>(all: readonly T[], index: number): T[] {
  return all.filter((_one, at) => at !== index % Math.max(1, all.length));
}

/** Somebody on foot who says yes nine times in ten. */
function keen(northM: number): Expected {
  const history = { ...NO_HISTORY, alerts: 100, accepts: 95 };
  return { place: placeFrom(SCENE, northM), uncertaintyM: 10, mode: 'foot', history };
}

describe('two people and an AED', () => {
  it('is what counting every coming and staying away gives, for the best split', () => {
    const { uniform } = seededChance(7);
    for (let round = 0; round < 40; round += 1) {
      const people = Array.from({ length: 1 + Math.floor(uniform() * 5) }, (_none, wayM) => {
        const straight = uniform();
        return { wayM, straight, withAed: straight * uniform() };
      });
      const found = twoWithAed(people);
      const best = Math.max(...splitsOf(people).map(byCounting));
      expect(found).toBeCloseTo(best, 12);
    }
  });

  it('is never likelier with one person less, or with worse chances', () => {
    fc.assert(
      fc.property(fc.array(reach, { maxLength: 12 }), fc.nat(11), (people, index) => {
        const all = twoWithAed(people);
        expect(twoWithAed(without(people, index))).toBeLessThanOrEqual(all + 1e-12);
        const worse = people.map((one) => ({ ...one, withAed: one.withAed * 0.9 }));
        expect(twoWithAed(worse)).toBeLessThanOrEqual(all + 1e-12);
      }),
    );
  });

  it('wants two, and an AED', () => {
    expect(twoWithAed([])).toBe(0);
    expect(twoWithAed([{ wayM: 1, straight: 1, withAed: 1 }])).toBe(0);
    expect(twoWithAed([1, 2, 3].map((wayM) => ({ wayM, straight: 1, withAed: 0 })))).toBe(0);
    expect(twoWithAed([1, 2].map((wayM) => ({ wayM, straight: 1, withAed: 1 })))).toBe(1);
  });
});

describe('coverage of a place', () => {
  it('is never higher with a person less, an AED less, or less time', () => {
    const people = fc.array(someone, { minLength: 1, maxLength: 10 });
    const aeds = fc.array(anAed, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(people, aeds, fc.nat(9), (around, shelf, index) => {
        const at = (of: readonly Expected[], have: readonly AedToHave[], rule = DAY): number =>
          coverageAt(SCENE, { people: of, aeds: have }, rule).probability;
        const all = at(around, shelf) + 1e-12;
        expect(at(without(around, index), shelf)).toBeLessThanOrEqual(all);
        expect(at(around, without(shelf, index))).toBeLessThanOrEqual(all);
        const hasty = { ...DAY, limitMs: COVERAGE_LIMIT_MS - MINUTE_MS };
        expect(at(around, shelf, hasty)).toBeLessThanOrEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it('is lower by night, when people take longer to leave', () => {
    const people = [40, 80, 120].map(keen);
    const aeds = [{ place: placeFrom(SCENE, 60), chance: 0.95 }];
    const day = coverageAt(SCENE, { people, aeds }, DAY).probability;
    const night = coverageAt(SCENE, { people, aeds }, { ...DAY, localHour: 3 }).probability;
    expect(night).toBeLessThan(day);
    expect(night).toBeGreaterThan(0);
  });

  it('counts nobody beyond the radius within which people are asked', () => {
    const far = Array.from({ length: 9 }, () => keen(POLICY.radiusM + 1));
    const aeds = [{ place: SCENE, chance: 0.95 }];
    expect(coverageAt(SCENE, { people: far, aeds }, DAY)).toEqual({ probability: 0, people: 0 });
  });

  it('gives a class alone where fewer than five may come: it would tell where they live', () => {
    expect(COVERAGE_PEOPLE_MIN).toBe(5);
    const few = { class: 'few', probability: null };
    expect(coverageShown({ probability: 0.9, people: 4 })).toEqual(few);
    expect(coverageShown({ probability: 0, people: 0 })).toEqual(few);
    expect(coverageShown({ probability: 0.52, people: 5 })).toEqual({
      ...{ class: 'good', probability: 0.5 },
    });
    expect(coverageShown({ probability: 0.31, people: 5 }).class).toBe('fair');
    expect(coverageShown({ probability: 0.1, people: 5 }).class).toBe('low');
  });
});

describe('where people are taken to be at an hour', () => {
  const home = { kind: 'home' as const, place: placeFrom(SCENE, 500) };
  const hours = {
    ...{ state: 'intervals' as const, compiledFrom: NOON - HOUR_MS, compiledUntil: NOON + HOUR_MS },
    intervals: [{ from: NOON, to: NOON + HOUR_MS }],
  };

  it('is where they are, now; at a place of theirs by its hours, later', () => {
    const person = { fix: aFix(), places: [{ ...home, hours }] };
    expect(whereExpected(person, POLICY, { at: NOON, isNow: true })?.place).toEqual(SCENE);
    const later = { at: NOON + 1, isNow: false };
    expect(whereExpected(person, POLICY, later)?.place).toEqual(home.place);
  });

  it('is about where they were last seen, where nothing else says', () => {
    const later = { at: NOON + HOUR_MS, isNow: false };
    expect(whereExpected({ fix: aFix(), places: [] }, POLICY, later)).toEqual({
      ...{ place: SCENE, uncertaintyM: LAST_SEEN_UNCERTAINTY_M },
    });
    expect(whereExpected({ fix: null, places: [] }, POLICY, later)).toBeNull();
  });
});

describe('squares of an area', () => {
  const area = { polygons: [aSquare(SCENE, 4_000)] };

  it('are those of the one grid, with their middles in the area', () => {
    const { sideM, boxes } = cellsIn(area, 500, 100);
    expect(sideM).toBe(500);
    expect(boxes.length).toBeGreaterThanOrEqual(56);
    expect(boxes.length).toBeLessThanOrEqual(72);
    const [known] = countByCell([middleOf(boxes[10] ?? boxes[0] ?? fail())], 500);
    expect(boxes).toContainEqual(known?.box);
  });

  it('are wider where there would be too many', () => {
    const { sideM, boxes } = cellsIn(area, 500, 20);
    expect(sideM).toBe(1_000);
    expect(boxes.length).toBeLessThanOrEqual(20);
  });

  it('share the arrests to come: most where they were, some around, a few anywhere', () => {
    const { boxes } = cellsIn(area, 500, 100);
    const at = 30;
    const arrests = Array.from({ length: 40 }, () => middleOf(boxes[at] ?? fail()));
    const shares = expectedShares(boxes, arrests);
    expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
    expect(shares.indexOf(Math.max(...shares))).toBe(at);
    expect(shares[at]).toBeGreaterThan(0.4);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(shares[at + 1]).toBeGreaterThan(shares[0] ?? 1);
  });
});

describe('gaps and what would mend them', () => {
  const { boxes } = cellsIn({ polygons: [aSquare(SCENE, 3_000)] }, 500, 100);
  const people = Array.from({ length: 12 }, (_none, index) => keen(30 * index - 180));

  function areaWith(aeds: readonly AedToHave[]): CoveredArea {
    const cells = boxes.map((box) => ({
      ...{ box, share: 1 / boxes.length },
      ...coverageAt(middleOf(box), { people, aeds }, DAY),
    }));
    return { cells, people, aeds, rule: DAY };
  }

  it('are ranked by the arrests that are not reached, and say no more than may be told', () => {
    const { cells } = areaWith([{ place: SCENE, chance: 0.95 }]);
    const gaps = gapsOf(cells, 100);
    const lacks = gaps.map(({ lack }) => lack);
    expect(lacks).toEqual([...lacks].sort((a, b) => b - a));
    expect(gaps[0]?.class).toBe('few');
    const totals = coverageTotals(cells);
    expect(totals.cells).toBe(boxes.length);
    expect(totals.reached).toBeGreaterThan(0);
    expect(totals.byClass.few).toBe(gaps.filter(({ probability }) => probability === null).length);
  });

  it('find one more AED best where people are and none is, and useless where one hangs', () => {
    const bare = areaWith([]);
    const tried = bestOf(
      boxes.map((box) => gainOfAed(box, bare)),
      3,
    );
    const [best] = countByCell([SCENE], 500);
    expect(tried.length).toBeGreaterThan(0);
    const nearest = Math.abs((tried[0]?.box.south ?? 0) - (best?.box.south ?? 9));
    expect(nearest).toBeLessThan(0.006);
    const mended = areaWith(boxes.map((box) => ({ place: middleOf(box), chance: 0.95 })));
    expect(gainOfAed(best?.box ?? fail(), mended).gain).toBe(0);
  });

  it('find ten more people of use where there is an AED, and of none where there is not', () => {
    const place = middleOf(boxes[0] ?? fail());
    const shelf = areaWith([{ place, chance: 0.95 }]);
    expect(gainOfPeople(boxes[0] ?? fail(), shelf).gain).toBeGreaterThan(0);
    expect(gainOfPeople(boxes[0] ?? fail(), areaWith([])).gain).toBe(0);
  });
});

describe('the warning before the night', () => {
  const threshold = {
    ...{ hours: [22, 23, 24, 3], probability: 0.5, share: 0.8, of: 'arrests' as const },
    tellAtMinute: 18 * 60,
  };
  const monday = (hour: number, minute = 0): number => hour * 60 + minute;

  it('looks at the hours of the next day that are named, in their order', () => {
    expect(hoursAhead(threshold, monday(18, 5))).toEqual([22, 23, 24]);
    expect(hoursAhead(threshold, 6 * 1_440 + monday(18))).toEqual([3]);
  });

  it('comes at its time, and late where no server was running, but not the next day', () => {
    expect(isTimeToTell(threshold, monday(17, 59))).toBe(false);
    expect(isTimeToTell(threshold, monday(18))).toBe(true);
    expect(isTimeToTell(threshold, monday(21))).toBe(true);
    expect(isTimeToTell(threshold, monday(21, 1))).toBe(false);
    expect(isTimeToTell({ ...threshold, tellAtMinute: 23 * 60 }, 1_440 + 30)).toBe(true);
  });

  it('counts squares, or the arrests in them', () => {
    const [box] = countByCell([SCENE], 500).map((cell) => cell.box);
    const cell = (share: number, probability: number) => ({
      ...{ box: box ?? fail(), people: 9, share, probability },
    });
    const cells = [cell(0.7, 0.9), cell(0.2, 0.4), cell(0.1, 0.1)];
    expect(shareCovered(cells, threshold)).toBeCloseTo(0.7, 9);
    expect(shareCovered(cells, { ...threshold, of: 'squares' })).toBeCloseTo(1 / 3, 9);
  });

  it('is said in every language, rounded down, with the middles of the weakest squares', () => {
    const [box] = countByCell([SCENE], 500).map((cell) => cell.box);
    const { title, body } = thinHoursWords({
      ...{ organisation: 'Beach', below: [{ hour: 26, share: 0.799 }], wantedShare: 0.8 },
      weakest: [{ box: box ?? fail(), class: 'few' }],
    });
    expect(title).toBe('Beach: thin cover ahead');
    for (const said of ['Tuesday 02:00: 79 %', 'mardi 02:00 : 79 %', 'Dienstag 02:00: 79 %']) {
      expect(body).toContain(said);
    }
    expect(body).toContain('36.8');
  });
});

/** Each way to send the first so many for an AED, from either end. */
function splitsOf(people: readonly Reach[]): readonly (readonly [Reach, boolean][])[] {
  const both = [people, people.toReversed()];
  return both.flatMap((order) =>
    order.map((_one, last) => order.map((one, at): [Reach, boolean] => [one, at <= last])),
  );
}

/** Every combination of who comes, with its chance. */
function byCounting(split: readonly [Reach, boolean][]): number {
  let sum = 0;
  for (let who = 0; who < 2 ** split.length; who += 1) {
    let [chance, came, brought] = [1, 0, 0];
    split.forEach(([{ straight, withAed }, fetches], at) => {
      const own = fetches ? withAed : straight;
      const comes = Math.floor(who / 2 ** at) % 2 === 1;
      chance *= comes ? own : 1 - own;
      if (comes) came += 1;
      if (comes && fetches) brought += 1;
    });
    if (came >= 2 && brought >= 1) sum += chance;
  }
  return sum;
}

function fail(): never {
  throw new Error('nothing there');
}
