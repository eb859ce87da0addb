import { runAccept } from './accept';
import { runAlert } from './alert';
import { runCalloutChannels } from './callout-channels';
import { runCalloutLedger } from './callout-ledger';
import { runDecide } from './decide';
import { runDelivery } from './delivery';
import { runFanout } from './fanout';
import { runIncidents } from './incidents';
import { runIngest } from './ingest';
import { runMemory } from './memory';
import { runNearest } from './nearest';
import { runReconnect } from './reconnect';
import { runScreens } from './screens';
import { runStorm } from './storm';

/** Benches by name; `npm run bench` knows what each of them needs. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  fanout: runFanout,
  alert: runAlert,
  delivery: runDelivery,
  'callout-channels': runCalloutChannels,
  screens: runScreens,
  'callout-ledger': runCalloutLedger,
  decide: runDecide,
  nearest: runNearest,
  accept: runAccept,
  ingest: runIngest,
  memory: runMemory,
  reconnect: runReconnect,
  incidents: runIncidents,
  storm: runStorm,
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
