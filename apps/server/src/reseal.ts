import { resealAll } from '#adapters/postgres/reseal';
import { commandVault, withStore } from './command-store';
import { commandEnvironment } from './config';

/** `npm run reseal`: seals by the first of SECRETS_KEY what the others sealed. */
async function main(): Promise<void> {
  await withStore(commandEnvironment().databaseUrl, async ({ pools }) => {
    for (const { what, changed } of await resealAll(pools, commandVault()))
      console.log(`RESEALED what=${what} changed=${changed}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'reseal failed');
  process.exitCode = 1;
});
