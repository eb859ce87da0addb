import { Retention } from '#flow/retention';
import { withStore } from './command-store';
import { commandEnvironment } from './config';

/** `npm run retention`: lets go now what has been kept as long as the table says. */
async function main(): Promise<void> {
  const clock = { now: () => Date.now() };
  await withStore(commandEnvironment().databaseUrl, async ({ privacy }) => {
    const forgotten = await new Retention({ privacy, clock }).run(0);
    for (const { what, deleted } of forgotten)
      console.log(`RETENTION what=${what} deleted=${deleted}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'retention failed');
  process.exitCode = 1;
});
