import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Where the project is. */
export const ROOT = resolve(__dirname, '../..');

/** One file of the project; `path` is relative to the root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** The syntax tree, built when first asked for; only for TypeScript and JavaScript. */
  readonly tree: () => ts.SourceFile;
}

/** Something that is against a rule: where, and what to do about it. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly remedy: string;
}

const CODE = ['.ts', '.mjs', '.lua', '.sql', '.css', '.html', '.sh'];
const TEXT = [
  ...CODE,
  '.md',
  '.cfg',
  '.json',
  '.yml',
  '.yaml',
  '.svg',
  '.txt',
  '.csv',
  '.webmanifest',
];
/** What git does not keep, and what others wrote. */
const FOREIGN = [
  'node_modules',
  'dist',
  'coverage',
  '.git',
  '.closeby',
  '.env',
  'package-lock.json',
];
/** What `npm run generate` writes. */
const GENERATED = /^packages\/\w+\/src\/generated\//;
const DATA = /^data\/.*\.(csv|json|gz)$/;

/** Suites that every adapter of a port has to pass. */
const CONFORMANCE = 'libs/adapters/src/conformance';

/** A file from its text, as the rules see it. */
export function sourceOf(path: string, text: string): Source {
  let tree: ts.SourceFile | undefined;
  return {
    path,
    text,
    lines: text.split('\n'),
    tree: () => (tree ??= ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)),
  };
}

/** Every text file of the project that is written by hand or committed. */
export function readProject(): readonly Source[] {
  return filesUnder(ROOT)
    .map((file) => relative(ROOT, file).replaceAll('\\', '/'))
    .filter((path) => isText(path) && !DATA.test(path))
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** Code written by hand, in whatever language. */
export function isCode(source: Source): boolean {
  return CODE.includes(extname(source.path)) && !GENERATED.test(source.path);
}

/** TypeScript and JavaScript written by hand. */
export function isScript(source: Source): boolean {
  return isCode(source) && (source.path.endsWith('.ts') || source.path.endsWith('.mjs'));
}

/** A file of tests, or of the promises that several adapters are tested for. */
export function isSpec(source: Source): boolean {
  return source.path.endsWith('.spec.ts') || isUnder(source.path, CONFORMANCE);
}

/** Examples that tests of all layers build on; nothing that runs in production imports them. */
export function isExample(source: Source): boolean {
  return /^libs\/core\/src\/(\w+-)?examples\.ts$/.test(source.path);
}

/** One of the folders, or a file in one of them. */
export function isUnder(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/** The line a node begins in, counted from one. */
export function lineOf(source: Source, node: ts.Node): number {
  const tree = source.tree();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** A finding at a node. */
export function at(source: Source, node: ts.Node, remedy: string): Finding {
  return { path: source.path, line: lineOf(source, node), remedy };
}

/** Calls `visit` for a node and everything in it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** Lines that match, counted from one. */
export function linesThat(source: Source, matches: (line: string) => boolean): readonly number[] {
  return source.lines.flatMap((line, index) => (matches(line) ? [index + 1] : []));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (FOREIGN.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : [];
  });
}

function isText(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return TEXT.includes(extname(name)) || name.startsWith('.env.') || extname(name) === '';
}
