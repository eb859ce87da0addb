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
import { brokenImports, deadFiles, ENTRIES, missingEntries } from './tidy/reach';
import { sourceOf, type Finding, type Source } from './tidy/source';

/*
 * A rule that finds nothing may have stopped looking. Here each one meets texts that break it,
 * and texts that look alike and do not.
 */

type Rule = (source: Source) => readonly Finding[];
/** What is said about a text at a path. */
type Case = readonly [path: string, text: string];

/** The beginning of the text for the title of its test, then the text. */
function titled(cases: readonly Case[]): readonly [path: string, title: string, text: string][] {
  return cases.map(([path, text]) => [path, text.replace(/\s+/g, ' ').slice(0, 70), text]);
}

function catches(rule: Rule, cases: readonly Case[]): void {
  it.each(titled(cases))('catches in %s: %s', (path, _, text) => {
    expect(rule(sourceOf(path, text))).not.toEqual([]);
  });
}

function lets(rule: Rule, cases: readonly Case[]): void {
  it.each(titled(cases))('lets pass in %s: %s', (path, _, text) => {
    expect(rule(sourceOf(path, text))).toEqual([]);
  });
}

const from = (name: string): string => `import { x } from '${name}';`;

describe('imports', () => {
  catches(forbiddenImports, [
    ['libs/core/src/a.ts', from('zod')],
    ['libs/core/src/a.ts', from('node:fs')],
    ['libs/core/src/a.ts', from('#contracts/shapes')],
    ['libs/core/src/a.ts', "const x = require('fs');"],
    ['libs/core/src/a.ts', "export * from '#flow/ports';"],
    ['libs/core/src/a.ts', "type X = import('#flow/ports').Clock;"],
    ['libs/core/src/a.ts', "const x = await import('node:fs');"],
    ['libs/contracts/src/a.ts', from('#flow/ports')],
    ['libs/contracts/src/a.ts', from('@nestjs/common')],
    ['libs/contracts/src/routes/a.ts', from('../shapes')],
    ['libs/flow/src/a.ts', from('#adapters/memory/store')],
    ['libs/flow/src/a.ts', from('ioredis')],
    ['libs/flow/src/a.ts', from('node:crypto')],
    ['libs/flow/src/a.spec.ts', from('#adapters/postgres/store')],
    ['libs/adapters/src/redis/a.ts', from('#adapters/postgres/store')],
    ['libs/adapters/src/redis/a.ts', from('#adapters/memory/store')],
    ['libs/adapters/src/redis/a.ts', from('#flow/raise-incident')],
    ['libs/adapters/src/redis/a.ts', from('../postgres/store')],
    ['libs/adapters/src/redis/a.ts', from('@nestjs/common')],
    ['apps/server/src/a.ts', from('../../simulator/src/city/city')],
    ['apps/simulator/src/demo/a.ts', from('#flow/raise-incident')],
    ['apps/simulator/src/demo/a.ts', from('#core/who-to-alert')],
    ['apps/simulator/src/demo/a.ts', from('../replay/main')],
    ['apps/simulator/src/demo/a.ts', from('../../../server/src/config')],
    ['apps/simulator/src/demo/a.ts', from('@nestjs/core')],
    ['apps/simulator/src/replay/a.ts', from('#adapters/postgres/store')],
    ['apps/simulator/src/replay/a.ts', from('../demo/main')],
    ['apps/simulator/src/city/a.ts', from('#flow/ports')],
    ['apps/console/src/a.ts', from('#flow/ports')],
    ['apps/responder/src/a.ts', from('#adapters/memory/store')],
    ['apps/responder/src/a.ts', from('../../console/src/main')],
    ['apps/responder/src/a.ts', from('pg')],
    ['migrations/0002-a.ts', from('#flow/ports')],
  ]);
  lets(forbiddenImports, [
    ['libs/core/src/a.ts', `${from('#core/units')} ${from('./units')}`],
    ['libs/core/src/a.spec.ts', from('fast-check')],
    ['libs/contracts/src/a.ts', from('zod')],
    ['libs/flow/src/a.spec.ts', from('#adapters/memory/store')],
    ['libs/adapters/src/redis/a.ts', `${from('#adapters/shared/cursor')} ${from('ioredis')}`],
    ['libs/adapters/src/redis/a.ts', `${from('#flow/ports/queue')} ${from('node:crypto')}`],
    ['libs/adapters/src/memory/a.spec.ts', from('#adapters/conformance/locations')],
    ['apps/server/src/a.ts', `${from('#adapters/redis/client')} ${from('@nestjs/common')}`],
    ['apps/simulator/src/demo/a.ts', `${from('../city/city')} ${from('#adapters/streets/x')}`],
    ['apps/simulator/src/replay/a.ts', `${from('#flow/raise-incident')} ${from('../city/city')}`],
    ['apps/console/src/a.ts', `${from('#web/format')} ${from('lit/decorators.js')}`],
  ]);
});

