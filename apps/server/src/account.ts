import { parseArgs } from 'node:util';
import { STAFF_ROLES } from '#core/caller-roles';
import { addAccountSchema } from '#contracts/account-api';
import { RandomIds } from '#adapters/clock/random-ids';
import { Accounts } from '#flow/accounts';
import { withStore } from './command-store';
import { commandEnvironment } from './config';

const USAGE = `account add --organisation SLUG --email E --name N --role ${STAFF_ROLES.join('|')}`;

/**
 * Makes an account, as the first supervisor needs one before anybody can sign in, and prints an
 * invitation this once.
 */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
    },
  });
  const { organisation: slug, email, name: displayName, role } = values;
  const parsed = addAccountSchema.safeParse({ email, displayName, role });
  if (positionals[0] !== 'add' || slug === undefined || !parsed.success) throw new Error(USAGE);
  const { databaseUrl } = commandEnvironment();
  await withStore(databaseUrl, async (store) => {
    const organisation = await store.accounts.organisationBySlug(slug);
    if (organisation === null) throw new Error(`There is no organisation ${slug}.`);
    const clock = { now: () => Date.now(), stretch: (realMs: number) => realMs };
    const { accounts: records, people, sessions, keyStore } = store;
    const ids = new RandomIds();
    const accounts = new Accounts({ accounts: records, people, sessions, keyStore, clock, ids });
    const added = await accounts.add(organisation.id, parsed.data);
    if (!added.ok) throw new Error(added.problem.detail);
    const invited = await accounts.invite(organisation.id, added.value.id);
    if (!invited.ok) throw new Error(invited.problem.detail);
    const { invitation, expiresAt } = invited.value;
    console.log(`ACCOUNT id=${added.value.id} role=${added.value.role}`);
    console.log(`INVITATION /console/#/invitation/${invitation} until=${expiresAt}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'the account was not made');
  process.exitCode = 1;
});
