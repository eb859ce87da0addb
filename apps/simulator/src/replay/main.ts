import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { doWork, type WorkOrder } from './bench';
import { readOptions, USAGE } from './options';
import { replay, replayDecisions } from './replay';
import { UsageError } from './usage-error';

/** Compares policies on recorded cases: virtual clock, no server, same people for each policy. */
async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === null) console.log(USAGE);
    else if (options.decisions === null) await replay(options, console);
    else if (!(await replayDecisions(options.decisions, console))) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    process.exitCode = 2;
  }
}

// Threads of a run start this same program; they do one order and end.
if (isMainThread) void main();
else parentPort?.postMessage(doWork(workerData as WorkOrder));
