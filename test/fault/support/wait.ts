const LOOK_AGAIN_MS = 15;

/** Looks again until there is something; throws after the deadline with what was awaited. */
export async function waitFor<T>(
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  what: string,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`within ${withinMs} ms there was no ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
}

/** The pace of a load, or how long a fault lasts; never a wait for something to be there. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
