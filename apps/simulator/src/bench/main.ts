import { runAlert } from './alert';
import { runCalloutChannels } from './callout-channels';
import { runDelivery } from './delivery';
import { runFanout } from './fanout';

/** Benches by name; `npm run bench` knows what each of them needs. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  fanout: runFanout,
  alert: runAlert,
  delivery: runDelivery,
  'callout-channels': runCalloutChannels,
};

/** Runs the bench that is named first, with the options that follow. */
async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const bench = BENCHES[name];
  if (bench === undefined) throw new Error(`say which: ${Object.keys(BENCHES).join(', ')}`);
  await bench(args);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
