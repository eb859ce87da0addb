import { CHAIN_START, ChainWalk, type ChainFault, type ChainRow } from '#core/audit-chain';

/** Stands in for SHA-256: whatever was before is in it. */
const link = (hash: string, text: string): string => {
  const all = `${hash}>${text}`;
  let sum = 7;
  for (let at = 0; at < all.length; at += 1) sum = (sum * 31 + all.charCodeAt(at)) % 1e9;
  return String(sum);
};

function chainOf(count: number): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const text = `entry ${seq}`;
    const hash = link(rows.at(-1)?.hash ?? CHAIN_START, text);
    rows.push({ seq, text, hash, columnsAgree: true });
  }
  return rows;
}

function check(rows: readonly ChainRow[], headsAt: readonly number[] = []): ChainFault | null {
  const good = chainOf(20);
  const heads = headsAt.map((seq) => ({ seq, hash: good[seq - 1]?.hash ?? '' }));
  const walk = new ChainWalk(heads, link);
  walk.take(rows.slice(0, 3));
  walk.take(rows.slice(3));
  return walk.end();
}

describe('walking along a chain', () => {
  const rows = chainOf(9);
  const changed = (seq: number, fields: Partial<ChainRow>): ChainRow[] =>
    rows.map((row) => (row.seq === seq ? { ...row, ...fields } : row));

  it('finds nothing where all is as it was written, with the heads of any time', () => {
    expect(check(rows, [2, 9, 9])).toBeNull();
    expect(check([])).toBeNull();
  });

  it('names the entry whose text was changed, also where its hash was made to fit', () => {
    expect(check(changed(5, { text: 'other' }))).toEqual({ seq: 5, why: 'altered' });
    const fitting = changed(5, { text: 'other', hash: link(rows[3]?.hash ?? '', 'other') });
    expect(check(fitting)).toEqual({ seq: 6, why: 'altered' });
  });

  it('names the entry whose columns say something else than its text', () => {
    expect(check(changed(4, { columnsAgree: false }))).toEqual({ seq: 4, why: 'columns-differ' });
  });

  it('names the entry that is missing', () => {
    expect(check(rows.filter((row) => row.seq !== 6))).toEqual({ seq: 6, why: 'missing' });
    expect(check(rows.slice(1))).toEqual({ seq: 1, why: 'missing' });
  });

  it('names the first of two that changed places', () => {
    const [third, fourth] = [rows[2], rows[3]];
    const swapped = rows.map((row) => {
      const other = row.seq === 3 ? fourth : row.seq === 4 ? third : row;
      return { ...row, text: other?.text ?? '', hash: other?.hash ?? '' };
    });
    expect(check(swapped)).toEqual({ seq: 3, why: 'altered' });
  });

  it('notices by a head alone that the newest are gone, or that all was written anew', () => {
    expect(check(rows.slice(0, 7), [5])).toBeNull();
    expect(check(rows.slice(0, 7), [5, 9])).toEqual({ seq: 8, why: 'missing' });
    const anew: ChainRow[] = [];
    for (const { seq } of rows) {
      const text = seq === 2 ? 'forged' : `entry ${seq}`;
      const hash = link(anew.at(-1)?.hash ?? CHAIN_START, text);
      anew.push({ seq, text, hash, columnsAgree: true });
    }
    expect(check(anew)).toBeNull();
    expect(check(anew, [1, 4])).toEqual({ seq: 4, why: 'head-differs' });
  });
});
