import { DemoProviders } from './demo-providers';
import { readKeys } from './keys';
import { checkOpenFiles } from './open-files';
import { readOptions, WrongOptions, type DemoOptions } from './options';
import { handOver } from './parent';
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
    return await run(options, stop.signal);
  } catch (error) {
    const isTold = [WrongOptions, SetUpFailed, ClockMismatch].some((kind) => error instanceof kind);
    if (!isTold || !(error instanceof Error)) throw error;
    process.stderr.write(`demo: ${error.message}\n`);
    return error instanceof SetUpFailed ? 1 : WRONG_USE;
  }
}

/** The providers are up before the server, which is told of them at its start. */
async function run(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const keys = readKeys(options.keysFile);
  if (!options.withProviders) return runDemo({ options, keys, signal, providers: null });
  const providers = await DemoProviders.start(options);
  try {
    await handOver(providers.env(options.url));
    return await runDemo({ options, keys, signal, providers });
  } finally {
    await providers.stop();
  }
}

void main().then((code) => {
  process.exitCode = code;
});
