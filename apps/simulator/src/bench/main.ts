import { runFanout } from './fanout';

/** Benches of one program each; `npm run bench` knows those that need a server too. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  fanout: runFanout,
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
