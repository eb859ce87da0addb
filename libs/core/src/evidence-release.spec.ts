import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PUBLIC_COUNT_MIN, publicTables, publicTimes } from '#core/evidence-release';
import { tableOf, type EvidenceTable } from '#core/evidence-table';

function table(
  name: string,
  counts: readonly (readonly number[])[],
  fields: Partial<Pick<EvidenceTable, 'of' | 'columns' | 'keptBackMin' | 'mayBePublic'>> = {},
): EvidenceTable {
  return tableOf(
    { name, title: name, counts: 'arrests', rows: 'arrests', ...fields },
    counts.map((_cells, at) => [`l${at}`, `line ${at}`] as const),
    counts.flatMap((cells, at) =>
      cells.map((count, column) => ({ bar: `l${at}`, id: [], column, count })),
    ),
  );
}

const shown = (tables: readonly EvidenceTable[]) =>
  publicTables(tables).map(({ bars }) => bars.map(({ counts }) => counts));

it('a number below five is not published, and neither is the one it would come back by', () => {
  expect(shown([table('t', [[20], [3], [9]])])).toEqual([[[20], [null], [null]]]);
  expect(shown([table('t', [[20], [4], [4], [9]])])).toEqual([[[20], [null], [null], [9]]]);
  expect(shown([table('t', [[20], [1], [2], [9]])])).toEqual([[[20], [null], [null], [null]]]);
  expect(shown([table('t', [[20], [5]])])).toEqual([[[20], [5]]]);
});

it('a total below five hides its whole table, itself included', () => {
  const [released] = publicTables([table('t', [[3], [1]])]);
  expect(released?.totals).toEqual([null]);
  expect(released?.bars.map(({ counts }) => counts)).toEqual([[null], [null]]);
});

it('what divides a number that is kept back is kept back whole', () => {
  const parent = table('parent', [[30], [2], [8]]);
  const child = table('child', [[4], [4]], { of: ['parent/l2'] });
  expect(shown([parent, child])[1]).toEqual([[null], [null]]);
  const whole = table('whole', [[15], [15]], { of: ['parent/l0'] });
  expect(shown([parent, whole])[1]).toEqual([[15], [15]]);
});

it('a line with several numbers is published whole or not at all', () => {
  const counts = [
    [20, 30],
    [4, 60],
    [7, 9],
  ];
  const columns = ['yes', 'no'];
  expect(shown([table('t', counts, { columns })])).toEqual([
    [
      [20, 30],
      [null, null],
      [null, null],
    ],
  ]);
});

it('a table whose numbers overlap with those of another is not published', () => {
  expect(publicTables([table('t', [[20]], { mayBePublic: false })])).toEqual([]);
});

it('whatever the numbers are, what is kept back is at least two lines that add up to five', () => {
  const cells = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(cells, fc.integer({ min: 2, max: 3 }), (counts, keptBackMin) => {
      const [released] = publicTables([
        table(
          't',
          counts.map((count) => [count]),
          { keptBackMin },
        ),
      ]);
      const [total] = released?.totals ?? [];
      const published = (released?.bars ?? []).map((bar) => bar.counts[0] ?? null);
      const open = published.filter((count) => count !== null);
      const back = published.length - open.length;
      expect(open.every((count) => count >= PUBLIC_COUNT_MIN)).toBe(true);
      if (total === null || total === undefined) expect(open).toEqual([]);
      else if (back > 0) {
        expect(back).toBeGreaterThanOrEqual(Math.min(2, counts.length));
        const left = total - open.reduce((sum, count) => sum + count, 0);
        expect(left).toBeGreaterThanOrEqual(PUBLIC_COUNT_MIN);
      }
    }),
  );
});

it('a quantile is published where five values lie on either side of it', () => {
  const time = { name: 't', says: 't', ids: [], p10S: 1, p50S: 2, p90S: 3 };
  expect(publicTimes([{ ...time, count: 9 }])).toMatchObject([{ p10S: null, p50S: null }]);
  expect(publicTimes([{ ...time, count: 10 }])).toMatchObject([{ p50S: 2, p90S: null }]);
  expect(publicTimes([{ ...time, count: 51 }])).toMatchObject([{ p10S: 1, p90S: 3 }]);
  expect(Object.keys(publicTimes([{ ...time, count: 51 }])[0] ?? {})).not.toContain('count');
});
