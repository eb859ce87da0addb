import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAsyncapi } from '#contracts/asyncapi';
import { buildOpenapi } from '#contracts/openapi';
import { STATUS_OF } from './problem.filter';
import { RELEASE } from './release';

/** The committed documents of the interface and what they have to say. */
export function documents(): ReadonlyMap<string, string> {
  const write = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
  return new Map([
    ['openapi.json', write(buildOpenapi(RELEASE, STATUS_OF))],
    ['asyncapi.json', write(buildAsyncapi(RELEASE))],
  ]);
}

/** Writes the documents into `folder`, or with `check` only names those that have drifted. */
export function generate(folder: string, check: boolean): readonly string[] {
  const drifted: string[] = [];
  for (const [name, text] of documents()) {
    const path = join(folder, name);
    if (textOf(path) === text) continue;
    drifted.push(name);
    if (!check) writeFileSync(path, text);
  }
  return drifted;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

if (require.main === module) {
  const check = process.argv.includes('--check');
  const drifted = generate(process.cwd(), check);
  for (const name of drifted) console.log(check ? `${name} has drifted` : `${name} written`);
  if (check && drifted.length > 0) process.exitCode = 1;
}
