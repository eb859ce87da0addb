import { readKeys } from './keys';
import { checkOpenFiles } from './open-files';
import { readOptions, WrongOptions } from './options';
import { runDemo } from './run-demo';
import { SetUpFailed } from './set-up';
import { ClockMismatch } from './virtual-clock';

const WRONG_USE = 2;

/** Runs the demo from the command line; ends with its summary, also on SIGINT and SIGTERM. */
async function main(): Promise<number> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      stop.abort();
    });
  }
  try {
    const options = readOptions(process.argv.slice(2));
    checkOpenFiles(options.responderCount);
    return await runDemo(options, readKeys(options.keysFile), stop.signal);
  } catch (error) {
    const isTold = [WrongOptions, SetUpFailed, ClockMismatch].some((kind) => error instanceof kind);
    if (!isTold || !(error instanceof Error)) throw error;
    process.stderr.write(`demo: ${error.message}\n`);
    return error instanceof SetUpFailed ? 1 : WRONG_USE;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
