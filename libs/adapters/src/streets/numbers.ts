export type Numbers = Float64Array | Float32Array | Int32Array;

/**
 * Reads one entry of a typed array. An index outside it is a bug of the graph, never an input, so
 * it throws a RangeError instead of spreading NaN through the distances.
 */
export function at(numbers: Numbers, index: number): number {
  const value = numbers[index];
  if (value === undefined) {
    throw new RangeError(`index ${index} is outside an array of ${numbers.length}`);
  }
  return value;
}
