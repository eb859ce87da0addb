import { appendFileSync } from 'node:fs';
import { faultsByFile, MATRIX, untried, type FaultId } from './matrix';

const FAULTS = 58;
const TOLD = 10;
const FAST = ['F01', 'F03', 'F09', 'F14', 'F25', 'F27', 'F30', 'F32', 'F33', 'F42'];

describe('the list of faults', () => {
  it('has every number from F01 to F58 and no other, each in words of its own', () => {
    const ids = Array.from({ length: FAULTS }, (_, nth) => `F${String(nth + 1).padStart(2, '0')}`);
    expect(Object.keys(MATRIX)).toEqual(ids);
    const words = Object.values(MATRIX).map((row) => row.words);
    expect(new Set(words).size).toBe(FAULTS);
    expect(words.every((each) => /^[a-z-]+$/.test(each))).toBe(true);
  });

  it('says of each what is done and what the usual parts do, and the README tells of ten', () => {
    const rows = Object.values(MATRIX);
    expect(rows.filter(({ does, stock }) => !does.endsWith('.') || stock === '')).toEqual([]);
    expect(rows.filter(({ tells }) => tells !== undefined)).toHaveLength(TOLD);
  });

  it('names the ten that every run tries', () => {
    const fast = Object.entries(MATRIX).filter(([, row]) => row.fast);
    expect(fast.map(([id]) => id)).toEqual(FAST);
  });

  it('has no fault tried twice, and each file is named after the first it tries', () => {
    const files = [...faultsByFile()].filter(([, ids]) => ids.length > 0);
    const tried = files.flatMap(([, ids]) => ids);
    expect(new Set(tried).size).toBe(tried.length);
    expect(tried.filter((id) => MATRIX[id] === undefined)).toEqual([]);
    const misnamed = files.filter(([name, [first]]) => !startsWith(name, first));
    expect(misnamed).toEqual([]);
  });

  it('says which faults nothing tries yet', () => {
    const missing = untried();
    const path = process.env['NOT_RUN_FILE'];
    if (missing.length > 0 && path !== undefined) {
      const why = `faults that no spec tries yet: ${missing.join(' ')}`;
      appendFileSync(path, `${JSON.stringify({ count: missing.length, why })}\n`);
    }
    const tried = [...faultsByFile().values()].flat();
    expect([...tried, ...missing].sort()).toEqual(Object.keys(MATRIX));
  });
});

function startsWith(name: string, id: FaultId | undefined): boolean {
  return id !== undefined && name.startsWith(`${id.toLowerCase()}-`);
}
