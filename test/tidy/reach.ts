import ts from 'typescript';
import { fileMeant, importsOf } from './imports';
import { isExample, isSpec, isUnder, walk, type Finding, type Source } from './source';

/** Where something starts: a process, a page, a worker. Everything else is reached from here. */
export const ENTRIES: readonly string[] = [
  'apps/server/src/main.ts',
  'apps/server/src/migrate.ts',
  'apps/server/src/seed.ts',
  'apps/server/src/account.ts',
  'apps/server/src/import.ts',
  'apps/server/src/acceptance.ts',
  'apps/server/src/retention.ts',
  'apps/server/src/reseal.ts',
  'apps/server/src/generate.ts',
  'apps/server/src/audit-verify.ts',
  'apps/simulator/src/demo/main.ts',
  'apps/simulator/src/flood/main.ts',
  'apps/simulator/src/replay/main.ts',
  'apps/simulator/src/calibrate-travel/main.ts',
  'apps/simulator/src/providers/main.ts',
  'apps/simulator/src/scale/main.ts',
  'apps/simulator/src/readiness/main.ts',
  'apps/simulator/src/bench/main.ts',
  'apps/simulator/src/bench/fanout-provider.ts',
  'apps/simulator/src/bench/bench-crowd.ts',
  'apps/simulator/src/bench/ingest-peer.ts',
  'apps/simulator/src/bench/memory-peer.ts',
  'apps/simulator/src/bench/peers/peer.ts',
  'apps/simulator/src/crowd/main.ts',
  'apps/console/src/main.ts',
  'apps/helper/src/main.ts',
  'apps/identity/src/main.ts',
  'apps/muster/src/main.ts',
  'apps/muster/src/service-worker.ts',
  'apps/responder/src/main.ts',
  'apps/responder/src/service-worker.ts',
  'packages/closeby/src/index.ts',
  'packages/closeby/src/main.ts',
];

/** Files that no entry reaches by imports; what only a test uses is dead unless it is for tests. */
export function deadFiles(sources: readonly Source[], entries = ENTRIES): readonly Finding[] {
  const files = new Map(sources.map((source) => [source.path, source]));
  const alive = reached(entries, files);
  const specs = sources.map(({ path }) => path).filter((path) => path.endsWith('.spec.ts'));
  const tested = reached(specs, files);
  return sources
    .filter(({ path }) => path.endsWith('.ts') && isUnder(path, 'libs', 'apps', 'packages'))
    .filter(({ path }) => !path.endsWith('.spec.ts') && !alive.has(path))
    .filter((source) => !(isForTests(source) && tested.has(source.path)))
    .map(({ path }) => ({
      path,
      line: 1,
      remedy: 'nothing reaches this file: use it or delete it',
    }));
}

/** Entries of the list that are not there. */
export function missingEntries(sources: readonly Source[]): readonly Finding[] {
  const files = new Set(sources.map(({ path }) => path));
  return ENTRIES.filter((path) => !files.has(path)).map((path) => ({
    path,
    line: 1,
    remedy: 'listed as an entry in test/tidy/reach.ts but not there',
  }));
}

const WITH_IMPORTS = ['libs', 'apps', 'migrations', 'packages'];

/** Imports of files of the project that are not there. */
export function brokenImports(sources: readonly Source[]): readonly Finding[] {
  const files = new Set(sources.map(({ path }) => path));
  return sources
    .filter(({ path }) => path.endsWith('.ts') && isUnder(path, ...WITH_IMPORTS))
    .flatMap((source) =>
      importsOf(source).flatMap(({ specifier, node }) => {
        const meant = fileMeant(source.path, specifier);
        if (meant === undefined || files.has(meant) || !meant.endsWith('.ts')) return [];
        const { line } = source.tree().getLineAndCharacterOfPosition(node.getStart());
        return [{ path: source.path, line: line + 1, remedy: `there is no ${meant}` }];
      }),
    );
}

/** The record in memory: the steps run on it in tests, and nowhere else. */
const STORES_FOR_TESTS = 'libs/adapters/src/memory/';

function isForTests(source: Source): boolean {
  return isSpec(source) || isExample(source) || source.path.startsWith(STORES_FOR_TESTS);
}

function reached(
  entries: readonly string[],
  files: ReadonlyMap<string, Source>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = files.get(path);
    if (source === undefined || seen.has(path) || !path.endsWith('.ts')) continue;
    seen.add(path);
    for (const specifier of [
      ...importsOf(source).map((entry) => entry.specifier),
      ...urls(source),
    ]) {
      const meant = fileMeant(path, specifier);
      if (meant !== undefined) open.push(meant);
    }
  }
  return seen;
}

/** Files named by `new URL('./worker.ts', …)`, as workers are. */
function urls(source: Source): readonly string[] {
  const found: string[] = [];
  walk(source.tree(), (node) => {
    if (!ts.isNewExpression(node) || node.expression.getText() !== 'URL') return;
    const first = node.arguments?.[0];
    if (first !== undefined && ts.isStringLiteralLike(first)) {
      found.push(first.text.replace(/\.ts$/, ''));
    }
  });
  return found;
}
