import ts from 'typescript';
import { at, isCode, isExample, isScript, isSpec, isUnder, linesThat, walk } from './source';
import type { Finding, Source } from './source';

interface Phrase {
  readonly pattern: RegExp;
  readonly remedy: string;
  readonly where: (source: Source) => boolean;
}

/** The rules name what they forbid, so they do not judge themselves. */
const isRule = (source: Source): boolean => /^test\/tidy[/.-]/.test(source.path);

const PHRASES: readonly Phrase[] = [
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    remedy: 'finish it or open an issue',
    where: isCode,
  },
  {
    pattern: /eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck/,
    remedy: 'mend what the checker says',
    where: isCode,
  },
  {
    pattern:
      /\b(it|test|describe)(\.\w+)*\.(only|skip|todo|failing)\b|\b(fit|xit|xtest|xdescribe)\(/,
    remedy: 'every test runs, always',
    where: (source) => isSpec(source) || isUnder(source.path, 'test', 'libs/adapters'),
  },
  {
    pattern:
      /(^|[^\w.])\/(work|home|root|Users)\/\w|(^|[^\w.])\/tmp\/\w|\.\.\/shared\/|helper session/,
    remedy: 'the project says nothing about one machine or what lies beside it',
    where: () => true,
  },
];

/** Words that stand for something unfinished, silenced or of one machine only. */
export function bannedPhrases(source: Source): readonly Finding[] {
  if (isRule(source)) return [];
  return PHRASES.filter((phrase) => phrase.where(source)).flatMap(({ pattern, remedy }) =>
    linesThat(source, (line) => pattern.test(line)).map((line) => ({
      path: source.path,
      line,
      remedy: `"${pattern.exec(source.lines[line - 1] ?? '')?.[0].trim() ?? ''}": ${remedy}`,
    })),
  );
}

/** `as any`, which turns the compiler off. */
export function castsToAny(source: Source): readonly Finding[] {
  if (!isScript(source)) return [];
  const found: Finding[] = [];
  walk(source.tree(), (node) => {
    if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword) {
      found.push(at(source, node, 'name the type, or check the value with its zod schema'));
    }
  });
  return found;
}

/** The rule and those that ask it for a plan; a new caller is a decision. */
export const PLAN_CALLERS = [
  'libs/core/src/who-to-alert.ts',
  'libs/flow/src/decide.ts',
  'libs/flow/src/shadow-run.ts',
  'apps/simulator/src/replay/run-case.ts',
  'apps/simulator/src/replay/decisions.ts',
  'apps/simulator/src/bench/decide.ts',
];

/** Calls of the rule from elsewhere than the steps of the story. */
export function strayDecisions(source: Source): readonly Finding[] {
  if (!isUnder(source.path, 'libs', 'apps') || isSpec(source)) return [];
  if (isExample(source)) return [];
  if (PLAN_CALLERS.includes(source.path)) return [];
  return linesThat(source, (line) => /\bplanAlerts\(/.test(line)).map((line) => ({
    path: source.path,
    line,
    remedy: 'only Decide asks who is alerted, and what replays past cases; call one of those',
  }));
}

/** Tables from refusal to HTTP status besides the one of the server's filter. */
export function statusTables(source: Source): readonly Finding[] {
  if (!isUnder(source.path, 'libs', 'apps') || isSpec(source)) return [];
  if (source.path === 'apps/server/src/problem.filter.ts') return [];
  return linesThat(source, (line) => /Record<ProblemCode\b.*=\s*\{/.test(line)).map((line) => ({
    path: source.path,
    line,
    remedy: 'refusals become HTTP statuses in apps/server/src/problem.filter.ts only',
  }));
}