describe('purity', () => {
  catches(impureCore, [
    ['libs/core/src/a.ts', 'const now = Date.now();'],
    ['libs/core/src/a.ts', "const now = Date['now']();"],
    ['libs/core/src/a.ts', 'const now = new Date();'],
    ['libs/core/src/a.ts', 'const dice = Math.random();'],
    ['libs/core/src/a.ts', 'setTimeout(() => 1, 5);'],
    ['libs/core/src/a.ts', "console.log('x');"],
    ['libs/core/src/a.ts', 'const x = process.pid;'],
    ['libs/core/src/a.ts', 'const x = performance.now();'],
    ['libs/core/src/a.ts', 'const x = crypto.randomUUID();'],
  ]);
  lets(impureCore, [
    ['libs/core/src/a.ts', '/** Never Date.now(). */ const day = new Date(now).getUTCDay();'],
    ['libs/core/src/a.ts', "const kept = { process: 'x' }; const y = kept.process;"],
    ['libs/core/src/a.spec.ts', 'const seed = Date.now();'],
  ]);
  catches(clockInFlow, [
    ['libs/flow/src/a.ts', 'const now = Date.now();'],
    ['libs/flow/src/a.ts', 'const now = new Date();'],
  ]);
  lets(clockInFlow, [['libs/flow/src/a.ts', 'const startedMs = performance.now();']]);
  catches(strayEnvironment, [
    ['apps/server/src/main.ts', 'const port = process.env.PORT;'],
    ['libs/adapters/src/redis/a.ts', "const url = process['env']['REDIS_URL'];"],
    ['libs/flow/src/a.ts', "import { env } from 'node:process';"],
    ['apps/simulator/src/demo/phone.ts', 'const port = process.env.PORT;'],
  ]);
  lets(strayEnvironment, [
    ['apps/server/src/config.ts', 'const env = process.env;'],
    ['apps/simulator/src/demo/main.ts', 'const env = process.env;'],
    ['test/integration/services.ts', 'const env = process.env;'],
  ]);
  catches(statusByHand, [
    ['apps/server/src/a.ts', "incident.status = 'closed';"],
    ['apps/server/src/a.ts', "incident['status'] = 'closed';"],
  ]);
  lets(statusByHand, [
    ['apps/server/src/a.ts', "const open = incident.status === 'active'; reply.status(200);"],
    ['libs/adapters/src/memory/a.ts', "row.status = 'closed';"],
  ]);
});

describe('lengths', () => {
  const lines = (count: number, line = 'const a = 1;'): string => `${line}\n`.repeat(count);
  const long = (count: number): string => `function f() {\n${lines(count, '  g();')}}\n`;
  catches(longFiles, [
    ['libs/flow/src/a.ts', lines(401)],
    ['libs/flow/src/a.spec.ts', lines(401)],
    ['libs/core/src/a.ts', lines(251)],
    ['scripts/a.mjs', lines(401)],
  ]);
  lets(longFiles, [
    ['libs/flow/src/a.ts', lines(400)],
    ['libs/core/src/a.ts', lines(250)],
    ['libs/core/src/a.spec.ts', lines(400)],
    ['data/a.csv', lines(500)],
  ]);
  catches(longLines, [['apps/a/src/a.ts', `// ${'x'.repeat(98)}`]]);
  lets(longLines, [['apps/a/src/a.ts', `// ${'x'.repeat(97)}`]]);
  catches(longFunctions, [
    ['libs/flow/src/a.ts', long(49)],
    ['libs/flow/src/a.ts', `class A { m() {\n${lines(50, 'g();')}} }`],
    ['libs/flow/src/a.ts', `const f = () => {\n${lines(50, 'g();')}};`],
    ['scripts/a.mjs', long(49)],
  ]);
  lets(longFunctions, [
    ['libs/flow/src/a.ts', long(48)],
    ['libs/flow/src/a.ts', `function f() {\n${lines(30, '// why\n\n')}${lines(40, 'g();')}}`],
    ['libs/flow/src/a.spec.ts', long(90)],
  ]);
  catches(manyParameters, [
    ['libs/flow/src/a.ts', 'function f(a: A, b: B, c: C, d: D) {}'],
    ['libs/flow/src/a.ts', 'const f = (a, b, c, d) => a;'],
    ['libs/flow/src/a.ts', 'interface I { f(a: A, b: B, c: C, d: D): void }'],
  ]);
  lets(manyParameters, [
    ['libs/flow/src/a.ts', 'function f(a: A, b: B, c: C) {}'],
    ['libs/flow/src/a.ts', 'class A { constructor(a: A, b: B, c: C, d: D) {} }'],
  ]);
});

