import { migrate } from '#adapters/postgres/data-source';
import { commandEnvironment, ConfigError } from './config';

/** `npm run migrate`: brings the database to the newest migration, as its owner. */
async function main(): Promise<void> {
  const ran = await migrate(commandEnvironment().databaseOwnerUrl);
  for (const name of ran) console.log(`migrated ${name}`);
  if (ran.length === 0) console.log('the database is at the newest migration');
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof Error;
  console.error(known ? error.message : 'migrating failed');
  process.exitCode = 1;
});
