import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commandEnvironment } from './config';
import { CsvError } from './csv';
import { Importer, type Tally } from './importer';
import { readAeds, readPeople, type ImportFile } from './import-rows';

const USAGE =
  'npm run import -- people|aeds FILE [--organisation SLUG] [--dry-run] [--skip-bad]\n' +
  'people: externalRef, displayName, credentialKind, issuer, validFrom; may have validTo, ' +
  'verified, testPhone, disabled. One line per credential.\n' +
  'aeds: externalRef, name, lat, lon; may have locationDetail, access, openingHours, ' +
  'lastCheckedAt, status.';
/** Shown at most; the number of all of them is in the last line. */
const REFUSALS_SHOWN_MAX = 50;

interface Options {
  readonly what: 'people' | 'aeds';
  readonly path: string;
  readonly organisation: string | null;
  readonly dryRun: boolean;
  readonly skipBad: boolean;
}

/** A mistake of whoever called, in one sentence. */
class Mistake extends Error {}

/**
 * `npm run import`: puts the people or AEDs of a CSV file, all of them in one transaction. With
 * any line refused nothing is put, unless told to skip bad lines.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { databaseUrl, redisUrl } = commandEnvironment();
  const text = readFileSync(options.path, 'utf8');
  const importer = await Importer.connect({
    databaseUrl,
    redisUrl,
    say: (line) => console.log(line),
  });
  try {
    const organisationId = await importer.organisation(options.organisation);
    const run = { organisationId, dryRun: options.dryRun };
    if (options.what === 'people') {
      await put(readPeople(text), options, (rows) => importer.people(rows, run));
    } else {
      await put(readAeds(text), options, (rows) => importer.aeds(rows, run));
    }
  } finally {
    await importer.close();
  }
}

async function put<M>(
  file: ImportFile<M>,
  options: Options,
  apply: (rows: ImportFile<M>['good']) => Promise<Tally>,
): Promise<void> {
  for (const { line, why } of file.refused.slice(0, REFUSALS_SHOWN_MAX)) {
    console.log(`line ${line}: ${why}`);
  }
  const applies = file.refused.length === 0 || options.skipBad;
  const tally = applies ? await apply(file.good) : { added: 0, changed: 0, unchanged: 0 };
  const notes = [
    ...(options.dryRun ? ['dry-run=yes'] : []),
    ...(applies ? [] : ['nothing was put: mend the lines above, or use --skip-bad']),
  ];
  console.log(
    `IMPORT read=${file.readCount} added=${tally.added} changed=${tally.changed} ` +
      `unchanged=${tally.unchanged} refused=${file.refused.length} ${notes.join(' ')}`.trimEnd(),
  );
  if (!applies) process.exitCode = 1;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'skip-bad': { type: 'boolean', default: false },
    },
  });
  const [what, path, ...more] = positionals;
  if ((what !== 'people' && what !== 'aeds') || path === undefined || more.length > 0) {
    throw new Mistake(USAGE);
  }
  return {
    what,
    path,
    organisation: values.organisation ?? null,
    dryRun: values['dry-run'],
    skipBad: values['skip-bad'],
  };
}

main().catch((error: unknown) => {
  const known = error instanceof Error ? error.message : 'the import failed';
  console.error(error instanceof CsvError ? `The file cannot be read: ${known}` : known);
  process.exitCode = 1;
});