describe('docstrings', () => {
  catches(missingDocstrings, [
    ['libs/core/src/a.ts', 'export function f() {}'],
    ['libs/core/src/a.ts', '// not a docstring\nexport function f() {}'],
    ['libs/flow/src/a.ts', 'export class A {}'],
    ['libs/flow/src/a.ts', '/** A. */ export class A { m() {} }'],
    ['libs/contracts/src/a.ts', 'export const f = () => 1;'],
  ]);
  lets(missingDocstrings, [
    ['libs/core/src/a.ts', '/** F. */\nexport function f() {}\nfunction g() {}'],
    ['libs/core/src/a.ts', '/** F. */\nexport function f(): 1;\nexport function f() {}'],
    ['libs/flow/src/a.ts', '/** A. */ export class A { constructor() {} private m() {} }'],
    ['libs/contracts/src/a.ts', 'export const LIMIT = 1; export interface I {}'],
    ['apps/server/src/a.ts', 'export function f() {}'],
  ]);
});

describe('words', () => {
  const glossary =
    '```banned\nuser -> responder\njob\nrole\n```\n\n```allowed\nTeamRole\nAccountRole\n```\n';
  const rule: Rule = (source) => bannedNames(source, wordsOf(glossary));
  catches(rule, [
    ['libs/core/src/a.ts', 'export const USERS_MAX = 3;'],
    ['libs/flow/src/a.ts', 'export class JobQueue {}'],
    ['libs/contracts/src/a.ts', 'export type Role = string;'],
    ['libs/contracts/src/a.ts', 'export type RoleOfTeam = string;'],
    ['libs/flow/src/send-job.ts', 'export const x = 1;'],
  ]);
  lets(rule, [
    ['libs/core/src/a.ts', 'export const jobless = 1; const user = 2;'],
    ['libs/contracts/src/a.ts', 'export type AccountRole = string; export type TeamRoles = 1;'],
    ['libs/flow/src/a.ts', 'export type OneAccountRole = string;'],
    ['apps/server/src/a.ts', 'export const user = 2;'],
  ]);
  it('a glossary without its blocks is a mistake, not a glossary without banned words', () => {
    expect(() => wordsOf('# Glossary')).toThrow('banned');
  });
});

describe('phrases', () => {
  const machine = ['', 'root', 'closeby'].join('/');
  const beside = ['..', 'shared'].join('/');
  catches(bannedPhrases, [
    ['libs/flow/src/a.ts', '// TODO later'],
    ['scripts/a.mjs', '// FIXME'],
    ['libs/flow/src/a.ts', '// eslint-disable-next-line'],
    ['libs/flow/src/a.ts', '// @ts-ignore'],
    ['libs/flow/src/a.spec.ts', "it.only('x', f);"],
    ['libs/flow/src/a.spec.ts', "describe.skip('x', f);"],
    ['libs/flow/src/a.spec.ts', "it.skip.each([1])('x', f);"],
    ['libs/flow/src/a.spec.ts', "it.todo('x');"],
    ['libs/flow/src/a.spec.ts', "xit('x', f);"],
    ['README.md', `see ${machine}/README.md`],
    ['ARCHITECTURE.md', `see ${beside}/DESIGN.md`],
  ]);
  lets(bannedPhrases, [
    ['libs/flow/src/a.ts', '// a hack saw, todo lists; builder.skip(3)'],
    ['libs/flow/src/a.spec.ts', "it('only skips', f); await exit(1);"],
    ['README.md', 'open http://127.0.0.1:3000/responder/ or docs/home/page'],
  ]);
  catches(castsToAny, [['libs/flow/src/a.ts', 'const x = y as any;']]);
  lets(castsToAny, [['libs/flow/src/a.ts', '// as any other\nconst x = y as unknown;']]);
  catches(strayDecisions, [['libs/flow/src/report-progress.ts', 'planAlerts({});']]);
  lets(strayDecisions, [['libs/flow/src/decide.ts', 'planAlerts({});']]);
  catches(statusTables, [
    ['apps/server/src/a.ts', 'const HTTP: Record<ProblemCode, number> = {};'],
    ['apps/server/src/a.ts', 'const HTTP: Readonly<Record<ProblemCode, number>> = {};'],
  ]);
  lets(statusTables, [
    ['libs/contracts/src/a.ts', 'function f(statusOf: Record<ProblemCode, number>) {}'],
  ]);
});

