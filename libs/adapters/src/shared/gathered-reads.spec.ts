import { GatheredReads } from './gathered-reads';

/** Reads that end when the test says so. */
function controlledReads() {
  const begun: { readonly keys: readonly number[]; end: () => void; fail: () => void }[] = [];
  const reads = new GatheredReads<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        begun.push({
          keys,
          end: () => resolve(keys.map(String)),
          fail: () => reject(new Error('away')),
        });
      }),
  );
  return { begun, reads };
}

describe('gathered reads', () => {
  it('read at once what is asked for alone', async () => {
    const { begun, reads } = controlledReads();
    const one = reads.of(1);
    expect(begun.map(({ keys }) => keys)).toEqual([[1]]);
    begun[0]?.end();
    await expect(one).resolves.toBe('1');
  });

  it('gather what is asked for meanwhile into one read, begun after the question', async () => {
    const { begun, reads } = controlledReads();
    const all = Promise.all([1, 2, 3, 4, 5].map((key) => reads.of(key)));
    expect(begun.map(({ keys }) => keys)).toEqual([[1], [2]]);
    begun[0]?.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun[2]?.keys).toEqual([3, 4, 5]);
    for (const read of begun) read.end();
    await expect(all).resolves.toEqual(['1', '2', '3', '4', '5']);
  });

  it('fail for those alone who asked in the read that failed', async () => {
    const { begun, reads } = controlledReads();
    const lost = reads.of(1);
    const found = reads.of(2);
    begun[0]?.fail();
    begun[1]?.end();
    await expect(lost).rejects.toThrow('away');
    await expect(found).resolves.toBe('2');
  });
});
