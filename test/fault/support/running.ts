const running = new Set<() => Promise<void>>();

/** Has something ended with the test that started it, also where that test is too late to do so. */
export function endsWithTest(stop: () => Promise<void>): void {
  running.add(stop);
}

/** Ends whatever still runs; resolves when it is gone. */
export async function endAll(): Promise<void> {
  const stops = [...running];
  running.clear();
  await Promise.allSettled(stops.map((stop) => stop()));
}
