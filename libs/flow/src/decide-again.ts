/** How often a decision is made anew because somebody changed the incident meanwhile. */
export const DECIDE_AGAIN_MAX = 20;

/** Said by an attempt whose decision was overtaken. */
export const OVERTAKEN = Symbol('overtaken');

/**
 * Runs load, decide, save until it is not overtaken. Each round starts from a fresh load.
 *
 * @throws when overtaken `DECIDE_AGAIN_MAX` times in a row, which only a fault can cause
 */
export async function decideAgain<T>(attempt: () => Promise<T | typeof OVERTAKEN>): Promise<T> {
  for (let round = 0; round < DECIDE_AGAIN_MAX; round += 1) {
    const result = await attempt();
    if (result !== OVERTAKEN) return result;
  }
  throw new Error(`overtaken ${DECIDE_AGAIN_MAX} times in a row`);
}
