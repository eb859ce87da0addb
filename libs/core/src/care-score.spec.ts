import fc from 'fast-check';
import { WELLBEINGS } from '#core/after-care';
import {
  CARE_BANDS,
  CARE_DUE_MS,
  CARE_ITEM_MAX,
  CARE_ITEMS,
  careDueAt,
  careScore,
} from '#core/care-score';

const item = fc.integer({ min: 0, max: CARE_ITEM_MAX });
const scale = fc.array(item, { minLength: CARE_ITEMS.length, maxLength: CARE_ITEMS.length });
const wellbeing = fc.constantFrom(null, ...WELLBEINGS);
const weightOf = (answers: Parameters<typeof careScore>[0]): number =>
  CARE_BANDS.indexOf(careScore(answers).band);

describe('how hard it weighs on somebody', () => {
  it('is never less for a worse answer, in words or in any item', () => {
    fc.assert(
      fc.property(wellbeing, scale, fc.nat(CARE_ITEMS.length - 1), (word, items, at) => {
        const worse = items.map((one, index) =>
          index === at ? Math.min(CARE_ITEM_MAX, one + 1) : one,
        );
        const said = { wellbeing: word, scale: items };
        expect(weightOf({ ...said, scale: worse })).toBeGreaterThanOrEqual(weightOf(said));
        expect(weightOf({ ...said, wellbeing: 'not-well' })).toBe(CARE_BANDS.indexOf('call'));
        expect(weightOf(said)).toBeGreaterThanOrEqual(weightOf({ ...said, scale: null }));
      }),
    );
  });

  it.each([
    [[0, 0, 0, 0, 0, 0], 0, 'none'],
    [[1, 1, 1, 1, 1, 0], 5, 'none'],
    [[1, 1, 1, 1, 1, 1], 6, 'watch'],
    [[2, 2, 2, 2, 1, 1], 10, 'watch'],
    [[2, 2, 2, 2, 2, 1], 11, 'call'],
  ] as const)('%j is %i and %s', (items, sum, band) => {
    expect(careScore({ wellbeing: 'well', scale: items })).toEqual({ sum, band });
  });

  it('says nothing where nothing was said', () => {
    expect(careScore({ wellbeing: null, scale: null })).toEqual({ sum: null, band: 'none' });
  });
});

describe('when somebody is rung', () => {
  const said = { wellbeing: 'well' as const, scale: null, wantsCall: false };

  it('is within a day where it weighs on them, whether or not they asked', () => {
    for (const wantsCall of [true, false]) {
      const hard = { ...said, wellbeing: 'not-well' as const, wantsCall };
      expect(careDueAt(hard, 1_000)).toBe(1_000 + CARE_DUE_MS.call);
    }
  });

  it('is within three days where they only asked, and never where neither is so', () => {
    expect(careDueAt({ ...said, wantsCall: true }, 1_000)).toBe(1_000 + CARE_DUE_MS.watch);
    expect(careDueAt(said, 1_000)).toBeNull();
    expect(careDueAt({ ...said, wellbeing: 'mixed' }, 1_000)).toBeNull();
  });
});
