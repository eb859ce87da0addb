/** Steps of the sum under the density. */
const STEPS = 100_000;

/**
 * `count` values that cut Beta(a, b) into equal shares, each from the middle of its share: a
 * uniform draw of an index is then a draw of the distribution. By summing its density.
 */
export function betaQuantiles(a: number, b: number, count = 1_000): readonly number[] {
  const density = (x: number): number => x ** (a - 1) * (1 - x) ** (b - 1);
  const upTo = new Float64Array(STEPS + 1);
  for (let step = 0; step < STEPS; step += 1) {
    upTo[step + 1] = (upTo[step] ?? 0) + density((step + 0.5) / STEPS);
  }
  const total = upTo[STEPS] ?? 1;
  const values: number[] = [];
  let step = 0;
  for (let index = 0; index < count; index += 1) {
    const wanted = (total * (index + 0.5)) / count;
    while (step < STEPS && (upTo[step + 1] ?? total) < wanted) step += 1;
    values.push((step + 0.5) / STEPS);
  }
  return values;
}
