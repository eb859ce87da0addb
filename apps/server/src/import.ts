import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AED_FORMATS, type AedFormat } from '#core/aed-feed';
import { formatOf, readAedDocument } from './aed-document';
import { commandEnvironment } from './config';
import { CsvError } from './csv';
import { Importer } from './importer';
import { FileError } from './import-osm';
import { reportLines, SHOWN_MAX } from './import-report';
import { readPeople } from './import-rows';

const USAGE =
  'npm run import -- people|aeds|flood-areas FILE [--organisation SLUG] [--dry-run] ' +
  '[--skip-bad]\n' +
  'people: CSV with externalRef, displayName, credentialKind, issuer, validFrom; may have ' +
  'validTo, verified, testPhone, disabled, travelMode, tier. One line per credential.\n' +
  'aeds: CSV with externalRef, name, and lat, lon or place (a Plus Code, a grid reference); may ' +
  'have locationDetail, floor, access, ' +
  'openingHours, indoor, cabinetCode, lastCheckedAt, status. Or JSON of OpenStreetMap (GeoJSON, ' +
  'Overpass), its changes (osmChange, with --source), or with --format table a table with other ' +
  'usual columns, with --format geodae the French register.\n' +
  'aeds also: --source NAME where the file is the whole of that register, so that AEDs it no ' +
  'longer has are retired; --allow-vanish where many of them are; --region STATE whose public ' +
  'holidays the opening hours keep.\n' +
  'flood-areas: GeoJSON, or the list of the Environment Agency; --source NAME is kept with each.';

interface Options {
  readonly what: 'people' | 'aeds' | 'flood-areas';
  readonly path: string;
  readonly organisation: string | null;
  readonly source: string | null;
  readonly region: string | null;
  readonly format: AedFormat | null;
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  readonly allowVanish: boolean;
}

/** A mistake of whoever called, in one sentence. */
class Mistake extends Error {}

/**
 * `npm run import`: puts the people, AEDs or areas of a file, all of them in one transaction. With
 * any row refused nothing is put, unless told to skip bad rows.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { databaseUrl, redisUrl } = commandEnvironment();
  const bytes = readFileSync(options.path);
  const importer = await Importer.connect({
    databaseUrl,
    redisUrl,
    say: (line) => console.log(line),
  });
  try {
    const organisationId = await importer.organisation(options.organisation);
    const puts = { people: putPeople, aeds: putAeds, 'flood-areas': putFloodAreas };
    await puts[options.what](importer, organisationId, { ...options, bytes });
  } finally {
    await importer.close();
  }
}

type Run = Options & { readonly bytes: Uint8Array };

async function putPeople(importer: Importer, organisationId: string, run: Run): Promise<void> {
  const { dryRun, skipBad } = run;
  const file = readPeople(textOf(run));
  for (const { where, why } of file.refused.slice(0, SHOWN_MAX)) console.log(`${where}: ${why}`);
  const applies = file.refused.length === 0 || skipBad;
  const tally = applies
    ? await importer.people(file.good, { organisationId, dryRun })
    : { added: 0, changed: 0, unchanged: 0 };
  const notes = [
    ...(dryRun ? ['dry-run=yes'] : []),
    ...(applies ? [] : ['nothing was put: mend the lines above, or use --skip-bad']),
  ];
  console.log(
    `IMPORT read=${file.readCount} added=${tally.added} changed=${tally.changed} ` +
      `unchanged=${tally.unchanged} refused=${file.refused.length} ${notes.join(' ')}`.trimEnd(),
  );
  if (!applies) process.exitCode = 1;
}

async function putAeds(importer: Importer, organisationId: string, run: Run): Promise<void> {
  const { source, region, allowVanish, dryRun, skipBad: skipRefused } = run;
  const read = readAedDocument(run.bytes, run.format ?? formatOf(run.bytes), Date.now());
  if (!read.ok) throw new Mistake(read.problem.detail);
  const { readCount, ...file } = read.value;
  if (file.left !== undefined && source === null) {
    throw new Mistake('Say with --source of which register these are the changes.');
  }
  const request = { ...file, source, region, allowVanish, skipRefused, dryRun };
  const report = await importer.aeds(organisationId, request);
  for (const line of reportLines(report, { readCount, dryRun })) console.log(line);
  const isSound = report.refusal === null && (report.refused.length === 0 || skipRefused);
  if (!isSound) process.exitCode = 1;
}

async function putFloodAreas(importer: Importer, organisationId: string, run: Run): Promise<void> {
  const areas = importer.areas();
  const file = new TextEncoder().encode(textOf(run));
  const { source, dryRun, skipBad } = run;
  const look = await areas.take(organisationId, file, { dryRun: true, source });
  if (!look.ok) throw new FileError(look.problem.detail);
  const applies = look.value.refusedCount === 0 || skipBad;
  const told = look.value.lines.filter(({ outcome, repairs }) => {
    return outcome === 'refused' || repairs.length > 0;
  });
  for (const { index, areaRef, reason, repairs } of told.slice(0, SHOWN_MAX)) {
    console.log(`area ${index + 1} (${areaRef ?? 'no reference'}): ${reason ?? repairs.join(' ')}`);
  }
  const isPut = applies && !dryRun;
  if (isPut) await areas.take(organisationId, file, { dryRun: false, source });
  const { readCount, addedCount, changedCount, unchangedCount, refusedCount } = look.value;
  const notes = [
    ...(dryRun ? ['dry-run=yes'] : []),
    ...(applies ? [] : ['nothing was put: mend the lines above, or use --skip-bad']),
  ];
  const [added, changed, unchanged] = applies
    ? [addedCount, changedCount, unchangedCount]
    : [0, 0, 0];
  console.log(
    `IMPORT read=${readCount} added=${added} changed=${changed} unchanged=${unchanged} ` +
      `refused=${refusedCount} ${notes.join(' ')}`.trimEnd(),
  );
  if (!applies) process.exitCode = 1;
}

/** Text that is not UTF-8 is told rather than guessed at: names would come out wrong. */
function textOf({ bytes }: Run): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError('it is not UTF-8; save it in that encoding first');
  }
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      source: { type: 'string' },
      region: { type: 'string' },
      format: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'skip-bad': { type: 'boolean', default: false },
      'allow-vanish': { type: 'boolean', default: false },
    },
  });
  const [what, path, ...more] = positionals;
  const { source, region, 'allow-vanish': allowVanish } = values;
  const format = AED_FORMATS.find((one) => one === values.format);
  const ofAeds = region !== undefined || allowVanish || values.format !== undefined;
  const isKnown =
    what === 'aeds' ||
    (what === 'flood-areas' && !ofAeds) ||
    (what === 'people' && !ofAeds && source === undefined);
  const isFormat = values.format === undefined || format !== undefined;
  if (!isKnown || !isFormat || path === undefined || more.length > 0) throw new Mistake(USAGE);
  return {
    ...{ what, path, allowVanish },
    organisation: values.organisation ?? null,
    source: source ?? null,
    region: region ?? null,
    format: format ?? null,
    dryRun: values['dry-run'],
    skipBad: values['skip-bad'],
  };
}

main().catch((error: unknown) => {
  const known = error instanceof Error ? error.message : 'the import failed';
  const isFile = error instanceof CsvError || error instanceof FileError;
  console.error(isFile ? `The file cannot be read: ${known}` : known);
  process.exitCode = 1;
});
