/** Lets the alerts of real incidents pass in the middle of a long computation. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
