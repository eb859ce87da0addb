import type { Finding, Source } from './source';

/** What package.json says that documents depend on. */
export interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const OURS = /`((?:apps|libs|packages|migrations|scripts|test|docs|data)\/[\w./*-]+)`/g;
const BARE = /`([\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|lua))`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;

/** Documents without a title, or with several. */
export function titles(source: Source): readonly Finding[] {
  if (!source.path.endsWith('.md')) return [];
  const lines = outsideCode(source).flatMap(({ text, line }) => (/^# /.test(text) ? [line] : []));
  if (lines.length === 1) return [];
  const remedy = `${lines.length} titles of the first level where a document has one`;
  return [{ path: source.path, line: lines[1] ?? 1, remedy }];
}

/** Files and links named in documents that are not there. */
export function namedFiles(source: Source, paths: ReadonlySet<string>): readonly Finding[] {
  if (!source.path.endsWith('.md')) return [];
  const folder = source.path.split('/').slice(0, -1).join('/');
  const names = new Set([...paths].map((path) => path.split('/').at(-1)));
  return source.lines.flatMap((text, index) => {
    const named = [...text.matchAll(OURS)].map((match) => match[1] ?? '');
    const bare = [...text.matchAll(BARE)].map((match) => match[1] ?? '');
    const linked = [...text.matchAll(LINK)].map((match) => joined(folder, match[1] ?? ''));
    const missing = [...named, ...linked]
      .filter((path) => !path.includes('*'))
      .filter((path) => !isThere(path, paths));
    return [...missing, ...bare.filter((name) => !names.has(name))].map((path) => ({
      path: source.path,
      line: index + 1,
      remedy: `there is no ${path}`,
    }));
  });
}

/** Commands named in documents that package.json does not have. */
export function namedCommands(source: Source, known: Package): readonly Finding[] {
  if (!source.path.endsWith('.md')) return [];
  return source.lines.flatMap((text, index) =>
    [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => known.scripts[name] === undefined)
      .map((name) => ({
        path: source.path,
        line: index + 1,
        remedy: `package.json has no script ${name}`,
      })),
  );
}

/** Direct dependencies without a line in the README that says what they do for us. */
export function unexplained(readme: Source, known: Package): readonly Finding[] {
  const names = Object.keys({ ...known.dependencies, ...known.devDependencies });
  const rows = readme.lines.filter((line) => line.startsWith('|'));
  return names
    .filter((name) => !rows.some((row) => isReason(row, name)))
    .map((name) => ({
      path: readme.path,
      line: 1,
      remedy: `add a row for \`${name}\`: what it does for us`,
    }));
}

/** Rows of the README about packages that are no longer there. */
export function explainedInVain(readme: Source, known: Package): readonly Finding[] {
  const names = new Set(Object.keys({ ...known.dependencies, ...known.devDependencies }));
  const start = readme.lines.findIndex((line) => /^#+ Dependencies/.test(line));
  const rows = start < 0 ? [] : readme.lines.slice(start + 1);
  const end = rows.findIndex((line) => /^#+ /.test(line));
  return rows.slice(0, end < 0 ? rows.length : end).flatMap((row, index) =>
    packagesOf(row)
      .filter((name) => !names.has(name))
      .map((name) => ({
        path: readme.path,
        line: start + index + 2,
        remedy: `${name} is not in package.json: take its row out`,
      })),
  );
}

function packagesOf(row: string): readonly string[] {
  if (!row.startsWith('|')) return [];
  const cell = row.split('|')[1] ?? '';
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

function isReason(row: string, name: string): boolean {
  return packagesOf(row).includes(name) && (row.split('|')[2] ?? '').trim().length >= 10;
}

function outsideCode(source: Source): readonly { readonly text: string; readonly line: number }[] {
  let inside = false;
  return source.lines.flatMap((text, index) => {
    if (text.startsWith('```')) inside = !inside;
    return inside ? [] : [{ text, line: index + 1 }];
  });
}

function isThere(path: string, paths: ReadonlySet<string>): boolean {
  const plain = path.replace(/\/$/, '');
  return paths.has(plain) || [...paths].some((known) => known.startsWith(`${plain}/`));
}

function joined(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
