import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  explainedInVain,
  namedCommands,
  namedFiles,
  titles,
  unexplained,
  type Package,
} from './tidy/documents';
import { bannedNames, missingDocstrings, wordsOf } from './tidy/exports';
import { forbiddenImports } from './tidy/imports';
import { longFiles, longFunctions, longLines, manyParameters } from './tidy/lengths';
import { bannedPhrases, castsToAny, statusTables, strayDecisions } from './tidy/phrases';
import { clockInFlow, impureCore, statusByHand, strayEnvironment } from './tidy/purity';
import { brokenImports, deadFiles, missingEntries } from './tidy/reach';
import { readProject, ROOT, type Finding, type Source } from './tidy/source';

const project = readProject();
const pictures = readdirSync(join(__dirname, '../docs/screens')).map(
  (name) => `docs/screens/${name}`,
);
const paths = new Set([...project.map(({ path }) => path), ...pictures]);

function textOf(path: string): Source {
  const source = project.find((entry) => entry.path === path);
  if (source === undefined) throw new Error(`the project has no ${path}`);
  return source;
}

const known = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;

/** Fails with one line per finding: where it is, and what to do about it. */
function expectNone(findings: readonly Finding[]): void {
  const said = findings.map(({ path, line, remedy }) => `${path}:${line} ${remedy}`);
  expect(said).toEqual([]);
}

function overAll(rule: (source: Source) => readonly Finding[]): void {
  expectNone(project.flatMap(rule));
}

describe('the project', () => {
  it.each([
    'libs/core/src/who-to-alert.ts',
    'apps/server/src/main.ts',
    'package.json',
    '.gitignore',
  ])('is read, with %s', (path) => {
    expect(paths.has(path)).toBe(true);
  });
});

describe('layers', () => {
  it('every import keeps to the layer of its file', () => overAll(forbiddenImports));
  it('every import of a file of the project finds it', () => expectNone(brokenImports(project)));
  it('core has no clock, dice, timers, process or console', () => overAll(impureCore));
  it('flow asks the clock port for the time', () => overAll(clockInFlow));
  it('one file reads the environment', () => overAll(strayEnvironment));
  it('no status is assigned by hand in the server', () => overAll(statusByHand));
  it('one step asks who is alerted, and what replays past cases', () => overAll(strayDecisions));
  it('one table turns refusals into HTTP statuses', () => overAll(statusTables));
});

describe('size', () => {
  it('files are short', () => overAll(longFiles));
  it('lines are short', () => overAll(longLines));
  it('functions are short', () => overAll(longFunctions));
  it('functions take three things at most', () => overAll(manyParameters));
});

describe('names and comments', () => {
  it('what core, contracts and flow export says what it promises', () =>
    overAll(missingDocstrings));
  it('exported names use the words of the glossary', () => {
    const words = wordsOf(textOf('GLOSSARY.md').text);
    overAll((source) => bannedNames(source, words));
  });
  it('nothing is left unfinished, silenced or bound to one machine', () => overAll(bannedPhrases));
  it('nothing is cast to any', () => overAll(castsToAny));
});

describe('files', () => {
  it('the entries of the project are there', () => expectNone(missingEntries(project)));
  it('every file is reached from an entry', () => expectNone(deadFiles(project)));
});

describe('documents', () => {
  it('every document has one title', () => overAll(titles));
  it('every file a document names is there', () => {
    overAll((source) => namedFiles(source, paths));
  });
  it('every command a document names exists', () => {
    overAll((source) => namedCommands(source, known));
  });
  it('every dependency has its reason in the README', () => {
    const readme = textOf('README.md');
    expectNone([...unexplained(readme, known), ...explainedInVain(readme, known)]);
  });
  it.each(['LICENSE', 'NOTICE', 'SECURITY.md', '.env.example'])('%s is there', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });
});
