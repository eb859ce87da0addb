import { readKeys } from '../demo/keys';
import { WrongOptions } from '../demo/options';
import { handOver } from '../demo/parent';
import { SetUpFailed } from '../demo/set-up';
import { ClockMismatch } from '../demo/virtual-clock';
import { startFakeProviders } from '../providers/fake-providers';
import { readFloodOptions } from './options';
import { runFlood } from './run-flood';

const WRONG_USE = 2;

/** Runs the demo of a flood from the command line; ends with its CALLOUT line. */
async function main(): Promise<number> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  try {
    const options = readFloodOptions(process.argv.slice(2));
    const keys = readKeys(options.keysFile);
    const providers = await startFakeProviders();
    try {
      await handOver(providers.env(options.url));
      return await runFlood({ options, keys, providers, signal: stop.signal });
    } finally {
      stop.abort();
      await providers.stop();
    }
  } catch (error) {
    const isTold = [WrongOptions, SetUpFailed, ClockMismatch].some((kind) => error instanceof kind);
    if (!isTold || !(error instanceof Error)) throw error;
    process.stderr.write(`demo:flood: ${error.message}\n`);
    return error instanceof SetUpFailed ? 1 : WRONG_USE;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