describe('reach', () => {
  const said = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ path }) => path);
  const entry = sourceOf(
    'apps/server/src/main.ts',
    `${from('#flow/a')} ${from('./problem.filter')}`,
  );
  const tree = [
    entry,
    sourceOf('apps/server/src/problem.filter.ts', ''),
    sourceOf('libs/flow/src/a.ts', "export type * from '#flow/b';"),
    sourceOf('libs/flow/src/b.ts', "new Worker(new URL('./c.ts', import.meta.url));"),
    sourceOf('libs/flow/src/c.ts', ''),
    sourceOf('libs/core/src/examples.ts', ''),
    sourceOf('libs/core/src/a.spec.ts', `${from('#core/examples')} ${from('#core/only-tested')}`),
  ];
  it('a tree whose files are all reached has no dead ones', () => {
    expect(said(deadFiles(tree, [entry.path]))).toEqual([]);
  });
  it('catches a file that nothing reaches, or only a test', () => {
    const dead = ['libs/core/src/only-tested.ts', 'apps/server/src/lost.ts'];
    const more = [...tree, ...dead.map((path) => sourceOf(path, ''))];
    expect(said(deadFiles(more, [entry.path]))).toEqual(dead);
  });
  it('catches an entry that is not there', () => {
    expect(said(missingEntries([entry]))).toEqual(ENTRIES.filter((path) => path !== entry.path));
  });
  it('catches an import of a file that is not there', () => {
    expect(said(brokenImports(tree.slice(0, 2)))).toEqual([entry.path]);
    expect(said(brokenImports(tree.slice(0, 3)))).toEqual(['libs/flow/src/a.ts']);
    expect(said(brokenImports(tree.slice(0, 5)))).toEqual([]);
  });
});

describe('documents', () => {
  const known: Package = {
    scripts: { demo: 'x' },
    dependencies: { pg: '1' },
    devDependencies: { jest: '1' },
  };
  catches(titles, [
    ['README.md', 'no title'],
    ['README.md', '# One\n\n# Two\n'],
    ['docs/adr/0001-a.md', '## Only a second level\n'],
  ]);
  lets(titles, [['README.md', '# One\n\n```sh\n# a comment\n```\n']]);
  const named: Rule = (source) => namedFiles(source, new Set(['libs/core/src/a.ts', 'NOTICE']));
  catches(named, [
    ['README.md', 'see `libs/core/src/b.ts`'],
    ['ARCHITECTURE.md', '| `a.ts`, `b.ts` |'],
    ['docs/adr/0001-a.md', 'see [notice](NOTICE)'],
  ]);
  lets(named, [
    [
      'README.md',
      'see `libs/core/src/a.ts`, `a.ts`, `libs/core/` and [notice](NOTICE), [x](https://a.b)',
    ],
    ['docs/adr/0001-a.md', 'see [notice](../../NOTICE)'],
  ]);
  catches((source) => namedCommands(source, known), [['README.md', '`npm run bench -- all`']]);
  lets((source) => namedCommands(source, known), [['README.md', '`npm run demo`, `npm test`']]);
  const pg = '| `pg` | speaks to PostgreSQL |';
  const jest = '| `jest` | runs the tests |';
  catches(
    (source) => unexplained(source, known),
    [
      ['README.md', pg],
      ['README.md', `${pg}\n| \`jest\` | |`],
      ['README.md', `${pg}\nuses \`jest\` to run the tests`],
    ],
  );
  lets((source) => unexplained(source, known), [['README.md', `${pg}\n${jest}`]]);
  catches(
    (source) => explainedInVain(source, known),
    [['README.md', '## Dependencies\n| `left-pad` | pads what is on the left |']],
  );
  lets(
    (source) => explainedInVain(source, known),
    [['README.md', `| \`npm start\` | starts |\n## Dependencies\n${pg}\n## Else\n| \`x\` | y |`]],
  );
});
