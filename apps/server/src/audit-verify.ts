import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  isSigned,
  publicKeyFileOf,
  readHeads,
  readPublicKeys,
  type SignedHead,
} from '#adapters/audit-heads/signed-heads';
import { linkHash } from '#adapters/shared/audit-text';
import { verifyAudit } from '#flow/verify-audit';
import { withStore } from './command-store';
import { commandEnvironment } from './config';

const USAGE = 'npm run audit:verify -- [--heads FILE [--public-key FILE]]';

/** `npm run audit:verify`: checks every chain of the audit; ends with 1 where one is broken. */
async function main(): Promise<void> {
  const { heads, problem } = await headsOf(readOptions(process.argv.slice(2)));
  const verdict = await withStore(commandEnvironment().databaseUrl, (store) =>
    verifyAudit({ auditLog: store.auditLog, link: linkHash }, heads),
  );
  const firstBad = problem ?? verdict.firstBad;
  console.log(
    `AUDIT rows=${verdict.rows} organisations=${verdict.organisations} ` +
      `heads=${verdict.heads} first_bad=${firstBad ?? 'none'}`,
  );
  if (firstBad !== null) process.exitCode = 1;
}

/** The heads of the file, and the first line of it that is no signed head. */
async function headsOf(options: {
  readonly heads: string | null;
  readonly publicKey: string | null;
}): Promise<{ readonly heads: readonly SignedHead[]; readonly problem: string | null }> {
  if (options.heads === null) return { heads: [], problem: null };
  const keyFile = options.publicKey ?? publicKeyFileOf(options.heads);
  const keys = readPublicKeys(await readFile(keyFile, 'utf8'));
  if (keys.length === 0) throw new Error(`There is no public key in ${keyFile}.`);
  const heads: SignedHead[] = [];
  let problem: string | null = null;
  for (const [at, head] of readHeads(await readFile(options.heads, 'utf8')).entries()) {
    if (head !== null && isSigned(head, keys)) heads.push(head);
    else if (head === null) problem ??= `heads/${at + 1} why=unreadable`;
    else problem ??= `${head.organisation}/${head.seq} why=signature`;
  }
  return { heads, problem };
}

function readOptions(args: string[]): {
  readonly heads: string | null;
  readonly publicKey: string | null;
} {
  const { values } = parseArgs({
    args,
    options: { heads: { type: 'string' }, 'public-key': { type: 'string' } },
  });
  const publicKey = values['public-key'] ?? null;
  const heads = values.heads ?? null;
  if (publicKey !== null && heads === null)
    throw new Error(`--public-key needs --heads.\n${USAGE}`);
  return { heads, publicKey };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'the audit could not be read');
  process.exitCode = 2;
});
