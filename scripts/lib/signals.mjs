/** Ending a command from outside. */
import { report } from './terminal.mjs';

const PARENT_CHECK_MS = 1_000;
/** Ctrl-C may come twice at once, from the terminal and passed on by npm. */
const SAME_PRESS_MS = 500;

/**
 * Resolves with the reason as soon as this command is asked to end: SIGINT (Ctrl-C), SIGTERM,
 * SIGHUP, or, when npm started it, the death of npm, which may be killed without passing it on.
 * Asked again, the process leaves at once; its watchdog ends the rest.
 */
export function untilAskedToEnd() {
  return new Promise((resolve) => {
    let askedAt = null;
    const ask = (name) => {
      if (askedAt !== null && Date.now() - askedAt > SAME_PRESS_MS) process.exit(130);
      askedAt ??= Date.now();
      resolve(name);
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => ask(name));
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid !== parent) resolve('npm ended');
    }, PARENT_CHECK_MS);
    timer.unref();
  });
}

/**
 * Runs `work()` until it ends or the command is asked to end, then `finish()` and the guard's
 * `close()`, and resolves the exit code: what `work` returned, `codeWhenAsked` after a signal, 1
 * after an error, which is reported. Everything a command starts goes through the guard, so that
 * nothing outlives it.
 */
export async function runGuarded({ guard, work, finish, codeWhenAsked }) {
  const asked = untilAskedToEnd().then(() => codeWhenAsked);
  let code;
  try {
    code = await Promise.race([asked, work()]);
  } catch (error) {
    report(error);
    code = 1;
  }
  await finish?.();
  await guard.close();
  return code;
}
