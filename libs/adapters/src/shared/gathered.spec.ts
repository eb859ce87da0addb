import { Gathered } from './gathered';

/** Reads that end when the test says so. */
function controlledReads() {
  const begun: { readonly keys: readonly number[]; end: () => void; fail: () => void }[] = [];
  const reads = new Gathered<number, string>(
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

describe('what is gathered', () => {
  it('is asked for at once where it is alone', async () => {
    const { begun, reads } = controlledReads();
    const one = reads.of(1);
    expect(begun.map(({ keys }) => keys)).toEqual([[1]]);
    begun[0]?.end();
    await expect(one).resolves.toBe('1');
  });

  it('goes together with what is asked meanwhile, and begins after the question', async () => {
    const { begun, reads } = controlledReads();
    const all = Promise.all([1, 2, 3, 4, 5].map((key) => reads.of(key)));
    expect(begun.map(({ keys }) => keys)).toEqual([[1], [2]]);
    begun[0]?.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun[2]?.keys).toEqual([3, 4, 5]);
    for (const read of begun) read.end();
    await expect(all).resolves.toEqual(['1', '2', '3', '4', '5']);
  });

  it('fails for those alone who asked together with it', async () => {
    const { begun, reads } = controlledReads();
    const lost = reads.of(1);
    const found = reads.of(2);
    begun[0]?.fail();
    begun[1]?.end();
    await expect(lost).rejects.toThrow('away');
    await expect(found).resolves.toBe('2');
  });

  it('may fail by itself where the others have their answers', async () => {
    const both = new Gathered<number, string>(
      (keys) =>
        Promise.resolve(
          keys.map((key) => (key === 1 ? Promise.reject(new Error('held')) : 'told')),
        ),
      { together: 10, underWay: 1 },
    );
    const first = both.of(0);
    const [held, told] = [both.of(1), both.of(2)];
    await expect(first).resolves.toBe('told');
    await expect(held).rejects.toThrow('held');
    await expect(told).resolves.toBe('told');
  });
});
