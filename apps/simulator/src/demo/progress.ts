const SHOW_AFTER_MS = 2_000;
const REPEAT_TERMINAL_MS = 250;
const REPEAT_PLAIN_MS = 10_000;

/**
 * Does something to every item, a few at a time, and shows how far it is when that takes longer
 * than two seconds. Stops early when `signal` is aborted; rejects with the first failure.
 */
export async function forEachShown<T>(
  items: readonly T[],
  task: { readonly what: string; readonly atOnce: number; readonly signal: AbortSignal },
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const show = progressLine(`${task.what} ${items.length}`);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !task.signal.aborted) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item !== undefined) await work(item, index);
      done += 1;
      show(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(task.atOnce, items.length) }, worker));
  show(done, true);
}

/** One line on a terminal, rewritten in place; elsewhere a line now and then. */
function progressLine(what: string): (done: number, isLast?: boolean) => void {
  const startedMs = performance.now();
  const isTerminal = process.stderr.isTTY;
  const everyMs = isTerminal ? REPEAT_TERMINAL_MS : REPEAT_PLAIN_MS;
  let shownMs: number | null = null;
  return (done, isLast = false) => {
    const nowMs = performance.now();
    if (nowMs - startedMs < SHOW_AFTER_MS || (isLast && shownMs === null)) return;
    if (!isLast && shownMs !== null && nowMs - shownMs < everyMs) return;
    shownMs = nowMs;
    const text = `${what} … ${done}`;
    process.stderr.write(isTerminal ? `\r\x1b[K${text}${isLast ? '\n' : ''}` : `${text}\n`);
  };
}
