/**
 * What the commands say to the person who runs them. Progress and refusals go to stderr, so that
 * stdout carries only the lines other programs read (READY, DEMO, N passed).
 */

const SHOW_AFTER_MS = 2_000;
const REPEAT_PLAIN_MS = 10_000;
const REPEAT_TERMINAL_MS = 1_000;

/** A reason to end that the reader can act on: one sentence with the remedy, and no stack trace. */
export class Refusal extends Error {}

/** Prints one line to stderr. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs `work` and, once it has taken more than two seconds, keeps saying what is being done and
 * for how many seconds: each second in place on a terminal, every ten seconds as a line elsewhere.
 * Resolves or rejects with what `work` does.
 */
export async function withProgress(what, work, log = say) {
  const began = Date.now();
  const rewrite = log === say && process.stderr.isTTY === true;
  let shown = false;
  let last = 0;
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const show = () => {
    const every = rewrite ? REPEAT_TERMINAL_MS : REPEAT_PLAIN_MS;
    if (Date.now() - began < SHOW_AFTER_MS || Date.now() - last < every) return;
    last = Date.now();
    shown = true;
    if (rewrite) process.stderr.write(`\r\x1b[K${what} … ${seconds()} s`);
    else log(`${what} … ${seconds()} s`);
  };
  const timer = setInterval(show, 250);
  try {
    const value = await work();
    if (shown) log(`${rewrite ? '\r\x1b[K' : ''}${what}: done in ${seconds()} s`);
    return value;
  } catch (error) {
    if (shown && rewrite) process.stderr.write('\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** What can be done about it where a file or folder cannot be used. */
const FILE_REMEDIES = {
  EACCES: 'it belongs to someone else: remove it or run this as its owner',
  EPERM: 'it belongs to someone else: remove it or run this as its owner',
  EROFS: 'its file system is read-only: use a copy of the project elsewhere',
  ENOSPC: 'the disk is full: free some space',
};

/** Says why a command ended: the sentence of a `Refusal`, the stack of an accident. */
export function report(error) {
  const remedy = error?.path === undefined ? undefined : FILE_REMEDIES[error.code];
  if (error instanceof Refusal) say(`closeby: ${error.message}`);
  else if (remedy !== undefined) say(`closeby: cannot use ${error.path}, as ${remedy}.`);
  else say(String(error?.stack ?? error));
}

/**
 * Runs a command's main function and turns how it ended into an exit code: its number (0 when it
 * returns none), or 1 after a `Refusal` (its sentence only) or an accident (with its stack).
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/**
 * Reads `--name value`, `--name=value` and bare `--flag` arguments.
 * `flags` are the names that take no value, `values` those that take one; any other argument
 * is refused, unless `rest` is set: then it is returned, in order, as `rest`.
 */
export function readOptions(argv, { flags = [], values = [], rest = false } = {}) {
  const options = { rest: [] };
  for (let index = 0; index < argv.length; index += 1) {
    const [name, inline] = splitOption(argv[index]);
    if (flags.includes(name) && inline === undefined) options[name] = true;
    else if (values.includes(name)) {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined) throw new Refusal(`--${name} needs a value.`);
      options[name] = value;
    } else if (rest) options.rest.push(argv[index]);
    else {
      const known = [...flags, ...values].map((each) => `--${each}`).join(', ');
      throw new Refusal(`unknown argument ${argv[index]}; known are ${known || 'none'}.`);
    }
  }
  return options;
}

function splitOption(argument) {
  if (!argument.startsWith('--')) return [undefined, undefined];
  const equals = argument.indexOf('=');
  if (equals === -1) return [argument.slice(2), undefined];
  return [argument.slice(2, equals), argument.slice(equals + 1)];
}
